package dev.microsandbox.camel.logs;

import java.util.Arrays;

/**
 * How long things took, of the last few thousand.
 *
 * <p>One thread.
 */
final class SoakLatency {
    private static final int KEPT = 4096;

    /** In milliseconds: half took no longer, 99 of 100 took no longer. */
    record Figures(long median, long most99) {}

    private final long[] millis = new long[KEPT];
    private int count;
    private Figures last = new Figures(0, 0);

    void add(long one) {
        millis[count++ % KEPT] = one;
        if (count == 2 * KEPT) {
            count = KEPT; // so that it never overflows
        }
    }

    /** Since this was asked the last time; those of then when there was nothing since. */
    Figures figures() {
        if (count > 0) {
            long[] sorted = Arrays.copyOf(millis, Math.min(count, KEPT));
            Arrays.sort(sorted);
            last = new Figures(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
            count = 0;
        }
        return last;
    }
}
