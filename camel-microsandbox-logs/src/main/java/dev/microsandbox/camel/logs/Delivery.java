package dev.microsandbox.camel.logs;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * One try of one exchange: done when its completion says so, which through seda, threads and the like is later than the callback.
 *
 * <p>Any thread; only the first outcome counts.
 */
final class Delivery implements Synchronization {
    private final TailOutcomes outcomes;
    private final Place<Batch> place;
    private final int tryNumber;
    private final AtomicBoolean settled = new AtomicBoolean();

    Delivery(TailOutcomes outcomes, Place<Batch> place, int tryNumber) {
        this.outcomes = outcomes;
        this.place = place;
        this.tryNumber = tryNumber;
    }

    String sandbox() {
        return outcomes.sandbox();
    }

    Batch batch() {
        return place.value();
    }

    /** Which try this is, from 1. */
    int tryNumber() {
        return tryNumber;
    }

    /** For the header by which a route commits what this carries. */
    MsbLogsManualCommit manualCommit() {
        return () -> outcomes.commit(place, tryNumber);
    }

    @Override
    public void onComplete(Exchange exchange) {
        settle(exchange, !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast());
    }

    @Override
    public void onFailure(Exchange exchange) {
        settle(exchange, false);
    }

    /** The callback. A processor that is no route has no unit of work, so nobody else would call the completion. */
    void routed(Exchange exchange) {
        if (exchange.getExchangeExtension().containsOnCompletion(this) && exchange.getUnitOfWork() == null) {
            settle(exchange, !exchange.isFailed() && !exchange.isRollbackOnly());
        }
    }

    /** It never got under way. */
    void refused(Throwable cause) {
        if (settled.compareAndSet(false, true)) {
            outcomes.ended(place, tryNumber, false, new Failure(null, cause));
        }
    }

    private void settle(Exchange exchange, boolean success) {
        if (settled.compareAndSet(false, true)) {
            outcomes.ended(place, tryNumber, success, success ? null : outcomes.failure(exchange));
        }
    }
}
