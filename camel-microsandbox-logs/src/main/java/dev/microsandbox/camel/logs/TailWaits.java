package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogStream;

/**
 * Who or what asks for the next turn of a sandbox? An exchange that ends, the watch, or one of its timers, which are set here.
 *
 * <p>The worker's thread.
 */
final class TailWaits {
    /** How often a directory is looked at that is not there yet, when nobody will tell that it comes. */
    static final long UNWATCHED_MILLIS = 100;

    /** How often one that cannot be watched is looked at while the route is suspended, so that nobody sweeps. */
    private static final long SUSPENDED_MILLIS = 1000;
    /** How often the files of a loud one are looked after that cannot be read on. */
    private static final long BLOCKED_MILLIS = 50;

    /** What a turn leaves to be done. */
    enum Next {
        /** More at once, when the others of the worker have had their turn. */
        AGAIN,
        /** Something, as soon as an exchange ends or there is room again. */
        BLOCKED,
        /** Nothing, until something is written. */
        IDLE
    }

    private final TailOwner owner;
    private final TailTimer timer;
    private final TailWatch watch;
    private final TailRecovery recovery;
    private final TailCommits commits;
    private final TailSending sending;
    private final DeliveryWindow<Batch> window;
    private final long commitIntervalMillis;

    TailWaits(
            TailOwner owner,
            TailTimer timer,
            TailWatch watch,
            TailRecovery recovery,
            TailCommits commits,
            TailSending sending,
            DeliveryWindow<Batch> window,
            long commitIntervalMillis) {
        this.owner = owner;
        this.timer = timer;
        this.watch = watch;
        this.recovery = recovery;
        this.commits = commits;
        this.sending = sending;
        this.window = window;
        this.commitIntervalMillis = commitIntervalMillis;
    }

    /** A turn is over. Whether the next is to come at once; else it will be asked for. */
    boolean isNextAtOnce(Next next, LogStream stream) {
        boolean awaits = next == Next.BLOCKED || commits.isImpatient();
        if (next == Next.AGAIN || awaits && !sending.awaitEnd()) {
            return true;
        }
        if (watch.isLoud()) {
            timer.wakeIn(next == Next.IDLE ? TailPace.LOUD_MILLIS : BLOCKED_MILLIS);
        }
        if (next == Next.IDLE && watch.mustBeLookedFor(stream)) {
            timer.wakeIn(UNWATCHED_MILLIS);
        }
        timer.wakeIn(recovery.millisLeft());
        timer.wakeIn(commits.millisLeft());
        if (!awaits && !window.isDone()) { // what ended since it was settled too
            timer.wakeIn(commitIntervalMillis); // completions that wake nobody are looked at then
        }
        if (!sending.isBatchEmpty()) {
            timer.wakeIn(Math.max(1, sending.batchNanosLeft() / 1_000_000 + 1));
        }
        if (!owner.mayDispatch() && watch.isUnwatched()) {
            timer.wakeIn(SUSPENDED_MILLIS); // nobody says when files are rotated
        }
        return false;
    }
}
