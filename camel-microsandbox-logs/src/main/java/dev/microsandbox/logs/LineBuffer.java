package dev.microsandbox.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes of one file in memory, and where the lines in them end.
 *
 * <p>One thread.
 */
final class LineBuffer {
    private static final int SIZE = 128 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    byte[] bytes = new byte[SIZE];
    /** The file's offset of {@code bytes[0]}. */
    long base;
    /** The first byte that is not consumed; those before it are kept for the check. */
    int start;
    /** The first byte that is not filled. */
    int end;

    private int scanned;
    private ByteBuffer view = ByteBuffer.wrap(bytes);

    /** Whether a long line has made it larger than it was. */
    boolean hasGrown() {
        return bytes.length > SIZE;
    }

    /** Empties it, to be filled from {@code offset - window}; the window counts as consumed. */
    void begin(long offset, int window) {
        base = offset - window;
        start = window;
        scanned = window;
        end = 0;
    }

    /** The free part, but no more than {@code most} bytes of it, to be read into; {@link #filled} afterwards. */
    ByteBuffer free(int most) {
        return view.limit((int) Math.min(bytes.length, (long) end + most)).position(end);
    }

    /** Takes note of what was read into {@link #free}. */
    void filled() {
        end = view.position();
    }

    /** The file's offset of the first byte that is not filled. */
    long readOffset() {
        return base + end;
    }

    /** The file's offset of the first byte that is not consumed. */
    long startOffset() {
        return base + start;
    }

    /** How many bytes are not consumed. */
    int pending() {
        return Math.max(0, end - start);
    }

    /** Index of the next newline, or -1 when there is none yet. */
    int newline() {
        int i = Math.max(scanned, start);
        byte[] b = bytes;
        for (; i <= end - 8; i += 8) {
            long word = (long) LONGS.get(b, i) ^ NEWLINES;
            long found = word - ONES & ~word & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < end; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        scanned = i;
        return -1;
    }

    /** Consumes up to {@code index}. */
    void consume(int index) {
        start = index;
        scanned = index;
    }

    /** Makes room for at least one more byte: by dropping what is consumed, else by growing. */
    void makeRoom() {
        if (end < bytes.length && (end == start || bytes.length - end > SIZE / 2)) {
            return;
        }
        int drop = start - Check.BYTES;
        if (drop > 0) {
            System.arraycopy(bytes, drop, bytes, 0, end - drop);
            base += drop;
            start -= drop;
            scanned -= drop;
            end -= drop;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            view = ByteBuffer.wrap(bytes);
        }
    }

    /** The check at index {@code to}, from what is in the buffer. */
    long check(int to) {
        return Check.before(bytes, 0, to);
    }
}
