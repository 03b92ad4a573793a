package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.MissedRotationException;
import dev.microsandbox.logs.SandboxNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One sandbox: stream → batch → window → commit. {@link #open} and what is said of its opening is the keeper's; from then on everything
 * runs in turns on its worker, but for {@link #wake}, {@link #keep} and the {@link TailOutcomes}: any thread.
 */
final class SandboxTail {
    /** How long a gap waits for an entry to ride on. */
    private static final long GAP_ALONE_MILLIS = 30_000;
    /** No timer is set further ahead, so that an {@code until} in a thousand years overflows nothing. */
    private static final long LONGEST_TIMER_MILLIS = 3_600_000;
    /** With so few rotations left before lines are lost, a sandbox is served before others. */
    private static final int URGENT_ROTATIONS = 2;
    /** After an error of the file system. */
    private static final long AGAIN_MILLIS = 1000;

    private final TailOwner owner;
    private final String sandbox;
    private final Turns turns;
    /** Where reading ends; null: never. */
    private final Instant until;
    /** Null once it is open: ten thousand need not keep it. The keeper's. */
    private TailOpening opening;

    private final StoredCursors cursors;
    private final TroubleLog trouble;
    private final TailGaps gaps;
    private final TailLimits limits;
    private final TailSending sending;
    /** One for all who ask for a turn. */
    private final Runnable wake;

    private final TailTimer timer;
    private final DeliveryWindow<Batch> window;
    private final TailCommits commits;
    private final TailRecovery recovery;
    private final TailStatus status = new TailStatus();
    private final TailErrors errors;
    private final TailWatch watch;
    private final TailWaits waits;
    private final TailOutcomes outcomes;
    private final TailEnd end = new TailEnd();

    private final AtomicBoolean queued = new AtomicBoolean();
    /** Whether something was heard of since the files were last looked after. Set by whoever wakes. */
    private volatile boolean rung;
    /** Set when it is opened; read by the keeper. */
    private volatile LogStream stream;
    /** Whether the last turn read all that there was, so that the next is likely to be short. Set by the worker, read by whoever wakes. */
    private volatile boolean caughtUp = true;

    private volatile boolean closed;

    SandboxTail(
            TailOwner owner,
            String sandbox,
            Path directory,
            Turns turns,
            TailOpening.Beginning beginning,
            StoredCursors cursors,
            TailLimits limits,
            InFlightTotal total,
            TailCounters counters,
            TroubleLog trouble) {
        this.owner = owner;
        this.sandbox = sandbox;
        this.turns = turns;
        this.cursors = cursors;
        this.trouble = trouble;
        this.limits = limits;
        this.errors = new TailErrors(sandbox, owner, status, trouble);
        this.watch = new TailWatch(sandbox, trouble);
        this.wake = this::wake;
        this.timer = new TailTimer(turns, wake);
        this.gaps = new TailGaps(sandbox, counters, trouble);
        this.until = beginning.until();
        this.opening = new TailOpening(sandbox, directory, beginning, cursors, counters, trouble, gaps);
        this.window = new DeliveryWindow<>(!limits.manualCommit());
        this.commits = new TailCommits(
                sandbox, window, cursors, new CommitSchedule(limits.commitIntervalNanos()), counters, trouble);
        this.sending = new TailSending(
                owner, this::dispatch, limits, gaps, window, commits, counters, status, total, total.join(wake));
        this.recovery = new TailRecovery(owner, window, limits.failures(), counters, trouble);
        this.outcomes = new TailOutcomes(
                sandbox, window, sending, commits, limits.failures().tells(), counters, trouble, wake);
        this.waits =
                new TailWaits(owner, timer, watch, recovery, commits, sending, window, limits.commitIntervalMillis());
    }

    String sandbox() {
        return sandbox;
    }

    /** Where its turns run. */
    Turns turns() {
        return turns;
    }

    /** How many exchanges are under way. */
    int inFlight() {
        return window.underWay();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the sandbox is not there any more. */
    boolean isGone() {
        return end.isGone();
    }

    /** Whether it was read to its end since it was removed. For whoever is told that it has finished. */
    boolean hasLeft() {
        return end.hasLeft();
    }

    /** Whether only a sweep shows what is new. */
    boolean needsSweep() {
        return watch.isUnwatched();
    }

    /** Whether changes are not noticed although its directory is there. */
    boolean isUnwatchable() {
        return watch.isUnwatchable();
    }

    /** Whether it is looked at every few milliseconds. */
    boolean isLoud() {
        return watch.isLoud();
    }

    /** What is seen of it from outside. */
    TailStatus status() {
        return status;
    }

    // -- on the keeper's thread

    /**
     * Opens the stream, so that what it holds cannot be rotated away any more; then the worker reads. False when it is to be tried
     * again after a while.
     */
    boolean open() {
        try {
            LogStream opened = opening.open();
            commits.begin(opened.checkpoint(), opening.isBegunAnew());
            opening = null;
            stream = opened;
            opened.onChange(wake);
            wake();
            return true;
        } catch (MissedRotationException e) {
            stopAt(e);
        } catch (InvalidCursorException e) {
            letGo();
            errors.failed(" is not read: reset its cursor, or set onInvalidCursor", e);
        } catch (SandboxNotFoundException e) {
            letGo(); // it is to be read once, and has no logs: so it is done
            owner.finished(this);
        } catch (LogException e) {
            errors.unreadable(e);
            return false;
        } catch (RuntimeException e) {
            errors.failed(": cannot be opened, to be tried again", e);
            return false;
        }
        return true;
    }

    boolean isOpen() {
        return stream != null;
    }

    /** Whether the sandbox is there; one that has gone is read to its end and let go. */
    void setGone(boolean gone) {
        end.setGone(gone);
    }

    /** Looks how far it is behind. */
    void measure(Instant now) {
        LogStream measured = stream;
        if (measured == null || closed || status.isResting() && !rung) {
            status.caughtUp();
            return;
        }
        try {
            Batch first = window.first();
            status.measured(measured.lag(), first == null ? null : first.firstTime(), now);
        } catch (LogException e) {
            errors.unreadable(e);
        } catch (RuntimeException e) { // the others are to be measured all the same
            errors.failed(": cannot be measured, to be tried again", e);
        }
    }

    /** Closes its files where everything was read, to spare their handles. */
    void rest() {
        try {
            stream.rest();
        } catch (LogException e) {
            errors.unreadable(e);
        }
    }

    /** Opens what was rotated while the worker has no time; what is heard of later asks for it again. */
    void keep() {
        LogStream kept = stream; // null: it could not be opened yet
        if ((rung || watch.isLoud()) && !closed && kept != null) {
            rung = false;
            try {
                kept.keep();
            } catch (LogException e) {
                errors.unreadable(e);
            } catch (RuntimeException e) { // the others' files are to be kept all the same
                errors.failed(": cannot be looked after, to be tried again", e);
            }
        }
    }

    // -- any thread

    /** Asks for a turn. As often as one likes. */
    void wake() {
        rung = true;
        if (queued.compareAndSet(false, true)) {
            owner.waits(this);
            int left = status.rotationsLeft();
            turns.turn(this::run, caughtUp || left >= 0 && left <= URGENT_ROTATIONS);
        }
    }

    private void dispatch(Place<Batch> place, int tryNumber) {
        owner.dispatch(new Delivery(outcomes, place, tryNumber));
    }

    // -- turns

    private void run() {
        if (!watch.isLoud()) {
            owner.served(this); // a loud one is looked after also while its own turn takes long: nobody rings for it
        }
        rung = false; // before the other: whoever rings from here on asks for another turn, and is heard
        queued.set(false);
        try {
            if (!closed && stream != null) {
                turnOrTell();
            }
        } finally {
            sending.passRoomOn();
        }
    }

    private void turnOrTell() {
        try {
            turn();
            errors.none();
        } catch (LogException e) {
            timer.wakeIn(AGAIN_MILLIS);
            errors.unreadable(e);
        } catch (RuntimeException | Error e) { // an Error too: a worker does not end by it, and nobody would hear of it
            timer.wakeIn(AGAIN_MILLIS); // first: whom it is told to may throw
            errors.failed(": cannot go on, to be tried again", Failure.asException(e));
        }
        trouble.tell(false);
    }

    private void turn() throws LogException {
        sending.beginTurn();
        TailWaits.Next next = TailWaits.Next.BLOCKED;
        if (!owner.mayDispatch() || !recovery.isOver() || !sending.sentAgain()) {
            stream.keep();
        } else if (end.isReached()) {
            finish();
        } else if (sending.mayRead()) {
            next = read();
        } else {
            stream.keep();
        }
        if (!closed) {
            sending.settle();
            commits.store(everything(), false);
            if (watch.endOfTurn(stream, sending.takeTaken())) {
                wake();
            }
            caughtUp = next == TailWaits.Next.IDLE;
            status.rests(caughtUp && window.isDone() && sending.isEmpty());
            if (waits.isNextAtOnce(next, stream)) {
                wake();
            } else if (watch.isLoud()) {
                owner.waits(this); // nobody rings for it: its files are looked after while the worker has no time
            }
        }
    }

    /** Reads what there is and room for. */
    private TailWaits.Next read() throws LogException {
        try {
            switch (stream.poll(sending::take)) {
                case MORE -> {
                    boolean room = !window.hasFailed() && sending.hasRoom();
                    return room ? TailWaits.Next.AGAIN : TailWaits.Next.BLOCKED;
                }
                case FINISHED -> end.reach();
                default -> idle();
            }
        } catch (MissedRotationException e) {
            end.reach(e);
        }
        if (end.isReached()) {
            finish();
            return TailWaits.Next.BLOCKED;
        }
        return TailWaits.Next.IDLE;
    }

    private void idle() {
        if (until != null) {
            Duration ahead = Duration.between(Instant.now(), until.plus(LogOptions.UNTIL_GRACE));
            timer.wakeIn(ahead.isNegative() ? 1 : Math.min(ahead.toMillis() + 1, LONGEST_TIMER_MILLIS));
        }
        if (sending.isBatchEmpty() && !gaps.isEmpty()) {
            if (gaps.waitedMillis() >= GAP_ALONE_MILLIS) {
                sending.sendGap(stream::gapEntry);
            }
            timer.wakeIn(Math.max(1, GAP_ALONE_MILLIS - gaps.waitedMillis()));
        }
        timer.wakeIn(Math.min(TailWaits.UNWATCHED_MILLIS, end.millisToLeave()));
    }

    /** All was read: what is left is sent, and when everything is done, the files are let go. */
    private void finish() throws LogException {
        MissedRotationException missed = end.missed();
        sending.sendRest();
        while (missed == null && sending.sendGap(stream::gapEntry)) {
            // until all are told
        }
        sending.settle();
        if (!sending.isBatchEmpty() || missed == null && !gaps.isEmpty() || !window.isDone()) {
            return;
        }
        if (missed != null) {
            cursors.storeMissed(sandbox, commits.reached()); // before the gap: a restart fails again
            stopAt(missed);
            return;
        }
        if (end.hasLeft()) {
            LogCheckpoint all = everything();
            window.close(); // a late commit must not overwrite this, nor the cursor of another sandbox of this name
            cursors.storeGone(sandbox, all == null ? commits.reached() : all);
        } else {
            commits.store(everything(), true);
        }
        letGo();
        owner.finished(this);
    }

    // -- what is done

    /** Where reading stands, when all before it is done and counts as committed; else null. */
    private LogCheckpoint everything() {
        // What was passed over behind the last entry is done too; but a gap that was not told yet is not.
        boolean all = !limits.manualCommit() && sending.isEmpty() && window.isDone();
        return all ? stream.checkpoint() : null;
    }

    // -- trouble, and the end

    /** Lines were lost, and the route is to fail; a restart fails again. */
    private void stopAt(MissedRotationException e) {
        letGo();
        owner.failed(
                "Sandbox " + sandbox + ": lines were lost. Reset the cursor " + cursors.key(sandbox)
                        + " to go on, or set onMissedRotation=skip",
                e);
        owner.stopRoute(e);
    }

    /** Stores what is done and lets the files go: what ends from now on changes nothing any more. */
    void close() {
        if (!closed) {
            if (stream != null) {
                sending.settle();
                commits.store(everything(), true);
            }
            window.close();
            letGo();
        }
    }

    private void letGo() {
        closed = true;
        sending.close();
        if (stream != null) {
            stream.close();
        }
    }
}
