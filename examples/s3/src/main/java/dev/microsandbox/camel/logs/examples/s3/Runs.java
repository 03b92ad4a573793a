package dev.microsandbox.camel.logs.examples.s3;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Tells a batch whose run is over: the stop of the route was forced, this thread is still at the batch, and the next run may have begun
 * with the same entries.
 *
 * <p>Any thread: each is at one batch at a time.
 */
final class Runs extends RoutePolicySupport {
    private final ThreadLocal<Integer> ofBatch = new ThreadLocal<>();
    /** Written when the route has stopped, before it can start again; read by whoever puts. */
    private volatile int run;

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        ofBatch.set(run);
    }

    @Override
    public void onStop(Route route) {
        run = run + 1;
    }

    /** Whether the run that this thread's batch came from is over. */
    boolean isOver() {
        return ofBatch.get() != run;
    }
}
