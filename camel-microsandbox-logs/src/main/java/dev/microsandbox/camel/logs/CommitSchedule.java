package dev.microsandbox.camel.logs;

/**
 * When is progress to be stored? The first at once; then so that what is stored is never more than an interval behind what is done.
 *
 * <p>One thread. Times are those of one nanosecond clock.
 */
final class CommitSchedule {
    private final long intervalNanos;
    private boolean progressed;
    private boolean everStored;
    private long lastNanos;
    private long retryNanos;

    CommitSchedule(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Something more is done. */
    void progress() {
        progressed = true;
    }

    /** Whether something is done that is not stored. */
    boolean hasProgress() {
        return progressed;
    }

    /** Whether it is time to store. */
    boolean isDue(long now) {
        return progressed && nanosLeft(now) <= 0;
    }

    /** Whether what is done next is to be stored at once. */
    boolean isImpatient() {
        return intervalNanos == 0 || !everStored;
    }

    /** How long until progress is to be stored; 0 or less: now. */
    long nanosLeft(long now) {
        if (retryNanos > 0) {
            return lastNanos + retryNanos - now;
        }
        return everStored ? lastNanos + intervalNanos - now : 0;
    }

    /** It was stored. */
    void stored(long now) {
        progressed = false;
        everStored = true;
        lastNanos = now;
        retryNanos = 0;
    }

    /** It could not be stored: again after a while. */
    void failed(long now, long againInNanos) {
        lastNanos = now;
        retryNanos = againInNanos;
    }
}
