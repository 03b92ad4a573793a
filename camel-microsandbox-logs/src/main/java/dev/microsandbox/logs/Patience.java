package dev.microsandbox.logs;

/**
 * Counts looks that showed the same thing, and since when: what lasts is the work of a hand, and no rotation under way.
 *
 * <p>One thread.
 */
final class Patience {
    private static final int LOOKS = 3;

    private final long sinceNanos;
    private int looks;

    Patience(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /** One more look showed the same; whether that was often enough, for at least {@code nanos}. */
    boolean isOver(long nowNanos, long nanos) {
        return ++looks >= LOOKS && nowNanos - sinceNanos >= nanos;
    }
}
