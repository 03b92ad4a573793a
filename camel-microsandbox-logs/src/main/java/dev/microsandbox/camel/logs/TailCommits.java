package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogCheckpoint;

/**
 * How far one sandbox is stored.
 *
 * <p>The worker's thread, but for {@link #commit}: any thread.
 */
final class TailCommits {
    private static final long AGAIN_NANOS = 1_000_000_000L;

    private final String sandbox;
    private final DeliveryWindow<Batch> window;
    private final StoredCursors cursors;
    private final CommitSchedule schedule;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final CallerStores callers = new CallerStores();

    /** Where this run began. */
    private LogCheckpoint begin;
    /** Whether that is stored only when something behind it is done. */
    private boolean beginWaits;
    /** What is stored, as far as is known; null: nothing. */
    private LogCheckpoint stored;
    /** The place behind which it is; null: where this run began. */
    private Place<Batch> storedPlace;

    TailCommits(
            String sandbox,
            DeliveryWindow<Batch> window,
            StoredCursors cursors,
            CommitSchedule schedule,
            TailCounters counters,
            TroubleLog trouble) {
        this.sandbox = sandbox;
        this.window = window;
        this.cursors = cursors;
        this.schedule = schedule;
        this.counters = counters;
        this.trouble = trouble;
    }

    /**
     * Where reading begins is stored before the first exchange: a crash from here on resumes right here.
     *
     * @param waits whether it is not: what is stored does not fit, and that is to be found again until it was told
     */
    void begin(LogCheckpoint checkpoint, boolean waits) {
        begin = checkpoint;
        beginWaits = waits;
        if (waits) {
            return;
        }
        if (put(checkpoint)) {
            stored = checkpoint;
        } else {
            schedule.progress();
            schedule.failed(System.nanoTime(), AGAIN_NANOS);
        }
    }

    /** How far everything is done and committed. */
    LogCheckpoint reached() {
        Place<Batch> commit = window.left();
        return commit == null ? begin : commit.value().checkpoint();
    }

    /** Whether completions are to be looked at at once. */
    boolean isImpatient() {
        return schedule.isImpatient();
    }

    /** How long until something is to be stored, in milliseconds; negative: nothing is. */
    long millisLeft() {
        return schedule.hasProgress() ? Math.max(0, schedule.nanosLeft(System.nanoTime()) / 1_000_000) : -1;
    }

    /**
     * Stores how far everything is done, when it is time.
     *
     * @param all where reading stands, when everything given is done and counts as committed; null: it is not
     * @param now whether it is time whatever the clock says
     */
    void store(LogCheckpoint all, boolean now) {
        if (window.ahead() != null) {
            return; // a caller stores that, perhaps in a transaction; what it covers is known when its exchange has
            // ended
        }
        Place<Batch> known = callers.last();
        storedPlace = known == null ? storedPlace : known;
        Place<Batch> commit = window.left();
        if (commit != storedPlace || callers.isUnclear()) {
            schedule.progress();
        }
        if (beginWaits && commit == null && all == null) {
            return; // nothing is done, so the gap was not told
        }
        long time = System.nanoTime();
        if (!now && schedule.nanosLeft(time) > 0) {
            return;
        }
        LogCheckpoint checkpoint =
                all != null ? all : commit == null ? begin : commit.value().checkpoint();
        if (!schedule.hasProgress() && (all == null && stored != null || checkpoint.equals(stored))) {
            return;
        }
        callers.beginOwner();
        boolean done = put(checkpoint);
        boolean alone = callers.endOwner();
        if (done) {
            stored = checkpoint;
            storedPlace = commit;
            letEntriesGo(commit);
            schedule.stored(time);
        } else {
            schedule.progress();
            schedule.failed(time, AGAIN_NANOS);
        }
        if (!alone) {
            schedule.progress();
        }
    }

    /** The place stays for as long as nothing more is committed, which may be for ever. */
    private static void letEntriesGo(Place<Batch> stored) {
        if (stored != null) {
            stored.value().letEntriesGo();
        }
    }

    private boolean put(LogCheckpoint checkpoint) {
        try {
            if (cursors.store(sandbox, checkpoint)) {
                counters.commits.increment();
            }
            return true;
        } catch (RuntimeException e) {
            trouble.note(TroubleLog.Kind.STORE, sandbox + ": " + TroubleLog.escaped(e.toString()));
            return false;
        }
    }

    /**
     * A commit by hand, stored on this thread where it is free. In a repository that is not ours it may be free within its exchange, so
     * that a transaction of it can hold it; in ours, only what has ended.
     *
     * @throws RuntimeException what that repository throws
     */
    MsbLogsManualCommit.Outcome commit(Place<Batch> place, int tryNumber) {
        if (cursors.isClosed()) {
            return MsbLogsManualCommit.Outcome.CLOSED;
        }
        DeliveryWindow.Committed committed = window.commit(place, tryNumber, !cursors.isOwn());
        if (committed == DeliveryWindow.Committed.FREE) {
            callers.begin();
            boolean done = false;
            try {
                done = cursors.store(sandbox, place.value().checkpoint());
            } finally {
                callers.end(done ? place : null);
            }
            if (!done) {
                return MsbLogsManualCommit.Outcome.CLOSED;
            }
            counters.commits.increment();
        }
        return switch (committed) {
            case FREE -> MsbLogsManualCommit.Outcome.COMMITTED;
            case HELD_BACK -> MsbLogsManualCommit.Outcome.HELD_BACK;
            case ALREADY -> MsbLogsManualCommit.Outcome.ALREADY_COMMITTED;
            case FAILED -> MsbLogsManualCommit.Outcome.FAILED;
            case CLOSED -> MsbLogsManualCommit.Outcome.CLOSED;
        };
    }

    /** Whether the owner is to store once more, since nobody knows what is stored. Any thread. */
    boolean isUnclear() {
        return callers.isUnclear();
    }

    /**
     * What callers stored themselves. Of two that store at the same time, and of a caller and the owner, nobody knows who was last: then
     * the owner stores once more.
     */
    private static final class CallerStores {
        private int active;
        private boolean overlapped;
        private boolean unclear;
        private Place<Batch> last;

        synchronized void begin() {
            overlapped |= active > 0;
            active++;
        }

        synchronized void end(Place<Batch> place) {
            active--;
            if (place == null || overlapped) {
                unclear = true;
            } else {
                last = place;
            }
            overlapped &= active > 0;
        }

        synchronized Place<Batch> last() {
            return last;
        }

        synchronized boolean isUnclear() {
            return unclear && active == 0;
        }

        synchronized void beginOwner() {
            last = null;
            unclear = false;
            begin();
        }

        /** False: a caller stored meanwhile, or still does. */
        synchronized boolean endOwner() {
            active--;
            unclear |= overlapped;
            overlapped &= active > 0;
            return !unclear;
        }
    }
}
