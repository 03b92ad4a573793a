package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Entries of one sandbox → batch → exchange, as far as there is room; and what is done leaves.
 *
 * <p>The worker's thread, but for {@link #ended}: any thread.
 */
final class TailSending {
    /** A sandbox that has more to give lets the others of its worker have their turn after this time. */
    private static final long TURN_NANOS = 3_000_000;
    /** So much may be collected before the total is told of it, within a turn. */
    private static final long UNCOUNTED_BYTES = 16 * 1024;

    /** Makes an exchange of a place and sends it on its way. */
    @FunctionalInterface
    interface Dispatch {
        void send(Place<Batch> place, int tryNumber);
    }

    private final TailOwner owner;
    private final Dispatch dispatch;
    private final TailLimits limits;
    private final TailGaps gaps;
    private final DeliveryWindow<Batch> window;
    private final TailCommits commits;
    private final TailCounters counters;
    private final TailStatus status;
    private final InFlightTotal total;
    private final InFlightTotal.Share share;
    private final Consumer<Place<Batch>> onLeft = this::leave;

    /** What is collected for the next exchange; null: nothing. */
    private Batch batch;

    private long batchSinceNanos;
    private long turnEndsAtNanos;
    /** How many entries were taken since this was last asked. */
    private long taken;
    /** {@link DeliveryWindow#ends} when it was last looked whether there is room: what ends later is not known yet. */
    private long seenEnds;
    /** How many more exchanges may begin, as far as is known: more when some have ended since it was last looked. */
    private int free;
    /** What was collected and the total does not know of yet. */
    private long uncounted;

    // What has left since the last settling began.
    private int leftPlaces;
    private long leftWeight;
    private long leftEntries;
    private long leftBytes;

    TailSending(
            TailOwner owner,
            Dispatch dispatch,
            TailLimits limits,
            TailGaps gaps,
            DeliveryWindow<Batch> window,
            TailCommits commits,
            TailCounters counters,
            TailStatus status,
            InFlightTotal total,
            InFlightTotal.Share share) {
        this.owner = owner;
        this.dispatch = dispatch;
        this.limits = limits;
        this.gaps = gaps;
        this.window = window;
        this.commits = commits;
        this.counters = counters;
        this.status = status;
        this.total = total;
        this.share = share;
    }

    void beginTurn() {
        turnEndsAtNanos = System.nanoTime() + TURN_NANOS;
        look();
    }

    /** Looks how many exchanges may begin; {@link #awaitEnd} tells what ends after this. */
    private void look() {
        seenEnds = window.ends();
        settle();
    }

    /** Lets go what is done in front, and tells the total of what was collected. What is shared with others is touched once for all of it. */
    void settle() {
        leftPlaces = 0;
        leftWeight = 0;
        leftEntries = 0;
        leftBytes = 0;
        free = limits.maxInFlight() - window.settle(onLeft);
        count(-leftWeight);
        total.wake(leftPlaces);
        if (leftEntries > 0) {
            counters.entries.add(leftEntries);
            counters.bytes.add(leftBytes);
        }
    }

    private void leave(Place<Batch> place) {
        Batch done = place.value();
        long entries = place.skipped ? 0 : done.size();
        long bytes = place.skipped ? 0 : done.dataBytes();
        status.done(entries, bytes, done.lineBytes());
        leftPlaces++;
        leftWeight += done.weight();
        leftEntries += entries;
        leftBytes += bytes;
    }

    private void count(long more) {
        long weight = uncounted + more;
        uncounted = 0;
        if (weight != 0) {
            total.keep(share, weight);
        }
    }

    // -- room

    /** Whether more may be read, and one more exchange begin. If not, a turn is asked for when it may. */
    boolean hasRoom() {
        return isFree() && total.hasRoom(share);
    }

    private boolean hasRoomForExchange() {
        return isFree() && total.hasRoomForExchange(share);
    }

    private boolean isFree() {
        if (free <= 0) {
            look();
        }
        return free > 0;
    }

    /** Whether more may be read; what was collected and has waited long enough is sent before. */
    boolean mayRead() {
        boolean isTime =
                batch != null && (isComplete() || System.nanoTime() - batchSinceNanos >= limits.batchTimeoutNanos());
        if (isTime) {
            sendRest();
            if (batch != null) {
                return false; // nothing more may come into it, also when there is room in the next moment
            }
        }
        return hasRoom() && !window.hasFailed();
    }

    /** Whether another exchange may follow the one that was just dispatched. */
    private boolean mayGoOn() {
        if (window.hasFailed()) {
            return false;
        }
        boolean impatient = commits.isImpatient();
        if (impatient
                || limits.batchSize() > 1) { // single exchanges are let go when no more may begin, or the turn ends
            look();
        }
        if (impatient) {
            commits.store(null, false);
        }
        return owner.mayDispatch() && System.nanoTime() - turnEndsAtNanos < 0 && hasRoom();
    }

    /** A try has ended, and is known to the window. */
    void ended() {
        total.ended(share);
    }

    /** Nothing is to be done until one more ends; false when one has, since it was last looked whether there is room. */
    boolean awaitEnd() {
        return window.awaitEnd(seenEnds);
    }

    // -- entries → exchanges

    /** Takes an entry; false when the next must wait. */
    boolean take(LogEntry entry) {
        taken++;
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

    /** How many entries were taken since this was last asked. */
    long takeTaken() {
        long some = taken;
        taken = 0;
        return some;
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
        uncounted += batch.weight() - before;
        if (uncounted >= UNCOUNTED_BYTES) {
            count(0);
        }
    }

    /** Whether nothing is collected, and no gap is untold. */
    boolean isEmpty() {
        return batch == null && gaps.isEmpty();
    }

    boolean isBatchEmpty() {
        return batch == null;
    }

    /** How long what is collected still waits for more, in nanoseconds. */
    long batchNanosLeft() {
        return limits.batchTimeoutNanos() - (System.nanoTime() - batchSinceNanos);
    }

    /** Sends what is collected, if anything is and there is room. */
    void sendRest() {
        if (batch != null && hasRoomForExchange()) {
            send();
            seenEnds = window.ends();
        }
    }

    /**
     * Sends the next gap as an exchange of its own, when nothing is collected and there is room.
     *
     * @param entry makes the entry that stands for it
     */
    boolean sendGap(Function<LogGap, LogEntry> entry) {
        if (batch != null || gaps.isEmpty() || !hasRoom() || window.hasFailed()) {
            return false;
        }
        batch = new Batch(gaps.take(), 1);
        collect(entry.apply(batch.gap()));
        send();
        return true;
    }

    private void send() {
        count(0);
        status.sent(batch.lineBytes());
        Place<Batch> place = window.open(batch);
        batch = null;
        dispatch(place, 1);
    }

    /** Sends again what waits for it, in order. True when nothing waits any more, and more may be dispatched. */
    boolean sentAgain() {
        for (Place<Batch> place = window.firstWaiting(); place != null; place = window.firstWaiting()) {
            if (window.hasFailed() || !owner.mayDispatch() || !hasRoomForExchange()) {
                return false;
            }
            dispatch(place, window.again(place));
            seenEnds = window.ends();
            settle();
        }
        return owner.mayDispatch(); // asked again: an exchange may take an hour
    }

    private void dispatch(Place<Batch> place, int tryNumber) {
        free--;
        total.begun(share);
        dispatch.send(place, tryNumber);
    }

    /** Gives back what it has of the total. */
    void close() {
        total.leave(share);
    }

    /** Room that was meant for this sandbox and was not taken is passed on. */
    void passRoomOn() {
        total.wakeOne();
    }
}
