package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.logs.LogEntry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * What every route does: reads the body and two headers, and counts.
 *
 * <p>Any thread.
 */
final class Look implements Processor {
    private final int expected;
    private final String oneHeader;
    private final String otherHeader;
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    /** Behind the first exchange, and how many entries that had. Set by the thread of that one, before the count. */
    private volatile long beginNanos;

    private volatile int before;
    private volatile long endNanos;

    Look(int expected, String oneHeader, String otherHeader) {
        this.expected = expected;
        this.oneHeader = oneHeader;
        this.otherHeader = otherHeader;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        int entries = 1;
        int read = 0;
        if (body instanceof LogEntry entry) {
            read = entry.data().length;
        } else if (body instanceof JsonLine line) {
            read = line.d.length();
        } else if (body instanceof LogBatch batch) {
            entries = batch.size();
            for (LogEntry entry : batch) {
                read += entry.data().length;
            }
        }
        if (read == 0 || message.getHeader(oneHeader) == null || message.getHeader(otherHeader) == null) {
            throw new IllegalStateException("not what was expected: " + body + " " + message.getHeaders());
        }
        if (count.get() == 0) {
            before = entries;
            beginNanos = System.nanoTime();
        }
        int now = count.addAndGet(entries);
        if (now >= expected && now - entries < expected) {
            endNanos = System.nanoTime();
            done.countDown();
        }
    }

    /** Waits for the last one, and says how long all would have taken at the pace of those behind the first exchange. */
    long nanos() throws InterruptedException {
        long nanos = endNanos() - beginNanos;
        return (long) (nanos * ((double) expected / Math.max(1, expected - before)));
    }

    /** Waits for the last one, and says when it came. */
    long endNanos() throws InterruptedException {
        if (!done.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(count + " of " + expected + " came");
        }
        return endNanos;
    }
}
