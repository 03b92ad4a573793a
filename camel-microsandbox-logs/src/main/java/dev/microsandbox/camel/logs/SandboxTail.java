package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.MissedRotationException;
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
    /** How often a directory that cannot be watched yet is looked at. */
    private static final long UNWATCHED_MILLIS = 100;
    /** After an error of the file system. */
    private static final long AGAIN_MILLIS = 1000;
    /** A sandbox that has more to give lets the others of its worker have their turn after this time. */
    private static final long TURN_NANOS = 20_000_000;

    /** What a tail needs of its consumer. */
    interface Owner {
        /** Whether exchanges may be dispatched. */
        boolean mayDispatch();

        /** Sends an exchange on its way; the delivery is told when it has ended. */
        void dispatch(Delivery delivery);

        /** A tail waits for its worker's time: somebody else may have to keep its files. Any thread. */
        void waits(SandboxTail tail);

        /** It has it. */
        void served(SandboxTail tail);

        /** An error outside an exchange, for the exception handler. */
        void failed(String message, Exception cause);

        /** An exchange was given up, for the exception handler. */
        void gaveUp(String message, Failure failure);

        /** Stops the route. */
        void stopRoute(Exception cause);

        /** Everything was given and is done, and nothing will come. */
        void finished(SandboxTail tail);
    }

    private final Owner owner;
    private final String sandbox;
    private final Turns turns;
    private final TailOpening opening;
    private final StoredCursors cursors;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final TailGaps gaps;
    private final TailLimits limits;
    private final InFlightTotal total;
    private final InFlightTotal.Share share;
    private final DeliveryWindow<Batch> window;
    private final TailCommits commits;
    private final TailRecovery recovery;

    private final AtomicBoolean queued = new AtomicBoolean();
    /** Whether something was heard of since the files were last looked after. Set by whoever wakes. */
    private volatile boolean rung;
    /** Set when it is opened; read by the keeper. */
    private volatile LogStream stream;
    /** Whether only a sweep shows what is new. Set by the worker, read by the sweep. */
    private volatile boolean unwatched = true;
    /** When the directory was seen to be gone; 0: it is there. Set by the keeper. */
    private volatile long goneSinceNanos;

    private volatile boolean closed;

    /** What is collected for the next exchange; null: nothing. */
    private Batch batch;

    private long batchSinceNanos;
    private long turnEndsAtNanos;
    /** {@link DeliveryWindow#ends} when it was last looked whether there is room: what ends later is not known yet. */
    private long seenEnds;
    /** Nothing more is to be read. */
    private boolean finishing;
    /** And that is since the sandbox was removed; one that is made again meanwhile is another. */
    private boolean left;
    /** Why nothing more is to be read, where that is an error; else null. */
    private MissedRotationException missed;

    private boolean timerSet;
    private long timerAtNanos;

    SandboxTail(
            Owner owner,
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
        this.total = total;
        this.share = total.join(this::wake);
        this.gaps = new TailGaps(sandbox, counters, trouble);
        this.opening = new TailOpening(sandbox, directory, beginning, cursors, counters, trouble, gaps);
        this.window = new DeliveryWindow<>(!limits.manualCommit());
        this.commits = new TailCommits(
                sandbox, window, cursors, new CommitSchedule(limits.commitIntervalNanos()), counters, trouble);
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
        return unwatched;
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
            owner.failed("Sandbox " + sandbox + " is not read: reset its cursor, or set onInvalidCursor", e);
        } catch (LogException e) {
            unreadable(e);
            return false;
        } catch (RuntimeException e) {
            owner.failed("Sandbox " + sandbox + ": cannot be opened, to be tried again", e);
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

    /** Opens what was rotated while the worker has no time; what is heard of later asks for it again. */
    void keep() {
        if (rung && !closed) {
            rung = false;
            try {
                stream.keep();
            } catch (LogException e) {
                unreadable(e);
            }
        }
    }

    // -- any thread

    /** Asks for a turn. As often as one likes. */
    void wake() {
        rung = true;
        if (queued.compareAndSet(false, true)) {
            owner.waits(this);
            turns.run(this::run, 0);
        }
    }

    /** A try has ended. Only takes note: the thread is the route's. */
    void ended(Place<Batch> place, int tryNumber, boolean success, Failure failure) {
        DeliveryWindow.Ended ended = window.end(place, tryNumber, success, failure);
        if (ended == DeliveryWindow.Ended.LATE) {
            late();
            return;
        }
        total.ended(share);
        if (ended == DeliveryWindow.Ended.AWAITED || !success) {
            wake();
        }
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
        }
        return outcome;
    }

    private void late() {
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
        owner.served(this);
        queued.set(false);
        rung = false;
        if (!closed && stream != null) {
            try {
                turn();
            } catch (LogException e) {
                unreadable(e);
                wakeIn(AGAIN_MILLIS);
            } catch (RuntimeException e) {
                owner.failed("Sandbox " + sandbox + ": cannot go on, to be tried again", e);
                wakeIn(AGAIN_MILLIS);
            }
            trouble.tell(false);
        }
        total.wakeOne(); // whatever room was meant for this one, and was not taken
    }

    private void turn() throws LogException {
        seenEnds = window.ends();
        turnEndsAtNanos = System.nanoTime() + TURN_NANOS;
        settle();
        Next next = Next.BLOCKED;
        if (!owner.mayDispatch() || !recovery.isOver() || !sentAgain()) {
            stream.keep();
        } else if (finishing) {
            finish();
        } else if (mayRead()) {
            next = read();
        } else {
            stream.keep();
        }
        if (!closed) {
            settle();
            commits.store(everything(), false);
            unwatched = !stream.isWatched();
            waitFor(next);
        }
    }

    /** Who or what asks for the next turn. */
    private void waitFor(Next next) {
        boolean awaits = next == Next.BLOCKED || commits.isImpatient();
        if (next == Next.AGAIN || awaits && !window.awaitEnd(seenEnds)) {
            wake();
            return;
        }
        wakeIn(recovery.millisLeft());
        wakeIn(commits.millisLeft());
        if (!awaits && window.underWay() > 0) {
            wakeIn(limits.commitIntervalMillis()); // completions that wake nobody are looked at then
        }
        if (batch != null) {
            long waited = System.nanoTime() - batchSinceNanos;
            wakeIn(Math.max(1, (limits.batchTimeoutNanos() - waited) / 1_000_000 + 1));
        }
        if (!owner.mayDispatch() && unwatched) {
            wakeIn(UNWATCHED_MILLIS); // suspended, and nobody says when files are rotated
        }
    }

    /** Reads what there is and room for. */
    private Next read() throws LogException {
        try {
            switch (stream.poll(this::give)) {
                case MORE -> {
                    return !window.hasFailed() && hasRoom() ? Next.AGAIN : Next.BLOCKED;
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

    /** Whether more may be read; what was collected and has waited long enough is sent before. */
    private boolean mayRead() {
        boolean isTime =
                batch != null && (isComplete() || System.nanoTime() - batchSinceNanos >= limits.batchTimeoutNanos());
        if (isTime && hasRoomForExchange()) {
            send();
            seenEnds = window.ends();
        }
        return hasRoom() && !window.hasFailed();
    }

    private boolean hasRoom() {
        return window.underWay() < limits.maxInFlight() && total.hasRoom(share);
    }

    private boolean hasRoomForExchange() {
        return window.underWay() < limits.maxInFlight() && total.hasRoomForExchange(share);
    }

    private void idle() {
        if (opening.until() != null) {
            Duration ahead = Duration.between(Instant.now(), opening.until().plus(UNTIL_GRACE));
            wakeIn(ahead.isNegative() ? 1 : Math.min(ahead.toMillis() + 1, LONGEST_TIMER_MILLIS));
        }
        if (batch == null && !gaps.isEmpty()) {
            if (gaps.waitedMillis() >= GAP_ALONE_MILLIS) {
                sendGap();
            }
            wakeIn(Math.max(1, GAP_ALONE_MILLIS - gaps.waitedMillis()));
        }
        if (isGone()) {
            long waited = (System.nanoTime() - goneSinceNanos) / 1_000_000;
            if (waited >= LAST_WORDS_MILLIS) {
                finishing = true;
                left = true;
            } else {
                wakeIn(Math.min(UNWATCHED_MILLIS, LAST_WORDS_MILLIS - waited));
            }
        } else if (!stream.isWatched()) {
            wakeIn(UNWATCHED_MILLIS);
        }
    }

    /** All was read: what is left is sent, and when everything is done, the files are let go. */
    private void finish() throws LogException {
        if (batch != null && hasRoomForExchange()) {
            send();
        }
        while (missed == null && batch == null && !gaps.isEmpty() && hasRoom() && !window.hasFailed()) {
            sendGap();
        }
        settle();
        if (batch != null || missed == null && !gaps.isEmpty() || !window.isDone()) {
            return;
        }
        if (missed != null) {
            cursors.storeMissed(sandbox, commits.reached()); // before the gap: a restart fails again
            stopAt(missed);
            return;
        }
        if (left) {
            LogCheckpoint all = everything();
            cursors.storeGone(sandbox, all == null ? commits.reached() : all);
        } else {
            commits.store(everything(), true);
        }
        letGo();
        owner.finished(this);
    }

    // -- entries → exchanges

    /** Takes an entry; false when the next must wait. */
    private boolean give(LogEntry entry) {
        if (batch != null && !gaps.isEmpty()) {
            send(); // a gap begins a new batch
        }
        if (batch == null) {
            batch = new Batch(gaps.take(), limits.batchSize());
            batchSinceNanos = limits.batchSize() == 1 ? 0 : System.nanoTime();
        }
        collect(entry);
        if (!isComplete()) {
            return true;
        }
        if (!hasRoomForExchange()) {
            return false; // a gap has taken the room that there was
        }
        send();
        return mayGoOn();
    }

    /** Whether nothing more is to be collected: it is full, or nothing more may be kept. */
    private boolean isComplete() {
        return batch.size() >= limits.batchSize()
                || batch.weight() >= limits.maxBatchWeight()
                || !total.allowsBytes(share);
    }

    private void collect(LogEntry entry) {
        long before = batch.weight();
        batch.add(entry);
        total.keep(share, batch.weight() - before);
    }

    private void sendGap() {
        batch = new Batch(gaps.take(), 1);
        collect(stream.gapEntry(batch.gap()));
        send();
    }

    private void send() {
        Place<Batch> place = window.open(batch);
        batch = null;
        dispatch(place, 1);
    }

    private void dispatch(Place<Batch> place, int tryNumber) {
        total.begun(share);
        owner.dispatch(new Delivery(this, place, tryNumber));
    }

    /** Whether another exchange may follow the one that was just dispatched. */
    private boolean mayGoOn() {
        seenEnds = window.ends();
        if (window.hasFailed()) {
            return false;
        }
        settle();
        if (commits.isImpatient()) {
            commits.store(null, false);
        }
        return owner.mayDispatch() && System.nanoTime() - turnEndsAtNanos < 0 && hasRoom();
    }

    /** Sends again what waits for it, in order. True when nothing waits any more. */
    private boolean sentAgain() {
        for (Place<Batch> place = window.firstWaiting(); place != null; place = window.firstWaiting()) {
            if (window.hasFailed() || !owner.mayDispatch() || !hasRoomForExchange()) {
                return false;
            }
            dispatch(place, window.again(place));
            seenEnds = window.ends();
            settle();
        }
        return true;
    }

    // -- what is done

    private void settle() {
        window.settle(this::left);
    }

    private void left(Place<Batch> place) {
        Batch done = place.value();
        total.keep(share, -done.weight());
        if (!place.skipped) {
            counters.entries.add(done.size());
            counters.bytes.add(done.dataBytes());
        }
    }

    /** Where reading stands, when all before it is done and counts as committed; else null. */
    private LogCheckpoint everything() {
        // What was passed over behind the last entry is done too; but a gap that was not told yet is not.
        boolean all = !limits.manualCommit() && batch == null && gaps.isEmpty() && window.isDone();
        return all ? stream.checkpoint() : null;
    }

    // -- trouble, and the end

    private void unreadable(LogException e) {
        trouble.note(TroubleLog.Kind.UNREADABLE, sandbox + ": " + TroubleLog.escaped(e.getMessage()));
    }

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
                settle();
                commits.store(everything(), true);
            }
            window.close();
            letGo();
        }
    }

    private void letGo() {
        closed = true;
        total.leave(share);
        if (stream != null) {
            stream.close();
        }
    }

    /** Asks for a turn after a while; a timer that is due before serves as well. Negative: never. */
    private void wakeIn(long millis) {
        long at = System.nanoTime() + millis * 1_000_000;
        if (millis < 0 || timerSet && timerAtNanos - at <= 0) {
            return;
        }
        timerSet = true;
        timerAtNanos = at;
        turns.run(
                () -> {
                    timerSet &= timerAtNanos != at;
                    wake();
                },
                millis);
    }
}
