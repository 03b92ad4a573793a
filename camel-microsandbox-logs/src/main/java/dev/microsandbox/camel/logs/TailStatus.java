package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogLag;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What is seen of one sandbox from outside: written by its worker and by the keeper, each its own fields, read by anyone.
 *
 * <p>Any thread for what reads.
 */
final class TailStatus {
    // One thread writes each, for every exchange: without the fence that an ordinary write of a volatile has.
    private static final AtomicLongFieldUpdater<TailStatus> ENTRIES =
            AtomicLongFieldUpdater.newUpdater(TailStatus.class, "entries");
    private static final AtomicLongFieldUpdater<TailStatus> BYTES =
            AtomicLongFieldUpdater.newUpdater(TailStatus.class, "bytes");
    private static final AtomicLongFieldUpdater<TailStatus> SENT =
            AtomicLongFieldUpdater.newUpdater(TailStatus.class, "sentBytes");

    // -- the worker's
    private volatile long entries;
    private volatile long bytes;
    /** What the lines of the exchanges that are not done take in the log. */
    private volatile long sentBytes;
    /** Since when everything that there is was read and is done; 0: it is not. */
    private volatile long restingSinceNanos;
    /** Why it cannot be read; null: it can. The keeper's until it is open. */
    private volatile String error;

    // -- the keeper's
    private volatile LogLag unread = LogLag.NONE;
    /** When the oldest entry that is not done was written; null: all are done, or there is no telling. */
    private volatile Instant oldest;
    /** Since when it was seen not to be at rest; null: it is. */
    private volatile Instant behindSince;

    void sent(long lineBytes) {
        SENT.lazySet(this, sentBytes + lineBytes);
    }

    void done(long doneEntries, long dataBytes, long lineBytes) {
        ENTRIES.lazySet(this, entries + doneEntries);
        BYTES.lazySet(this, bytes + dataBytes);
        SENT.lazySet(this, sentBytes - lineBytes);
    }

    /** The end of a turn. */
    void rests(boolean rests) {
        if (!rests) {
            restingSinceNanos = 0;
        } else if (restingSinceNanos == 0) {
            restingSinceNanos = System.nanoTime() | 1;
        }
    }

    /** Since when there is nothing to do; 0: there is. */
    long restingSinceNanos() {
        return restingSinceNanos;
    }

    boolean isResting() {
        return restingSinceNanos != 0;
    }

    void failed(String why) {
        error = why;
    }

    String error() {
        return error;
    }

    /**
     * What was measured.
     *
     * @param unreadNow null: it could not be measured now, so what was known stays
     * @param firstSent when the first entry of what is not done was written; null: all is
     */
    void measured(LogLag unreadNow, Instant firstSent, Instant now) {
        if (unreadNow != null) {
            unread = unreadNow;
        }
        oldest = firstSent != null ? firstSent : unread.oldestUnread();
        if (behindSince == null) {
            behindSince = now;
        }
    }

    /** Nothing is behind. */
    void caughtUp() {
        if (behindSince != null) {
            behindSince = null;
            oldest = null;
            unread = LogLag.NONE;
        }
    }

    int rotationsLeft() {
        return unread.rotationsLeft();
    }

    long lagBytes() {
        return unread.unreadBytes() + Math.max(0, sentBytes);
    }

    /** The age of the oldest entry that is not done; where that cannot be told, for how long something was not done. */
    Duration lag(Instant now) {
        Instant behind = behindSince;
        Instant since = oldest != null ? oldest : behind;
        boolean none = behind == null || lagBytes() == 0;
        return none || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }
}
