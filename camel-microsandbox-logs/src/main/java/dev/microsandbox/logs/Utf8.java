package dev.microsandbox.logs;

/**
 * UTF-8 as the Unicode standard has it (table 3-7: no overlong form, no surrogate, nothing above U+10FFFF), on bytes.
 * The JDK's own decoder is not used: it gives one U+FFFD for an encoded surrogate where the standard, and Rust, give
 * three.
 *
 * <p>No state, any thread.
 */
final class Utf8 {
    private Utf8() {}

    /**
     * Looks at the character that begins at {@code at}.
     *
     * @return its length, 1 to 4; or, when it is not valid, minus the length of the longest beginning of a valid one
     *     (at least one byte): what one U+FFFD stands for
     */
    static int sequence(byte[] text, int at, int to) {
        int lead = text[at];
        if (lead >= 0) {
            return 1;
        }
        int length;
        // Only the second byte has narrower bounds, and only behind these four.
        int low = 0x80;
        int high = 0xBF;
        switch (lead & 0xFF) {
            case 0xE0 -> low = 0xA0;
            case 0xED -> high = 0x9F;
            case 0xF0 -> low = 0x90;
            case 0xF4 -> high = 0x8F;
            default -> {}
        }
        if (lead >= (byte) 0xC2 && lead <= (byte) 0xDF) {
            length = 2;
        } else if (lead >= (byte) 0xE0 && lead <= (byte) 0xEF) {
            length = 3;
        } else if (lead >= (byte) 0xF0 && lead <= (byte) 0xF4) {
            length = 4;
        } else {
            return -1;
        }
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? text[at + i] & 0xFF : 0;
            if (next < low || next > high) {
                return -i;
            }
            low = 0x80;
            high = 0xBF;
        }
        return length;
    }

    /**
     * Writes a character.
     *
     * @param codePoint not a surrogate
     * @return where the next one goes
     */
    static int append(int codePoint, byte[] into, int at) {
        int i = at;
        if (codePoint < 0x80) {
            into[i++] = (byte) codePoint;
            return i;
        }
        if (codePoint < 0x800) {
            into[i++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                into[i++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                into[i++] = (byte) (0xF0 | codePoint >> 18);
                into[i++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            }
            into[i++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        }
        into[i++] = (byte) (0x80 | codePoint & 0x3F);
        return i;
    }

    /** True when {@code text[from, to)}, which is valid, has at least that many characters. */
    static boolean hasCharacters(byte[] text, int from, int to, int wanted) {
        int characters = 0;
        for (int at = from; at < to && characters < wanted; at++) {
            if ((text[at] & 0xC0) != 0x80) {
                characters++;
            }
        }
        return characters == wanted;
    }

    /**
     * The length of the white space character (Unicode's White_Space) that begins at {@code at}, or 0 when it is none.
     * {@code Character.isWhitespace} is another set: it lacks the no-break spaces and has U+001C to U+001F.
     */
    static int whiteSpace(byte[] text, int at, int to) {
        int first = text[at];
        if (first >= 0) {
            return first == ' ' || first >= '\t' && first <= '\r' ? 1 : 0;
        }
        int second = at + 1 < to ? text[at + 1] & 0xFF : 0;
        if (first == (byte) 0xC2) {
            return second == 0x85 || second == 0xA0 ? 2 : 0;
        }
        int third = at + 2 < to ? text[at + 2] & 0xFF : 0;
        boolean white =
                switch (first << 8 & 0xFF00 | second) {
                    case 0xE19A, 0xE380 -> third == 0x80; // U+1680, U+3000
                    case 0xE280 -> third >= 0x80 && third <= 0x8A // U+2000 to U+200A
                            || third == 0xA8
                            || third == 0xA9
                            || third == 0xAF; // U+2028, U+2029, U+202F
                    case 0xE281 -> third == 0x9F; // U+205F
                    default -> false;
                };
        return white ? 3 : 0;
    }

    /** Where the text begins when white space before it is passed over. */
    static int skipWhiteSpace(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int length = whiteSpace(text, at, to);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return at;
    }

    /** Where the text, which is valid, ends when white space behind it is passed over. */
    static int skipWhiteSpaceBack(byte[] text, int from, int to) {
        int end = to;
        for (int length = 1; length <= 3 && end - length >= from; ) {
            if (whiteSpace(text, end - length, end) == length) {
                end -= length;
                length = 1;
            } else {
                length++;
            }
        }
        return end;
    }
}
