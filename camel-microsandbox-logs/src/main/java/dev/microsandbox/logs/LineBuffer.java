package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of one file in memory, and where the lines in them end.
 *
 * <p>One thread.
 */
final class LineBuffer {
    private static final int SIZE = 128 * 1024;

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
        scanned = Words.newline(bytes, Math.max(scanned, start), end);
        return scanned < end ? scanned : -1;
    }

    /** The end of what is filled, but no more than a line of {@code most} bytes and its newline. */
    int endOfNext(int most) {
        return (int) Math.min(end, start + (long) most + 1);
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
