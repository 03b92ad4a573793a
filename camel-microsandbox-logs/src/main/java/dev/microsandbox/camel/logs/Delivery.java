package dev.microsandbox.camel.logs;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * One exchange under way: done when its completion says so, which through seda, threads and the like is later than the callback.
 *
 * <p>Any thread; only the first outcome counts.
 */
final class Delivery implements Synchronization {
    private final SandboxTail tail;
    private final AtomicBoolean settled = new AtomicBoolean();

    Delivery(SandboxTail tail) {
        this.tail = tail;
    }

    @Override
    public void onComplete(Exchange exchange) {
        settle(!exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast());
    }

    @Override
    public void onFailure(Exchange exchange) {
        settle(false);
    }

    /** The callback. A processor that is no route has no unit of work, so nobody else would call the completion. */
    void routed(Exchange exchange) {
        if (exchange.getExchangeExtension().containsOnCompletion(this) && exchange.getUnitOfWork() == null) {
            settle(!exchange.isFailed() && !exchange.isRollbackOnly());
        }
    }

    void settle(boolean success) {
        if (settled.compareAndSet(false, true)) {
            tail.done(success);
        }
    }
}
