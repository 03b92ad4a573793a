package dev.microsandbox.logs;

import java.util.Arrays;

/**
 * Decodes base64 as strictly as the producer's own reader: the standard alphabet, padding, and no bits left over. (The
 * JDK's decoder takes text without padding and drops bits that are left over.)
 *
 * <p>No state, any thread.
 */
final class Base64Text {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] VALUES = values();

    private Base64Text() {}

    /** What the text decodes to; the text itself where it does not. */
    static byte[] decodedOrAsItStands(byte[] text) {
        byte[] decoded = decode(text);
        return decoded == null ? text : decoded;
    }

    /**
     * Decodes the text without the white space around it.
     *
     * @param text valid UTF-8
     * @return null when it does not decode
     */
    static byte[] decode(byte[] text) {
        int from = Utf8.skipWhiteSpace(text, 0, text.length);
        int to = Utf8.skipWhiteSpaceBack(text, from, text.length);
        if ((to - from) % 4 != 0) {
            return null;
        }
        int padding = 0;
        while (padding < 2 && to - padding > from && text[to - padding - 1] == '=') {
            padding++;
        }
        byte[] data = new byte[(to - from) / 4 * 3];
        int length = 0;
        int bits = 0;
        for (int at = from; at < to; at++) {
            int value = at >= to - padding ? 0 : text[at] < 0 ? -1 : VALUES[text[at]];
            if (value < 0) {
                return null;
            }
            bits = bits << 6 | value;
            if ((at - from) % 4 == 3) {
                data[length++] = (byte) (bits >> 16);
                data[length++] = (byte) (bits >> 8);
                data[length++] = (byte) bits;
            }
        }
        // What padding stands for was decoded as zero bits: a byte with another bit in it has one left over.
        for (int i = length - padding; i < length; i++) {
            if (data[i] != 0) {
                return null;
            }
        }
        return Arrays.copyOf(data, length - padding);
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
