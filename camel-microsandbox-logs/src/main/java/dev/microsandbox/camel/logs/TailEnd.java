package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.MissedRotationException;

/**
 * Is a sandbox read to its end? Because there is no more to read, because it was removed, or because lines were lost and the route is to
 * fail.
 *
 * <p>The worker's thread, but for {@link #setGone} and {@link #isGone}: any thread.
 */
final class TailEnd {
    /** What is still appended to an open file after its directory was removed comes within this time. */
    private static final long LAST_WORDS_MILLIS = 2000;

    /** When the directory was seen to be gone; 0: it is there. */
    private volatile long goneSinceNanos;

    private boolean reached;
    private boolean left;
    private MissedRotationException missed;

    /** Whether the sandbox is there; one that has gone is read to its end and let go. */
    void setGone(boolean gone) {
        if (!gone) {
            goneSinceNanos = 0;
        } else if (goneSinceNanos == 0) {
            goneSinceNanos = System.nanoTime() | 1;
        }
    }

    /** Whether the sandbox is not there any more. */
    boolean isGone() {
        return goneSinceNanos != 0;
    }

    /** Nothing more is to be read. */
    void reach() {
        reached = true;
    }

    /** Nothing more is to be read, since lines were lost. */
    void reach(MissedRotationException e) {
        reached = true;
        missed = e;
    }

    /**
     * All that there is was read: of a sandbox that is gone nothing more comes after a while.
     *
     * @return how long until then, in milliseconds; negative: it is there, or has been left now
     */
    long millisToLeave() {
        long since = goneSinceNanos; // once: it may come back just now
        if (since == 0) {
            return -1;
        }
        long waited = (System.nanoTime() - since) / 1_000_000;
        if (waited >= LAST_WORDS_MILLIS) {
            reached = true;
            left = true;
            return -1;
        }
        return LAST_WORDS_MILLIS - waited;
    }

    /** Whether nothing more is to be read. */
    boolean isReached() {
        return reached;
    }

    /** Whether that is since the sandbox was removed; one that is made again meanwhile is another. */
    boolean hasLeft() {
        return left;
    }

    /** Why nothing more is to be read, where that is an error; else null. */
    MissedRotationException missed() {
        return missed;
    }
}
