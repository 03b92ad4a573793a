package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.MissedRotationException;
import dev.microsandbox.logs.SandboxNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;

/**
 * One sandbox: stream → batch → window → commit. {@link #open} and what is said of its opening is the keeper's; from then on everything
 * runs in turns on its worker, but for {@link #wake}, {@link #ended}, {@link #commit} and {@link #keep}: any thread.
 */
final class SandboxTail {
    /** How long a gap waits for an entry to ride on. */
    private static final long GAP_ALONE_MILLIS = 30_000;
    /** What is still appended to an open file after its directory was removed comes within this time. */
    private static final long LAST_WORDS_MILLIS = 2000;
    /** A quiet sandbox has passed {@code until} when the clock is this far behind it; {@link LogStream} says so then. */
    private static final Duration UNTIL_GRACE = Duration.ofSeconds(10);
    /** No timer is set further ahead, so that an {@code until} in a thousand years overflows nothing. */
    private static final long LONGEST_TIMER_MILLIS = 3_600_000;
    /** How often a directory is looked at that is not there yet, when nobody will tell that it comes. */
    private static final long UNWATCHED_MILLIS = 100;
    /** How often one that cannot be watched is looked at while the route is suspended, so that nobody sweeps. */
    private static final long SUSPENDED_MILLIS = 1000;
    /** How often the files of a loud one are looked after that cannot be read on. */
    private static final long BLOCKED_MILLIS = 50;
    /** With so few rotations left before lines are lost, a sandbox is served before others. */
    private static final int URGENT_ROTATIONS = 2;
    /** After an error of the file system. */
    private static final long AGAIN_MILLIS = 1000;

    private final TailOwner owner;
    private final String sandbox;
    private final Turns turns;
    private final TailOpening opening;
    private final StoredCursors cursors;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final TailGaps gaps;
    private final TailLimits limits;
    private final TailSending sending;
    private final TailTimer timer;
    private final DeliveryWindow<Batch> window;
    private final TailCommits commits;
    private final TailRecovery recovery;
    private final TailStatus status = new TailStatus();
    private final TailErrors errors;
    private final TailWatch watch;

    private final AtomicBoolean queued = new AtomicBoolean();
    /** Whether something was heard of since the files were last looked after. Set by whoever wakes. */
    private volatile boolean rung;
    /** Set when it is opened; read by the keeper. */
    private volatile LogStream stream;
    /** When the directory was seen to be gone; 0: it is there. Set by the keeper. */
    private volatile long goneSinceNanos;

    /** Whether the last turn read all that there was, so that the next is likely to be short. Set by the worker, read by whoever wakes. */
    private volatile boolean caughtUp = true;

    private volatile boolean closed;

    /** Nothing more is to be read. */
    private boolean finishing;
    /** And that is since the sandbox was removed; one that is made again meanwhile is another. */
    private boolean left;
    /** Why nothing more is to be read, where that is an error; else null. */
    private MissedRotationException missed;

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
        this.counters = counters;
        this.trouble = trouble;
        this.limits = limits;
        this.errors = new TailErrors(sandbox, owner, status, trouble);
        this.watch = new TailWatch(sandbox, trouble);
        this.timer = new TailTimer(turns, this::wake);
        this.gaps = new TailGaps(sandbox, counters, trouble);
        this.opening = new TailOpening(sandbox, directory, beginning, cursors, counters, trouble, gaps);
        this.window = new DeliveryWindow<>(!limits.manualCommit());
        this.commits = new TailCommits(
                sandbox, window, cursors, new CommitSchedule(limits.commitIntervalNanos()), counters, trouble);
        this.sending = new TailSending(
                owner, this::dispatch, limits, gaps, window, commits, counters, status, total, total.join(this::wake));
        this.recovery = new TailRecovery(owner, window, limits.failures(), counters, trouble);
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
        return goneSinceNanos != 0;
    }

    /** Whether it was read to its end since it was removed. For whoever is told that it has finished. */
    boolean hasLeft() {
        return left;
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
            commits.begin(opened.checkpoint());
            stream = opened;
            opened.onChange(this::wake);
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
        if (!gone) {
            goneSinceNanos = 0;
        } else if (goneSinceNanos == 0) {
            goneSinceNanos = System.nanoTime() | 1;
        }
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

    /** A try has ended. Only takes note: the thread is the route's. */
    void ended(Place<Batch> place, int tryNumber, boolean success, Failure failure) {
        DeliveryWindow.Ended ended = window.end(place, tryNumber, success, failure);
        if (ended == DeliveryWindow.Ended.LATE) {
            late();
            return;
        }
        sending.ended();
        if (ended == DeliveryWindow.Ended.AWAITED || !success) {
            wake();
        }
    }

    private void dispatch(Place<Batch> place, int tryNumber) {
        owner.dispatch(new Delivery(this, place, tryNumber));
    }

    /** What is to be remembered of a failure: a copy, since the exchange may be used again once it has ended. */
    Failure failure(Exchange exchange) {
        Throwable cause = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return new Failure(limits.failures().tells() ? exchange.copy() : null, cause);
    }

    /** A commit by hand. */
    MsbLogsManualCommit.Outcome commit(Place<Batch> place, int tryNumber) {
        MsbLogsManualCommit.Outcome outcome = commits.commit(place, tryNumber);
        if (outcome == MsbLogsManualCommit.Outcome.CLOSED) {
            late();
        } else if (commits.isUnclear()) {
            wake();
        }
        return outcome;
    }

    private void late() {
        counters.late.increment();
        trouble.note(TroubleLog.Kind.LATE, sandbox);
        trouble.tell(false);
    }

    // -- turns

    /** What a turn leaves to be done. */
    private enum Next {
        /** More at once, when the others of the worker have had their turn. */
        AGAIN,
        /** Something, as soon as an exchange ends or there is room again. */
        BLOCKED,
        /** Nothing, until something is written. */
        IDLE
    }

    private void run() {
        if (!watch.isLoud()) {
            owner.served(this); // a loud one is looked after also while its own turn takes long: nobody rings for it
        }
        rung = false; // before the other: whoever rings from here on asks for another turn, and is heard
        queued.set(false);
        if (!closed && stream != null) {
            try {
                turn();
                errors.none();
            } catch (LogException e) {
                timer.wakeIn(AGAIN_MILLIS);
                errors.unreadable(e);
            } catch (RuntimeException e) {
                timer.wakeIn(AGAIN_MILLIS); // first: whom it is told to may throw
                errors.failed(": cannot go on, to be tried again", e);
            } catch (Error e) { // else nobody would hear of it: a worker is not to end
                timer.wakeIn(AGAIN_MILLIS);
                errors.failed(": cannot go on, to be tried again", new IllegalStateException(e.toString(), e));
            } finally {
                sending.passRoomOn();
            }
            trouble.tell(false);
        } else {
            sending.passRoomOn();
        }
    }

    private void turn() throws LogException {
        sending.beginTurn();
        Next next = Next.BLOCKED;
        if (!owner.mayDispatch() || !recovery.isOver() || !sending.sentAgain()) {
            stream.keep();
        } else if (finishing) {
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
            caughtUp = next == Next.IDLE;
            status.rests(caughtUp && window.isDone() && sending.isEmpty());
            waitFor(next);
        }
    }

    /** Who or what asks for the next turn. */
    private void waitFor(Next next) {
        boolean awaits = next == Next.BLOCKED || commits.isImpatient();
        if (next == Next.AGAIN || awaits && !sending.awaitEnd()) {
            wake();
            return;
        }
        if (watch.isLoud()) {
            owner.waits(
                    this); // nobody tells of what is written: its files are looked after while the worker has no time
            timer.wakeIn(next == Next.IDLE ? TailPace.LOUD_MILLIS : BLOCKED_MILLIS);
        }
        if (next == Next.IDLE && watch.mustBeLookedFor(stream)) {
            timer.wakeIn(UNWATCHED_MILLIS);
        }
        timer.wakeIn(recovery.millisLeft());
        timer.wakeIn(commits.millisLeft());
        if (!awaits && !window.isDone()) { // what ended since it was settled too
            timer.wakeIn(limits.commitIntervalMillis()); // completions that wake nobody are looked at then
        }
        if (!sending.isBatchEmpty()) {
            timer.wakeIn(Math.max(1, sending.batchNanosLeft() / 1_000_000 + 1));
        }
        if (!owner.mayDispatch() && watch.isUnwatched()) {
            timer.wakeIn(SUSPENDED_MILLIS); // nobody says when files are rotated
        }
    }

    /** Reads what there is and room for. */
    private Next read() throws LogException {
        try {
            switch (stream.poll(sending::take)) {
                case MORE -> {
                    return !window.hasFailed() && sending.hasRoom() ? Next.AGAIN : Next.BLOCKED;
                }
                case FINISHED -> finishing = true;
                default -> idle();
            }
        } catch (MissedRotationException e) {
            missed = e;
            finishing = true;
        }
        if (finishing) {
            finish();
            return Next.BLOCKED;
        }
        return Next.IDLE;
    }

    private void idle() {
        if (opening.until() != null) {
            Duration ahead = Duration.between(Instant.now(), opening.until().plus(UNTIL_GRACE));
            timer.wakeIn(ahead.isNegative() ? 1 : Math.min(ahead.toMillis() + 1, LONGEST_TIMER_MILLIS));
        }
        if (sending.isBatchEmpty() && !gaps.isEmpty()) {
            if (gaps.waitedMillis() >= GAP_ALONE_MILLIS) {
                sending.sendGap(stream::gapEntry);
            }
            timer.wakeIn(Math.max(1, GAP_ALONE_MILLIS - gaps.waitedMillis()));
        }
        if (isGone()) {
            long waited = (System.nanoTime() - goneSinceNanos) / 1_000_000;
            if (waited >= LAST_WORDS_MILLIS) {
                finishing = true;
                left = true;
            } else {
                timer.wakeIn(Math.min(UNWATCHED_MILLIS, LAST_WORDS_MILLIS - waited));
            }
        }
    }

    /** All was read: what is left is sent, and when everything is done, the files are let go. */
    private void finish() throws LogException {
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
        if (left) {
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
