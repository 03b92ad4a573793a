package dev.microsandbox.logs;

import java.util.Arrays;

/**
 * What was taken of a line whose end has not been seen, beyond what its file gives again: its beginning, carried over a seam, or the
 * size of one that is too long to be kept.
 *
 * <p>One thread.
 */
final class UnfinishedLine {
    /** Null when nothing is carried. */
    private byte[] carried;
    /** How many bytes of a line that is too long were passed over; 0 when there is none. */
    private long skipped;

    boolean isNone() {
        return carried == null && skipped == 0;
    }

    boolean isCarried() {
        return carried != null;
    }

    boolean isSkipped() {
        return skipped > 0;
    }

    int carriedBytes() {
        return carried == null ? 0 : carried.length;
    }

    /** Carries {@code bytes[from, to)} along. */
    void carry(byte[] bytes, int from, int to) {
        carried = carried == null ? Arrays.copyOfRange(bytes, from, to) : joined(bytes, from, to);
    }

    /** What is carried, not to be changed; null: nothing. */
    byte[] bytes() {
        return carried;
    }

    /** Goes back to what was carried; null: nothing. */
    void carryAgain(byte[] bytes) {
        carried = bytes;
    }

    /** What is carried with {@code bytes[from, to)} behind it. */
    byte[] joined(byte[] bytes, int from, int to) {
        byte[] both = Arrays.copyOf(carried, carried.length + to - from);
        System.arraycopy(bytes, from, both, carried.length, to - from);
        return both;
    }

    /** Passes over {@code bytes} more, and over what was carried. */
    void skip(int bytes) {
        skipped += bytes + carriedBytes();
        carried = null;
    }

    /** Forgets it, and tells how many bytes it had. */
    long end() {
        long bytes = skipped + carriedBytes();
        carried = null;
        skipped = 0;
        return bytes;
    }
}
