package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.DirectoryWatch;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.SandboxNotFoundException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the entries of every sandbox that matches to its route: life cycle, discovery and the worker. The scheduled poll is only the
 * sweep, which finds what came and went and what the watch missed; entries flow on the worker, woken by the watch.
 *
 * <p>Any thread, as Camel calls it; the worker is ours, and nobody interrupts it.
 */
public class MsbLogsConsumer extends ScheduledPollConsumer implements SandboxTail.Owner, ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    /** While the watch is healthy a silent sandbox is looked at once in so many sweeps. */
    private static final int SWEEP_SLICES = 30;

    private final MsbLogsEndpoint endpoint;
    private final MsbLogsConfiguration configuration;
    private final EntryExchanges exchanges;
    private final Map<String, SandboxTail> tails = new ConcurrentHashMap<>();
    private final TailCounters counters = new TailCounters();
    private final DirectoryWatch.Bell discoveryBell = new DirectoryWatch.Bell();
    private final AtomicBoolean discoveryQueued = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private volatile boolean dispatchAllowed;
    private String cursorName;
    private ConsumerCursors consumerCursors;
    private StoredCursors cursors;
    private TroubleLog trouble;
    /** Null while stopped. Set by the life cycle, read by whoever wakes. */
    private volatile ScheduledThreadPoolExecutor worker;

    private SandboxDirectories directories;
    /** Guarded by this. */
    private DirectoryWatch.Watching rootWatch;

    private LogCheckpoint fromCursor;
    private Instant since;
    private Instant until;
    private boolean firstStart;
    private long givenAtSweep;

    // Only the worker touches these.
    private final Set<String> done = new HashSet<>();
    private final Set<String> waitedFor = new HashSet<>();
    private boolean discovered;
    private boolean allDoneTold;
    private int sweeps;

    /** For an endpoint whose options were checked. */
    public MsbLogsConsumer(MsbLogsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.exchanges = new EntryExchanges(configuration.getBody());
    }

    @Override
    public MsbLogsEndpoint getEndpoint() {
        return endpoint;
    }

    // -- life cycle

    @Override
    protected void doStart() throws Exception {
        directories = endpoint.directories();
        if (!configuration.isFollow()) {
            requireNamedSandboxes();
        }
        consumerCursors = new ConsumerCursors(endpoint, getRoute(), getRouteId());
        cursorName = consumerCursors.name();
        Instant now = Instant.now();
        since = endpoint.since(now);
        until = endpoint.until(now);
        fromCursor = endpoint.fromCursor();
        trouble = new TroubleLog(cursorName, Clock.systemUTC());
        cursors = consumerCursors.open();
        try {
            firstStart = cursors.isFirstStart();
            done.clear();
            waitedFor.clear();
            discovered = false;
            allDoneTold = false;
            stopping.set(false);
            startWorker();
            dispatchAllowed = true;
            watchRoot();
            super.doStart();
        } catch (Exception e) {
            dispatchAllowed = false;
            unwatchRoot();
            closeWorker();
            throw e;
        }
    }

    private void requireNamedSandboxes() throws LogException {
        List<String> there = directories.list();
        for (String name : endpoint.named()) {
            if (!there.contains(name)) {
                throw new SandboxNotFoundException(directories.logDirectory(name));
            }
        }
    }

    private void startWorker() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "msblogs-" + cursorName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        worker = executor;
    }

    /** Watches the directory in which sandboxes come; again where it came later, or was made anew. */
    private synchronized void watchRoot() {
        boolean watched = rootWatch != null && rootWatch.isValid();
        if (dispatchAllowed && !watched && configuration.isFollow() && directories.root() != null) {
            unwatchRoot();
            discoveryBell.onRing(this::wakeDiscovery);
            rootWatch = DirectoryWatch.watch(directories.root(), discoveryBell);
        }
    }

    private synchronized void unwatchRoot() {
        if (rootWatch != null) {
            discoveryBell.onRing(null);
            rootWatch.close();
            rootWatch = null;
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        dispatchAllowed = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        dispatchAllowed = true;
        tails.values().forEach(SandboxTail::wake);
        wakeDiscovery();
    }

    @Override
    protected void doStop() throws Exception {
        dispatchAllowed = false;
        stopping.set(true);
        super.doStop();
        unwatchRoot();
        try {
            awaitInFlight();
        } finally {
            closeWorker();
        }
        if (trouble != null) {
            trouble.tell(true);
        }
    }

    /** Lets the tails go, on the worker and behind the turn that is under way; then the worker, and the cursors. */
    private void closeWorker() throws InterruptedException, ExecutionException {
        ScheduledThreadPoolExecutor closing = worker;
        worker = null;
        try {
            if (closing != null) {
                closing.getQueue().clear();
                Future<?> closed = closing.submit(() -> {
                    tails.values().forEach(SandboxTail::close);
                    tails.clear();
                });
                closing.shutdown(); // the last task runs all the same, also when nobody waits for it any more
                closed.get(shutdownTimeoutMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            LOG.warn("{}: its worker is still in an exchange; what is not committed yet will come again", cursorName);
        } finally {
            if (consumerCursors != null) {
                consumerCursors.release();
            }
        }
    }

    /** Camel waits for what is under way only where it shuts the route down itself, which not every stop is. */
    private void awaitInFlight() throws InterruptedException {
        long limit = System.nanoTime() + shutdownTimeoutMillis() * 1_000_000;
        while (getPendingExchangesSize() > 0 && System.nanoTime() - limit < 0) {
            LockSupport.parkNanos(1_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while exchanges were under way");
            }
        }
    }

    private long shutdownTimeoutMillis() {
        return endpoint.getCamelContext()
                .getShutdownStrategy()
                .getTimeUnit()
                .toMillis(endpoint.getCamelContext().getShutdownStrategy().getTimeout());
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        int pending = 0;
        for (SandboxTail tail : tails.values()) {
            pending += tail.isInFlight() ? 1 : 0;
        }
        return pending;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        dispatchAllowed = false;
    }

    // -- the sweep, and discovery

    /** The sweep: asks the worker for a look, so that this thread, which Camel may interrupt, touches no file. */
    @Override
    protected int poll() {
        wakeDiscovery();
        // What Camel calls idle: nothing was given since the last sweep, and nothing is under way.
        long given = counters.entries.sum();
        boolean idle = given == givenAtSweep && getPendingExchangesSize() == 0;
        givenAtSweep = given;
        return idle ? 0 : 1;
    }

    private void wakeDiscovery() {
        if (discoveryQueued.compareAndSet(false, true)) {
            run(this::sweep, 0);
        }
    }

    private void sweep() {
        discoveryQueued.set(false);
        if (!dispatchAllowed && discovered) {
            return;
        }
        try {
            if (configuration.isFollow() || !discovered) {
                watchRoot(); // before the look, so that nothing falls between
                discover();
            }
        } catch (LogException | RuntimeException e) {
            failed(null, "Sandboxes cannot be listed, to be tried again", e, false);
        }
        sweeps++;
        for (SandboxTail tail : tails.values()) {
            if (tail.needsSweep() || Math.floorMod(tail.sandbox().hashCode() + sweeps, SWEEP_SLICES) == 0) {
                tail.wake();
            }
        }
        trouble.tell(false);
        tellWhenAllDone();
    }

    private void discover() throws LogException {
        List<String> there = directories.list();
        for (String name : there) {
            SandboxTail tail = tails.get(name);
            if (tail != null) {
                tail.setGone(false);
            } else if (!done.contains(name)) {
                LOG.info("{}: sandbox {} found", cursorName, name);
                tail = tail(name);
                tails.put(name, tail);
                tail.wake();
            }
        }
        Set<String> present = new HashSet<>(there);
        done.retainAll(present); // one that is made again under the same name is another sandbox
        for (SandboxTail tail : tails.values()) {
            if (configuration.isFollow() && !present.contains(tail.sandbox())) {
                tail.setGone(true);
                tail.wake();
            }
        }
        for (String name : endpoint.named()) {
            if (!present.contains(name) && waitedFor.add(name)) {
                LOG.info("{}: sandbox {} does not exist yet, waiting for it", cursorName, name);
            }
        }
        discovered = true;
    }

    private SandboxTail tail(String name) {
        Path directory = directories.logDirectory(name);
        boolean atStart = firstStart && !discovered;
        LogOptions.Builder options = endpoint.options()
                .until(until)
                .follow(configuration.isFollow())
                .failOnMissedRotation(configuration.getOnMissedRotation() == MsbLogsConfiguration.OnMissedRotation.fail)
                .since(atStart ? since : null)
                .atEnd(atStart && configuration.getStart() == MsbLogsConfiguration.Start.end);
        SandboxTail.Beginning beginning = new SandboxTail.Beginning(options, atStart ? fromCursor : null, until);
        return new SandboxTail(this, name, directory, beginning, cursors, configuration, counters, trouble);
    }

    private void tellWhenAllDone() {
        boolean ends = !configuration.isFollow() || until != null;
        if (!ends || !discovered || !tails.isEmpty() || allDoneTold || stopping.get()) {
            return;
        }
        if (configuration.isFollow() && Instant.now().isBefore(until)) {
            return; // sandboxes may still come
        }
        allDoneTold = true;
        LOG.info(
                "{}: all done, {} entries ({} bytes) of {} sandboxes",
                cursorName,
                counters.entries.sum(),
                counters.bytes.sum(),
                done.size());
        if (configuration.isStopWhenDone()) {
            stopRoute(null);
        }
    }

    // -- for the tails

    @Override
    public void run(Runnable task, long delayMillis) {
        ScheduledThreadPoolExecutor running = worker;
        if (running == null) {
            return; // stopped: a late completion or wake changes nothing any more
        }
        try {
            Future<?> unused = running.schedule(() -> guarded(task), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: stopped, no further turn", cursorName);
        }
    }

    /** The executor keeps what a task throws to itself. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Error e) {
            LOG.error("{}: a turn ended with an error; the sandbox is looked at again by the sweep", cursorName, e);
            throw e;
        }
    }

    @Override
    public boolean mayDispatch() {
        return dispatchAllowed;
    }

    @Override
    public void dispatch(SandboxTail tail, LogEntry entry, LogGap gap, int tries) {
        Delivery delivery = new Delivery(tail);
        try {
            Exchange exchange = createExchange(true);
            exchanges.fill(exchange, entry, gap, tries);
            exchange.getExchangeExtension().addOnCompletion(delivery);
            getAsyncProcessor().process(exchange, doneSync -> delivery.routed(exchange));
        } catch (RuntimeException e) {
            LOG.warn("{}: exchange of {} could not be made, to be tried again", cursorName, entry.id(), e);
            delivery.settle(false);
        }
    }

    @Override
    public void failed(SandboxTail tail, String message, Exception cause, boolean stopRoute) {
        getExceptionHandler().handleException(message, cause);
        if (stopRoute) {
            stopRoute(cause);
        }
    }

    @Override
    public void finished(SandboxTail tail) {
        tails.remove(tail.sandbox());
        done.add(tail.sandbox());
        if (configuration.isFollow()) {
            LOG.info("{}: sandbox {} {}", cursorName, tail.sandbox(), tail.isGone() ? "gone" : "read up to until");
        }
        if (tail.isGone()) {
            done.remove(tail.sandbox());
        }
        wakeDiscovery();
    }

    /** From a thread of its own: a route that is stopped from inside itself waits for itself. */
    private void stopRoute(Exception cause) {
        String route = getRouteId();
        if (route == null || !stopping.compareAndSet(false, true)) {
            return;
        }
        dispatchAllowed = false;
        Thread thread = new Thread(
                () -> {
                    try {
                        if (cause == null) {
                            endpoint.getCamelContext().getRouteController().stopRoute(route);
                        } else {
                            endpoint.getCamelContext().getRouteController().stopRoute(route, cause);
                        }
                    } catch (Exception e) {
                        LOG.error("Route {} could not be stopped: stop it by hand", route, e);
                    }
                },
                "msblogs-stop-" + route);
        thread.setDaemon(true);
        thread.start();
    }
}
