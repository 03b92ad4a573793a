package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.FileBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a consumer, from its start to its stop: its sandboxes, the workers among which they are shared, and the keeper, which also
 * looks after their files while a worker has no time. A run that has ended changes nothing any more.
 *
 * <p>Any thread for what is not private; what is private is the keeper's.
 */
final class Following implements TailOwner {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    /** When a worker has been at one task for this long, its sandboxes' files are looked after. */
    private static final long BLOCKED_MILLIS = 50;

    /** What a run needs of its consumer; any thread. */
    interface Host {
        /** Whether exchanges may be dispatched. */
        boolean mayDispatch();

        /** Sends an exchange on its way. */
        void dispatch(Delivery delivery);

        /** An error outside an exchange, for the exception handler. */
        void failed(String message, Exception cause);

        /** An exchange was given up, for the exception handler. */
        void gaveUp(String message, Failure failure);

        /** Stops the route; without a cause when all is done. */
        void stopRoute(Exception cause);
    }

    private final Host host;
    private final String name;
    private final MsbLogsConfiguration options;
    private final SandboxDirectories directories;
    private final SandboxDiscovery discovery;
    private final StoredCursors cursors;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final boolean firstStart;
    private final Beginnings beginnings;
    private final TailLimits limits;
    private final InFlightTotal total;
    private final SandboxKeeper sandboxes;
    private final Worker keeper;
    private final List<Worker> workers = new ArrayList<>();

    private final Map<String, SandboxTail> tails = new ConcurrentHashMap<>();
    /** Those that wait for their worker's time. */
    private final Set<SandboxTail> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean lookQueued = new AtomicBoolean();

    /** From then on it sends nothing, whatever its consumer does: that may be started again while a worker still comes back. */
    private volatile boolean ended;

    private int nextWorker;
    private boolean allDoneTold;

    Following(
            Host host,
            String name,
            MsbLogsEndpoint endpoint,
            SandboxDirectories directories,
            StoredCursors cursors,
            Beginnings beginnings,
            TailCounters counters,
            TroubleLog trouble) {
        this.host = host;
        this.name = name;
        this.options = endpoint.getConfiguration();
        this.directories = directories;
        this.discovery = new SandboxDiscovery(
                directories,
                endpoint.named(),
                missing -> LOG.info("{}: sandbox {} does not exist yet, waiting for it", name, missing));
        this.cursors = cursors;
        this.counters = counters;
        this.trouble = trouble;
        this.firstStart = cursors.isFirstStart();
        this.beginnings = beginnings;
        this.limits = TailLimits.of(options);
        this.total = new InFlightTotal(
                options.getMaxInFlightTotal(),
                options.inFlightBytes(),
                endpoint.pattern().isSingleName());
        this.sandboxes = new SandboxKeeper(
                host,
                name,
                options.isFollow(),
                directories,
                discovery,
                tails,
                this::tail,
                beginnings.files(),
                new ForgottenCursors(cursors, Duration.ofMillis(options.getForgetAfter()), counters),
                trouble);
        this.keeper = sandboxes.worker();
        for (int i = 1; i <= options.getConcurrentConsumers(); i++) {
            workers.add(new Worker("msblogs-" + name + (i == 1 ? "" : "-" + i), this::lookSoon));
        }
    }

    // -- for the consumer

    /** Asks for a sweep: what came and went, and what the watch missed. */
    void sweepSoon() {
        sandboxes.sweepSoon(this::tellWhenAllDone);
    }

    /** Exchanges may be dispatched again. */
    void resume() {
        tails.values().forEach(SandboxTail::wake);
        sweepSoon();
    }

    /** Finds, opens and measures its sandboxes. */
    SandboxKeeper sandboxes() {
        return sandboxes;
    }

    /** Those that are read now. */
    Collection<SandboxTail> tails() {
        return tails.values();
    }

    /** How far this run is with one sandbox; null: it does not read that, or not there. */
    ConsumerLag lag(String sandbox, Path logs, String routeId) {
        SandboxTail tail = tails.get(sandbox);
        if (tail == null || !directories.logDirectory(sandbox).equals(logs)) {
            return null;
        }
        TailStatus status = tail.status();
        return new ConsumerLag(
                name,
                routeId,
                cursors.token(sandbox),
                status.lagBytes(),
                status.lag(Instant.now()),
                status.rotationsLeft());
    }

    /** What all of them have in flight. */
    InFlightTotal total() {
        return total;
    }

    /** What all of them have open. */
    FileBudget files() {
        return beginnings.files();
    }

    private SandboxTail tail(String sandbox) {
        return new SandboxTail(
                this,
                sandbox,
                directories.logDirectory(sandbox),
                workers.get(nextWorker++ % workers.size()),
                beginnings.of(firstStart && !sandboxes.isReady()),
                cursors,
                limits,
                total,
                counters,
                trouble);
    }

    /** Under which its cursors are stored. */
    String name() {
        return name;
    }

    /** Where this run stores its cursors. */
    StoredCursors cursors() {
        return cursors;
    }

    /** How many exchanges are under way. */
    int inFlight() {
        int exchanges = 0;
        for (SandboxTail tail : tails.values()) {
            exchanges += tail.inFlight();
        }
        return exchanges;
    }

    /**
     * Stores what is done and lets everything go. False when a worker is still inside an exchange when the time is over: it does so when
     * it comes back. An interrupt, by which Camel forces a stop, does not end it: it is there again afterwards.
     */
    boolean close(long limitMillis) {
        ended = true;
        List<Future<?>> all = new CopyOnWriteArrayList<>();
        sandboxes.closeSoon();
        all.add(keeper.close(() -> {
            sandboxes.close();
            for (Worker worker : workers) { // only now: from here on nobody opens another sandbox
                all.add(worker.close(() -> closeTails(worker)));
            }
        }));
        long end = System.nanoTime() + limitMillis * 1_000_000;
        boolean interrupted = Thread.interrupted();
        boolean closed = true;
        for (int i = 0; i <= workers.size() && closed; i++) {
            while ((i >= all.size() || !all.get(i).isDone()) && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(1_000_000);
                interrupted |= Thread.interrupted();
            }
            closed = i < all.size() && all.get(i).isDone();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return closed;
    }

    private void closeTails(Worker worker) {
        for (SandboxTail tail : tails.values()) {
            if (tail.turns() == worker) {
                tail.close();
            }
        }
    }

    // -- when all is done

    private void tellWhenAllDone() {
        boolean ends = !options.isFollow() || beginnings.until() != null;
        if (!ends || !discovery.hasLooked() || !tails.isEmpty() || allDoneTold || !mayDispatch()) {
            return;
        }
        if (options.isFollow() && Instant.now().isBefore(beginnings.until())) {
            return; // sandboxes may still come
        }
        allDoneTold = true;
        LOG.info(
                "{}: all done, {} entries ({} bytes) of {} sandboxes",
                name,
                counters.entries.sum(),
                counters.bytes.sum(),
                discovery.sandboxes());
        if (options.isStopWhenDone()) {
            host.stopRoute(null);
        }
    }

    // -- files of those whose worker has no time

    /** Called by a worker that begins a task: it may be at it for an hour. */
    private void lookSoon() {
        if (lookQueued.compareAndSet(false, true)) {
            keeper.run(this::keepWaiting, BLOCKED_MILLIS);
        }
    }

    private void keepWaiting() {
        lookQueued.set(false);
        boolean busy = false;
        boolean blocked = false;
        for (Worker worker : workers) {
            busy |= worker.isBusy();
            blocked |= worker.isBusyFor(BLOCKED_MILLIS * 1_000_000);
        }
        try {
            keepWaiting(blocked);
        } finally {
            if (busy) {
                lookSoon();
            }
        }
    }

    private void keepWaiting(boolean blocked) {
        if (blocked) {
            // Also those that are not blocked: it does no harm. The next to lose lines first.
            waiting.stream()
                    .sorted(Comparator.comparingInt(
                            tail -> tail.status().rotationsLeft() & Integer.MAX_VALUE)) // no telling: last
                    .forEach(SandboxTail::keep);
        }
    }

    // -- for the tails

    @Override
    public boolean mayDispatch() {
        return !ended && host.mayDispatch();
    }

    @Override
    public void dispatch(Delivery delivery) {
        host.dispatch(delivery);
    }

    @Override
    public void waits(SandboxTail tail) {
        waiting.add(tail);
    }

    @Override
    public void served(SandboxTail tail) {
        waiting.remove(tail);
    }

    @Override
    public void shortOfHandles() {
        sandboxes.shortOfHandles();
    }

    @Override
    public void failed(String message, Exception cause) {
        host.failed(message, cause);
    }

    @Override
    public void gaveUp(String message, Failure failure) {
        host.gaveUp(message, failure);
    }

    @Override
    public void stopRoute(Exception cause) {
        if (!ended) {
            host.stopRoute(cause);
        }
    }

    @Override
    public void finished(SandboxTail tail) {
        keeper.run(
                () -> {
                    if (options.isFollow()) {
                        LOG.info(
                                "{}: sandbox {} {}",
                                name,
                                tail.sandbox(),
                                tail.hasLeft() ? "gone" : "read up to until");
                    }
                    sandboxes.remove(tail);
                    tellWhenAllDone();
                },
                0);
    }
}
