package dev.microsandbox.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time: finds the bytes that end a run of plain text, and compares short constants.
 *
 * <p>A word is little-endian on every machine: its lowest byte is the one that stands first in the text. The searches
 * set the top bit of each byte that they look for. A borrow can set it in bytes behind a true hit as well, never in
 * one before it: so the lowest bit that is set, and only that one, is right.
 *
 * <p>No state, any thread.
 */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Begins the escape sequences of a terminal. */
    static final byte ESC = 0x1B;

    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private Words() {}

    /** The eight bytes from {@code at} on. */
    static long at(byte[] text, int at) {
        return (long) LONGS.get(text, at);
    }

    /** Up to eight ASCII characters as {@link #at} would give them, zero bytes behind. */
    static long of(String ascii) {
        long word = 0;
        for (int i = 0; i < ascii.length(); i++) {
            word |= (long) ascii.charAt(i) << (8 * i);
        }
        return word;
    }

    /** What {@link #at} gives, cut to its first {@code length} bytes: 1 to 7. */
    static long at(byte[] text, int at, int length) {
        return at(text, at) & (1L << (8 * length)) - 1;
    }

    /** The first newline, or {@code to}. */
    static int newline(byte[] text, int at, int to) {
        int i = at;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = at(text, i) ^ '\n' * ONES;
            long found = word - ONES & ~word & TOPS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && text[i] != '\n') {
            i++;
        }
        return i;
    }

    /** The first byte that a JSON string cannot hold as it stands or that is not ASCII, or {@code to}. */
    static int endOfPlainJson(byte[] text, int at, int to) {
        int i = at;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = at(text, i);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            long found = quote - ONES & ~quote | backslash - ONES & ~backslash | word - ' ' * ONES & ~word | word;
            if ((found & TOPS) != 0) {
                return i + (Long.numberOfTrailingZeros(found & TOPS) >>> 3);
            }
        }
        while (i < to && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The first byte that is ESC or not ASCII, or {@code to}. */
    static int endOfPlainText(byte[] text, int at, int to) {
        int i = at;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = at(text, i);
            long escape = word ^ ESC * ONES;
            long found = (escape - ONES & ~escape | word) & TOPS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && text[i] >= 0 && text[i] != ESC) {
            i++;
        }
        return i;
    }
}
