package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogStream;

/**
 * How changes in one sandbox's logs are noticed: by the watch, or by looking. One that is loud is not watched but looked at every few
 * milliseconds; one that cannot be watched is looked at by every sweep, which is told once.
 *
 * <p>The worker's thread, but for what is asked.
 */
final class TailWatch {
    private final String sandbox;
    private final TroubleLog trouble;
    private final TailPace pace = new TailPace();
    /** Whether only a sweep, or a timer, shows what is new. */
    private volatile boolean unwatched = true;
    /** Why it cannot be watched; null: it can, or is not there. */
    private volatile String why;

    private volatile boolean loud;

    TailWatch(String sandbox, TroubleLog trouble) {
        this.sandbox = sandbox;
        this.trouble = trouble;
    }

    /**
     * The end of a turn.
     *
     * @param read how many entries it read
     * @return whether a look is needed, since nobody told of what was written meanwhile
     */
    boolean endOfTurn(LogStream stream, long read) {
        unwatched = !stream.isWatched();
        String whyNow = unwatched ? stream.watchFailure() : null;
        if (whyNow != null && why == null) {
            trouble.note(TroubleLog.Kind.WATCH, sandbox + ": " + TroubleLog.escaped(whyNow));
        }
        why = whyNow;
        boolean wasLoud = loud;
        loud = pace.isLoud(read, System.nanoTime());
        if (loud != wasLoud) {
            stream.setWatched(!loud);
        }
        return wasLoud && !loud;
    }

    /** Whether only looking shows what is new. Any thread. */
    boolean isUnwatched() {
        return unwatched;
    }

    /** Whether changes cannot be noticed although the directory is there. Any thread. */
    boolean isUnwatchable() {
        return why != null;
    }

    /** Whether it is looked at every few milliseconds. Any thread. */
    boolean isLoud() {
        return loud;
    }

    /** Whether nobody will tell when the directory comes; as it was at the end of the turn. */
    boolean mustBeLookedFor(LogStream stream) {
        return unwatched && !loud && why == null && !stream.isAwaited();
    }
}
