package dev.microsandbox.camel.logs;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What all sandboxes of a consumer have in flight together, and who waits for room. A sandbox may take one more while it has less than
 * what is free: n that want all get a share of 1/(n+1) each, so that something is always left for one that was silent; where there can be only one, it
 * gets all.
 *
 * <p>Any thread.
 */
final class InFlightTotal {
    /** What one sandbox has of it. */
    static final class Share {
        private final Runnable wake;
        private final AtomicInteger exchanges = new AtomicInteger();
        /** Written by its owner only. */
        private volatile long bytes;

        private final AtomicBoolean waits = new AtomicBoolean();
        /** Whether it waits for an exchange only, not for bytes. Set by its owner before it waits. */
        private volatile boolean exchangeOnly;

        private Share(Runnable wake) {
            this.wake = wake;
        }

        private void keep(long weight) {
            BYTES.lazySet(this, bytes + weight);
        }

        /** Takes one exchange out; false when it was given back with all the others. */
        private boolean end() {
            return exchanges.getAndUpdate(there -> Math.max(0, there - 1)) > 0;
        }
    }

    // One thread writes it, for every exchange: without the fence that an ordinary write of a volatile has.
    private static final AtomicLongFieldUpdater<Share> BYTES = AtomicLongFieldUpdater.newUpdater(Share.class, "bytes");

    private final int maxExchanges;
    private final long maxBytes;
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final boolean one;
    private final ConcurrentLinkedQueue<Share> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param one whether there can be only one sandbox: it may have all. Where others may come, something is always left for them: they may
     *     come while the first has exchanges that never end
     */
    InFlightTotal(int maxExchanges, long maxBytes, boolean one) {
        this.one = one;
        this.maxExchanges = maxExchanges;
        this.maxBytes = maxBytes;
    }

    /**
     * A share for one more sandbox.
     *
     * @param wake called when there is room for it again, from any thread: must be quick
     */
    Share join(Runnable wake) {
        return new Share(wake);
    }

    /** Gives a share back, with all that is in it. The owner's thread, or when there is none any more. */
    void leave(Share share) {
        waiting.remove(share);
        exchanges.addAndGet(-share.exchanges.getAndSet(0));
        long kept = share.bytes;
        share.keep(-kept);
        bytes.addAndGet(-kept);
        wakeOne();
    }

    /** Whether more may be read, and one more exchange begin. If not, the share is woken when it may. One thread for each share. */
    boolean hasRoom(Share share) {
        return allows(share) || waits(share, false);
    }

    /** Whether one more exchange may begin with what is kept already. If not, the share is woken when it may. */
    boolean hasRoomForExchange(Share share) {
        return allowsExchange(share) || waits(share, true);
    }

    private boolean waits(Share share, boolean exchangeOnly) {
        share.exchangeOnly = exchangeOnly;
        if (share.waits.compareAndSet(false, true)) {
            waiting.add(share);
        }
        return isServed(share); // what was given back between the two looks has woken nobody
    }

    private boolean isServed(Share share) {
        return share.exchangeOnly ? allowsExchange(share) : allows(share);
    }

    private boolean allows(Share share) {
        return allowsExchange(share) && allowsBytes(share);
    }

    private boolean allowsExchange(Share share) {
        return maxExchanges - exchanges.get() > (one ? 0 : share.exchanges.get());
    }

    /** Whether more may be kept; what is too large for all may pass alone. */
    boolean allowsBytes(Share share) {
        long kept = bytes.get();
        return kept == 0 || maxBytes - kept > (one ? 0 : share.bytes);
    }

    /** An exchange begins. */
    void begun(Share share) {
        exchanges.incrementAndGet();
        share.exchanges.incrementAndGet();
    }

    /** An exchange has ended. */
    void ended(Share share) {
        if (share.end()) {
            exchanges.decrementAndGet();
        }
        wakeOne();
    }

    /** So many bytes more are kept; less where negative: then {@link #wake}. The owner's thread. */
    void keep(Share share, long weight) {
        share.keep(weight);
        bytes.addAndGet(weight);
    }

    /** Wakes up to so many of those that may go on: room was given back as often. */
    void wake(int most) {
        for (int i = 0; i < most && !waiting.isEmpty(); i++) {
            wakeOne();
        }
    }

    /** Wakes the one that has waited longest of those that may go on. Whoever was woken and takes nothing passes it on by this. */
    void wakeOne() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Share share : waiting) {
            if (isServed(share) && waiting.remove(share)) {
                share.waits.set(false);
                share.wake.run();
                return;
            }
        }
    }

    /** How many exchanges are under way. */
    int exchanges() {
        return exchanges.get();
    }

    /** What is kept, in bytes. */
    long bytes() {
        return bytes.get();
    }
}
