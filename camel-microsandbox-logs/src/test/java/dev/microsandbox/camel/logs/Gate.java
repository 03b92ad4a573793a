package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step of a route that lets nothing through until it is opened.
 *
 * <p>Any thread.
 */
final class Gate implements Processor {
    private static final long LIMIT_SECONDS = 15;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void process(Exchange exchange) throws Exception {
        entered.countDown();
        assertTrue(opened.await(LIMIT_SECONDS, TimeUnit.SECONDS), "nobody opened the gate");
    }

    /** Waits until an exchange stands before it. */
    void awaitEntered() {
        try {
            assertTrue(entered.await(LIMIT_SECONDS, TimeUnit.SECONDS), "nothing came to the gate");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets everything through from now on. */
    void open() {
        opened.countDown();
    }
}
