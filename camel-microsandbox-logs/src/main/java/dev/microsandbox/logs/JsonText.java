package dev.microsandbox.logs;

import java.util.Arrays;

/**
 * The string of a JSON line that was read last, as UTF-8 without its quotes and escapes. It is {@code [from, to)} of
 * {@link #bytes}: of the line itself when it has no escapes, else of a room of its own; so it is valid until the next
 * one is read.
 *
 * <p>One thread.
 */
final class JsonText {
    /** Room for longer strings is not kept: they are rare, and there is a parser for every file that is followed. */
    private static final int ROOM_TO_KEEP = 64 * 1024;

    byte[] bytes;
    int from;
    int to;

    private byte[] line;
    private int at;
    private int end;

    private byte[] room = new byte[0];
    private int roomUsed;

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, from, to, other, 0, other.length);
    }

    /** Gives back room that only a long line needs; the string is lost. */
    void release() {
        if (room.length > ROOM_TO_KEEP) {
            room = new byte[0];
            bytes = room;
        }
    }

    /**
     * Reads the string whose opening quote is {@code buffer[first]}, in a line that ends before {@code last}.
     *
     * @return where the line goes on behind the closing quote, or -1 when it is no valid string: then this one is
     *     undefined
     */
    int read(byte[] buffer, int first, int last) {
        if (first == last || buffer[first] != '"') {
            return -1;
        }
        line = buffer;
        at = first + 1;
        end = last;
        roomUsed = 0;
        int runFrom = at;
        while (true) {
            at = Words.endOfPlainJson(line, at, end);
            if (at == end) {
                return -1;
            }
            if (line[at] == '"') {
                finish(first + 1, runFrom);
                return at + 1;
            }
            if (line[at] == '\\') {
                if (runFrom == first + 1 && room.length < end - runFrom) {
                    // No escape is shorter than what it stands for, so this is enough for the rest of the line.
                    room = new byte[end - runFrom];
                }
                append(runFrom);
                if (!escape()) {
                    return -1;
                }
                runFrom = at;
            } else if (!nonAscii()) {
                return -1;
            }
        }
    }

    private void finish(int begin, int runFrom) {
        if (runFrom == begin) {
            bytes = line;
            from = begin;
            to = at;
        } else {
            append(runFrom);
            bytes = room;
            from = 0;
            to = roomUsed;
        }
    }

    private void append(int runFrom) {
        System.arraycopy(line, runFrom, room, roomUsed, at - runFrom);
        roomUsed += at - runFrom;
    }

    /** A run of characters above U+007F. False when it is not valid, and for a control character. */
    private boolean nonAscii() {
        if (line[at] >= 0) {
            return false;
        }
        do {
            int sequence = Utf8.sequence(line, at, end);
            if (sequence < 0) {
                return false;
            }
            at += sequence;
        } while (at < end && line[at] < 0);
        return true;
    }

    private boolean escape() {
        if (end - at < 2) {
            return false;
        }
        byte kind = line[at + 1];
        at += 2;
        switch (kind) {
            case '"', '\\', '/' -> room[roomUsed++] = kind;
            case 'n' -> room[roomUsed++] = '\n';
            case 't' -> room[roomUsed++] = '\t';
            case 'r' -> room[roomUsed++] = '\r';
            case 'b' -> room[roomUsed++] = '\b';
            case 'f' -> room[roomUsed++] = '\f';
            case 'u' -> {
                return hexEscape();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Four hex digits, or those of a surrogate pair with the second one's backslash and u between them. */
    private boolean hexEscape() {
        int codePoint = fourHexDigits();
        if (codePoint < 0 || codePoint >= Character.MIN_LOW_SURROGATE && codePoint <= Character.MAX_LOW_SURROGATE) {
            return false;
        }
        if (codePoint >= Character.MIN_HIGH_SURROGATE && codePoint <= Character.MAX_HIGH_SURROGATE) {
            if (end - at < 2 || line[at] != '\\' || line[at + 1] != 'u') {
                return false;
            }
            at += 2;
            int low = fourHexDigits();
            if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
                return false;
            }
            codePoint = Character.toCodePoint((char) codePoint, (char) low);
        }
        roomUsed = Utf8.append(codePoint, room, roomUsed);
        return true;
    }

    /** Their value, or -1. */
    private int fourHexDigits() {
        if (end - at < 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            // A byte cannot hold the digits of other scripts, which Character.digit would take as well.
            int digit = Character.digit(line[at++], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
