package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.FileBudget;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the entries of every sandbox that matches to its route: the life cycle, and what Camel asks for. The scheduled poll is only the
 * sweep, which finds what came and went and what the watch missed; entries flow on the workers of a {@link Following}, woken by the
 * watch.
 *
 * <p>Any thread, as Camel calls it.
 */
@ManagedResource(description = "Managed msblogs consumer")
public class MsbLogsConsumer extends ScheduledPollConsumer
        implements Following.Host, MsbLogsConsumerMBean, ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    /** How long a worker is waited for that is not inside an exchange, when the time for those is over. */
    private static final long LEAST_MILLIS = 2000;

    private final MsbLogsEndpoint endpoint;
    private final MsbLogsConfiguration configuration;
    private final EntryExchanges exchanges;
    private final TailCounters counters = new TailCounters();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Set by the life cycle, read by whoever dispatches. */
    private volatile boolean dispatchAllowed;
    /** When dispatching was last forbidden: Camel may have waited since, so a stop waits only for the rest of its time. */
    private volatile long forbiddenAtNanos;

    /** Whether camel-master, or the like, has made it: then it is not the consumer of its route. Set before the start. */
    private boolean delegated;

    private String cursorName;
    private ConsumerCursors consumerCursors;
    private TroubleLog trouble;
    /** Null while stopped. Set by the life cycle, read by the sweep. */
    private volatile Following following;

    /** Null: it has not had to wait. Set by the life cycle, read by the health check. */
    private volatile LateStart lateStart;

    /** Null: there is no library for them, or nowhere to register them. */
    private ConsumerMeters meters;

    private Beginnings beginnings;
    private long givenAtSweep;

    /**
     * For an endpoint whose options were checked.
     *
     * @param endpoint where it belongs
     * @param processor the route behind it
     */
    public MsbLogsConsumer(MsbLogsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.exchanges = new EntryExchanges(configuration);
        setExceptionHandler(new EscapingExceptionHandler());
    }

    @Override
    public MsbLogsEndpoint getEndpoint() {
        return endpoint;
    }

    // -- life cycle

    @Override
    protected void doBuild() throws Exception {
        if (getRoute() == null) {
            List<Route> owners = OwnerRoute.all(endpoint.getCamelContext(), endpoint);
            delegated = !owners.isEmpty();
            if (owners.size() == 1) {
                setRoute(owners.get(0));
                setRouteId(owners.get(0).getRouteId());
            }
        }
        if (getHealthCheck() == null) {
            String id = "consumer:" + (getRouteId() == null ? endpoint.getEndpointUri() : getRouteId());
            setHealthCheck(new MsbLogsConsumerHealthCheck(this, id));
        }
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        SandboxDirectories directories = endpoint.directories();
        if (!configuration.isFollow()) {
            directories.require(endpoint.named());
        }
        consumerCursors = new ConsumerCursors(endpoint, getRoute(), getRouteId());
        cursorName = consumerCursors.name();
        beginnings = new Beginnings(
                endpoint, new FileBudget(configuration.getMaxOpenFilesTotal(), configuration.getMaxHeldBytes()));
        trouble = new TroubleLog(cursorName, Clock.systemUTC());
        try {
            begin(directories);
        } catch (Exception e) {
            if (!delegated || LateStart.inUse(e) == null) {
                throw e;
            }
            lateStart = new LateStart(cursorName, lock, () -> begin(directories), getExceptionHandler(), e);
        }
        try {
            super.doStart();
        } catch (Exception e) {
            stopWaiting();
            forbidDispatch();
            closeFollowing();
            throw e;
        }
        endpoint.getComponent().started(this);
        if (delegated && endpoint.getComponent().isHealthCheckConsumerEnabled()) {
            MsbLogsConsumerHealthCheck.register(getHealthCheck(), endpoint.getCamelContext());
        }
    }

    private void stopWaiting() {
        if (lateStart != null) {
            lateStart.cancel();
            lateStart = null;
        }
    }

    private void begin(SandboxDirectories directories) throws Exception {
        StoredCursors cursors = consumerCursors.open();
        try {
            stopping.set(false);
            Following begun =
                    new Following(this, cursorName, endpoint, directories, cursors, beginnings, counters, trouble);
            dispatchAllowed = !isSuspendingOrSuspended();
            following = begun; // now it is swept: what it opens would wait for somebody to allow it
            if (meters == null) { // once: they are the consumer's, whether it runs or not
                meters = ConsumerMeters.of(endpoint.getCamelContext(), this, configuration.isMetricsPerSandbox());
            }
        } catch (Exception e) {
            forbidDispatch();
            closeFollowing();
            throw e;
        }
    }

    /** Who has the cursors that this consumer waits for; null: it does not wait. Any thread. */
    String waitsFor() {
        LateStart late = lateStart;
        return late == null ? null : late.waitsFor();
    }

    private void forbidDispatch() {
        if (dispatchAllowed) {
            dispatchAllowed = false;
            forbiddenAtNanos = System.nanoTime();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        forbidDispatch();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        dispatchAllowed = true;
        if (following != null) {
            following.resume();
        } else if (lateStart == null) { // else it waits for its cursors
            LOG.warn(
                    "{}: resumed, and nothing is read: the time for a suspension was over, so it was stopped. Stop the route and start it",
                    cursorName);
        }
    }

    @Override
    protected void doStop() throws Exception {
        stopWaiting();
        if (delegated) {
            MsbLogsConsumerHealthCheck.unregister(getHealthCheck(), endpoint.getCamelContext());
        }
        endpoint.getComponent().stopped(this);
        forbidDispatch();
        stopping.set(true);
        awaitInFlight(); // before the processors of the route are stopped: what is under way would fail then
        try {
            super.doStop();
        } finally {
            closeFollowing();
        }
        if (meters != null) {
            meters.refresh(); // no sweep does any more, and no sandbox is read
        }
        if (trouble != null) {
            trouble.tell(true);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        if (meters != null) {
            meters.close();
            meters = null;
        }
        super.doShutdown();
    }

    private void closeFollowing() {
        Following closing = following;
        following = null;
        try {
            if (closing != null && !closing.close(Math.max(LEAST_MILLIS, millisLeft()))) {
                LOG.warn(
                        "{}: the route is stopped while an exchange is still under way: what it carries is not committed and comes again",
                        cursorName);
            }
        } finally {
            if (consumerCursors != null) {
                consumerCursors.release();
            }
        }
    }

    /**
     * Camel waits for what is under way only where it shuts the route down itself, which not every stop is. Where it has waited long
     * enough it interrupts: then nothing is waited for any more.
     */
    private void awaitInFlight() {
        while (getPendingExchangesSize() > 0
                && millisLeft() > 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How much of the shutdown time-out is left; negative: it is over. */
    private long millisLeft() {
        ShutdownStrategy strategy = endpoint.getCamelContext().getShutdownStrategy();
        long waited = (System.nanoTime() - forbiddenAtNanos) / 1_000_000;
        return strategy.getTimeUnit().toMillis(strategy.getTimeout()) - waited;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        Following current = following;
        return current == null ? 0 : current.inFlight();
    }

    /**
     * Nothing: whoever shuts down suspends or stops as well. Camel's thread may call this when the stop that it belongs to has run out of
     * time and the route has been started again, with another consumer: that would dispatch nothing, for ever.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // see above
    }

    /** The sweep: asks the keeper for a look, so that this thread, which Camel may interrupt, touches no file. */
    @Override
    protected int poll() {
        Following current = following;
        if (current != null) {
            current.sweepSoon();
        }
        if (meters != null) {
            meters.refresh();
        }
        // What Camel calls idle: nothing was given since the last sweep, and nothing is under way.
        long given = counters.entries.sum();
        boolean idle = given == givenAtSweep && getPendingExchangesSize() == 0;
        givenAtSweep = given;
        return idle ? 0 : 1;
    }

    // -- seen from outside

    @Override
    public ConsumerStatus.Counts counts() {
        return counters.counts();
    }

    /** Those of a context that are started, whatever made them; by cursor name. */
    static List<MsbLogsConsumer> running(CamelContext context) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(MsbLogsComponent.class::isInstance)
                .flatMap(component -> ((MsbLogsComponent) component).running().stream())
                .sorted(Comparator.comparing(consumer -> consumer.cursorName))
                .toList();
    }

    /** How it is now; null while it is not started. Any thread; cheap enough to be asked every second. */
    @Override
    public ConsumerStatus status() {
        Following current = following;
        return current == null
                ? null
                : new StatusReport(current, configuration.getHealthDownAt(), Instant.now())
                        .consumer(cursorName, getRouteId(), counters.counts());
    }

    /** {@return how each of its sandboxes is now, those that are furthest behind first; none while it is not started} Any thread. */
    public List<SandboxStatus> sandboxStatus() {
        Following current = following;
        return current == null ? List.of() : StatusReport.sandboxes(current, Instant.now());
    }

    /** Whether it looks at a sandbox every few milliseconds, since that is loud; for tests. */
    boolean isLoud(String sandbox) {
        Following current = following;
        return current != null
                && current.tails().stream().anyMatch(tail -> tail.sandbox().equals(sandbox) && tail.isLoud());
    }

    /** How far it is with one sandbox; null: it does not read that, or not there. Any thread. */
    ConsumerLag lag(String sandbox, Path logs) {
        Following current = following;
        return current == null ? null : current.lag(sandbox, logs, getRouteId());
    }

    /** The exception behind the trouble that {@link #status} tells of; null: none. */
    Exception troubleCause() {
        Following current = following;
        if (current == null) {
            return null;
        }
        Exception unlisted = current.sandboxes().unlisted();
        return unlisted != null ? unlisted : current.cursors().trouble();
    }

    // -- for the run

    @Override
    public boolean mayDispatch() {
        return dispatchAllowed;
    }

    @Override
    public void dispatch(Delivery delivery) {
        try {
            Exchange exchange = createExchange(true);
            exchanges.fill(exchange, delivery);
            exchange.getExchangeExtension().addOnCompletion(delivery);
            getAsyncProcessor().process(exchange, doneSync -> delivery.routed(exchange));
        } catch (RuntimeException | Error e) { // an exchange that never ends would hold up its sandbox for ever
            delivery.refused(e);
            LOG.warn("{}: exchange of {} was not taken by its route", cursorName, delivery.sandbox(), Escaped.of(e));
        }
    }

    @Override
    public void failed(String message, Exception cause) {
        getExceptionHandler().handleException(message, cause);
    }

    @Override
    public void gaveUp(String message, Failure failure) {
        getExceptionHandler().handleException(message, failure.exchange(), failure.exception());
    }

    @Override
    public void stopRoute(Exception cause) {
        String route = getRouteId();
        if (route == null || !stopping.compareAndSet(false, true)) {
            return;
        }
        forbidDispatch();
        RouteStop.begin(endpoint.getCamelContext(), route, cause);
    }
}
