package dev.microsandbox.camel.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

/**
 * What of one sandbox is in flight, in the order of dispatch, and up to where everything is done. Exchanges are opened in order and end
 * in any order; the places in front that are done leave. When one fails, everything from the lowest that is not done can be sent again,
 * in order, once nothing is under way.
 *
 * <pre>
 *   commit ──┐   head                                        last
 *            ▼    ▼                                           ▼
 *   done … done │ UNDER_WAY  DONE  DONE  FAILED  UNDER_WAY  DONE
 *   (left)      │ kept, so that they can come again
 * </pre>
 *
 * The commit is the highest place that was committed and has left. With automatic commit a place is committed from the beginning.
 *
 * <p>Any thread for {@link #end} and {@link #commit}; everything else is the owner's, which is one thread.
 */
final class DeliveryWindow<C> {
    /** What the end of a try came to. */
    enum Ended {
        /** It is known. */
        NOTED,
        /** It is known, and the owner waits for it. */
        AWAITED,
        /** It was known before, or the window is closed: nothing changed. */
        LATE
    }

    /** What a commit came to. */
    enum Committed {
        /** It and all before it are done: it may be stored. */
        FREE,
        /** Something before it, or its own exchange, is not done yet. */
        HELD_BACK,
        /** It was committed before, or something behind it was. */
        ALREADY,
        /** Its exchange has failed, and is or will be tried again: forgotten. */
        FAILED,
        /** The window is closed: nothing changes any more. */
        CLOSED
    }

    /** Written under the lock, so without the fence that an ordinary write of a volatile has. */
    @SuppressWarnings("rawtypes")
    private static final AtomicLongFieldUpdater<DeliveryWindow> ENDS =
            AtomicLongFieldUpdater.newUpdater(DeliveryWindow.class, "ends");

    private final boolean autoCommit;
    /** The lowest that is not done; null when everything is. */
    private Place<C> head;

    private Place<C> last;
    /** The first of those that wait to be sent again; all behind it wait too. Null when none does. */
    private Place<C> waiting;
    /** The highest that is committed and has left; null when none is. */
    private Place<C> commit;

    /** The highest that is committed and free but has not left yet; null when none is. */
    private Place<C> ahead;

    private long numbers;
    private int underWay;
    private int failed;
    /** Whether any has; written under the lock, read without it by the owner after every exchange. */
    private volatile boolean anyFailed;
    /** Written under the lock; read without it by the owner, who looks again when it has changed. */
    private volatile long ends;

    private boolean awaited;
    private boolean closed;

    /**
     * @param autoCommit whether what is done is committed by that
     */
    DeliveryWindow(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    /** A place for what is about to be dispatched. */
    synchronized Place<C> open(C value) {
        Place<C> place = new Place<>(value, ++numbers, autoCommit);
        if (head == null) {
            head = place;
        } else {
            last.next = place;
        }
        last = place;
        underWay++;
        return place;
    }

    /** The first that waits is sent again. Returns which try this is. */
    synchronized int again(Place<C> place) {
        place.state = Place.State.UNDER_WAY;
        waiting = place.next;
        underWay++;
        return ++place.tries;
    }

    /**
     * A try has ended.
     *
     * @param failure what the owner wants to know of a failure later; null: nothing
     */
    synchronized Ended end(Place<C> place, int tryNumber, boolean success, Object failure) {
        if (closed || place.tries != tryNumber || place.state != Place.State.UNDER_WAY) {
            return Ended.LATE;
        }
        underWay--;
        ENDS.lazySet(this, ends + 1);
        if (success) {
            place.state = Place.State.DONE;
        } else {
            fail(place, tryNumber, failure);
        }
        boolean told = awaited;
        awaited = false;
        return told ? Ended.AWAITED : Ended.NOTED;
    }

    private void fail(Place<C> place, int tryNumber, Object failure) {
        place.state = Place.State.FAILED;
        place.failures++;
        place.failedTry = tryNumber;
        place.failure = failure;
        place.committed = autoCommit;
        if (ahead == place) {
            ahead = null;
        }
        failed++;
        anyFailed = true;
    }

    /**
     * The owner has nothing to do until something more ends: the next end says that it is awaited. False when something has ended since
     * {@code seenEnds}: then the owner is to look again.
     */
    synchronized boolean awaitEnd(long seenEnds) {
        awaited = ends == seenEnds;
        return awaited;
    }

    /**
     * Commits what was sent in that try, with all before it.
     *
     * @param withinExchange whether it may be free while its own exchange is still under way
     */
    synchronized Committed commit(Place<C> place, int tryNumber, boolean withinExchange) {
        if (closed) {
            return Committed.CLOSED;
        }
        if (tryNumber <= place.failedTry) {
            return Committed.FAILED;
        }
        if (place.committed) {
            return Committed.ALREADY;
        }
        place.committed = true;
        boolean covered = isCovered(place); // what is stored stands behind it: to store it would go back
        if (hasLeft(place)) {
            raise(place);
            return covered ? Committed.ALREADY : Committed.FREE;
        }
        boolean ended = place.state == Place.State.DONE || withinExchange && place.state == Place.State.UNDER_WAY;
        if (ended && isAllDoneBefore(place)) {
            if (covered) {
                return Committed.ALREADY;
            }
            ahead = place;
            return Committed.FREE;
        }
        return Committed.HELD_BACK;
    }

    private boolean isCovered(Place<C> place) {
        return ahead != null && ahead.number > place.number || commit != null && commit.number > place.number;
    }

    private boolean hasLeft(Place<C> place) {
        return head == null || place.number < head.number;
    }

    private boolean isAllDoneBefore(Place<C> place) {
        Place<C> before = head;
        while (before != place && before.state == Place.State.DONE) {
            before = before.next;
        }
        return before == place;
    }

    private void raise(Place<C> place) {
        if (commit == null || place.number > commit.number) {
            commit = place;
        }
    }

    /** Lets go what is done in front. {@code onLeft} is told of each, in order. Returns how many exchanges are under way. */
    synchronized int settle(Consumer<Place<C>> onLeft) {
        while (head != null && head.state == Place.State.DONE) {
            Place<C> left = head;
            head = left.next;
            left.next = null; // a commit handle that somebody keeps must not keep all that came later
            if (left.committed) {
                raise(left);
            }
            if (ahead == left) {
                ahead = null;
            }
            onLeft.accept(left);
        }
        if (head == null) {
            last = null;
        }
        return underWay;
    }

    /** Counts a failed place as done: it does not come again. */
    synchronized void skip(Place<C> place) {
        place.state = Place.State.DONE;
        place.skipped = true;
        failed--;
        anyFailed = failed > 0;
    }

    /** Everything from the lowest that is not done waits to be sent again; when nothing is under way. */
    synchronized void rewind() {
        if (underWay > 0) {
            throw new IllegalStateException("The window is not empty yet: " + underWay + " under way");
        }
        for (Place<C> place = head; place != null; place = place.next) {
            place.state = Place.State.WAITING;
        }
        waiting = head;
        failed = 0;
        anyFailed = false;
    }

    /** The first that waits to be sent again; null when none does. */
    synchronized Place<C> firstWaiting() {
        return waiting;
    }

    /** Those that have failed, in order. */
    synchronized List<Place<C>> failed() {
        List<Place<C>> all = new ArrayList<>(failed);
        for (Place<C> place = head; all.size() < failed; place = place.next) {
            if (place.state == Place.State.FAILED) {
                all.add(place);
            }
        }
        return all;
    }

    /** How many exchanges are under way. */
    synchronized int underWay() {
        return underWay;
    }

    /** Whether any has failed, since the last rewind. */
    boolean hasFailed() {
        return anyFailed;
    }

    /** Whether everything is done. */
    synchronized boolean isDone() {
        return head == null;
    }

    /** The lowest that is not done; null when everything is. */
    synchronized C first() {
        return head == null ? null : head.value();
    }

    /** How many tries have ended: whoever saw this number and sees it again has missed nothing. */
    long ends() {
        return ends;
    }

    /** The highest place that is committed, all before it being done; null when none is. */
    synchronized Place<C> commit() {
        return ahead != null ? ahead : commit;
    }

    /** The highest place that is committed and has left; null when none is. */
    synchronized Place<C> left() {
        return commit;
    }

    /** The highest that is committed by hand, all before it being done, and has not left yet; null when none is. */
    synchronized Place<C> ahead() {
        return ahead;
    }

    /** From now on nothing changes any more. */
    synchronized void close() {
        closed = true;
    }
}
