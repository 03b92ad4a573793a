package dev.microsandbox.logs;

import java.util.BitSet;

/**
 * Moves over the tokens of one line of JSON (RFC 8259, and nothing more lenient). Every method passes over the white
 * space before its token, then over the token, and answers true; or answers false. After that {@link #accept} and
 * {@link #acceptNull} stand before what they did not find; the others stand anywhere, and the line is malformed.
 *
 * <p>No method calls itself, and each byte is looked at a bounded number of times, whatever the line is.
 *
 * <p>One thread.
 */
final class JsonScanner {
    /** The string that was read last. */
    final JsonText text = new JsonText();

    private byte[] line;
    private int at;
    private int end;
    private long number;

    /** Begins with {@code buffer[from, to)}. */
    void reset(byte[] buffer, int from, int to) {
        line = buffer;
        at = from;
        end = to;
    }

    /** Where the line goes on. */
    int position() {
        return at;
    }

    /** The number that {@link #unsigned} read. */
    long number() {
        return number;
    }

    boolean atEnd() {
        skipWhiteSpace();
        return at == end;
    }

    boolean accept(char token) {
        skipWhiteSpace();
        if (at < end && line[at] == token) {
            at++;
            return true;
        }
        return false;
    }

    boolean acceptNull() {
        skipWhiteSpace();
        return literal("null");
    }

    /** A string with its colon. */
    boolean key() {
        return string() && accept(':');
    }

    boolean string() {
        skipWhiteSpace();
        int next = text.read(line, at, end);
        if (next < 0) {
            return false;
        }
        at = next;
        return true;
    }

    /** An integer from 0 to 2^64-1, written with digits and nothing else. */
    boolean unsigned() {
        skipWhiteSpace();
        int first = at;
        long value = 0;
        while (at < end && isDigit(line[at])) {
            int digit = line[at++] - '0';
            int tooLarge = Long.compareUnsigned(value, 1844674407370955161L); // (2^64-1) / 10; the rest is 5
            if (tooLarge > 0 || tooLarge == 0 && digit > 5) {
                return false;
            }
            value = 10 * value + digit;
        }
        number = value;
        // A dot or an exponent behind it is no comma and no brace, and so the caller refuses the line.
        return at > first && (line[first] != '0' || at == first + 1);
    }

    /**
     * Any value. How deep it is nested does not matter, as it does not to the producer's own reader (serde_json limits
     * the depth of what it builds, not of what it ignores): a bit for each open level tells an object from an array.
     */
    boolean value() {
        BitSet objects = null;
        int depth = 0;
        while (true) {
            boolean object = accept('{');
            if (object || accept('[')) {
                if (!accept(object ? '}' : ']')) {
                    objects = objects == null ? new BitSet() : objects;
                    objects.set(depth++, object);
                    if (object && !key()) {
                        return false;
                    }
                    continue;
                }
            } else if (!scalar()) {
                return false;
            }
            // A value has ended, and those around it may end with it.
            while (depth > 0 && !accept(',')) {
                if (!accept(objects.get(--depth) ? '}' : ']')) {
                    return false;
                }
            }
            if (depth == 0) {
                return true;
            }
            if (objects.get(depth - 1) && !key()) {
                return false;
            }
        }
    }

    private boolean scalar() {
        if (at == end) {
            return false;
        }
        return switch (line[at]) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> anyNumber();
        };
    }

    private boolean literal(String word) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** Any number, however large: nobody wants its value. */
    private boolean anyNumber() {
        skip('-', '-');
        if (!skip('0', '0') && !digits()) {
            return false;
        }
        if (skip('.', '.') && !digits()) {
            return false;
        }
        if (skip('e', 'E')) {
            skip('+', '-');
            return digits();
        }
        return true;
    }

    private boolean skip(char one, char other) {
        if (at < end && (line[at] == one || line[at] == other)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean digits() {
        int first = at;
        while (at < end && isDigit(line[at])) {
            at++;
        }
        return at > first;
    }

    private void skipWhiteSpace() {
        while (at < end && (line[at] == ' ' || line[at] == '\t' || line[at] == '\n' || line[at] == '\r')) {
            at++;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
