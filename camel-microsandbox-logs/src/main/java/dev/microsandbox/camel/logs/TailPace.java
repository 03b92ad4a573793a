package dev.microsandbox.camel.logs;

/**
 * Is a sandbox so loud that it is cheaper to look at it every few milliseconds than to be told of each write? Being told costs a third of
 * a core at 20,000 writes a second, and when the queue of the watch runs over, all sandboxes are woken.
 *
 * <p>The worker's thread.
 */
final class TailPace {
    /** How often a loud one is looked at. */
    static final long LOUD_MILLIS = 5;

    /** Over such a time it is judged. */
    private static final long SPAN_NANOS = 100_000_000;
    /** From so many entries a second on it is loud, and below the other it is not any more. */
    private static final long LOUD_FROM = 4000;

    private static final long QUIET_BELOW = 1000;

    private boolean loud;
    private long since;
    private long entries;

    /** So many entries were read since this was last called. Whether it is loud now. */
    boolean isLoud(long read, long nowNanos) {
        entries += read;
        long span = nowNanos - since;
        if (span >= SPAN_NANOS) {
            // A long span is one of silence with a burst at its end: judged as if it had been a short one.
            long perSecond = entries * 1_000_000_000L / Math.min(span, 2 * SPAN_NANOS);
            loud = perSecond >= (loud ? QUIET_BELOW : LOUD_FROM);
            since = nowNanos;
            entries = 0;
        }
        return loud;
    }

    boolean isLoud() {
        return loud;
    }
}
