package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.bench.Drain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultConsumer;

/**
 * The most that one thread of Camel gives: the same exchanges, with the same headers and a completion, from a few entries that are in
 * memory. Nothing is read, no order is kept, nothing is committed.
 */
final class BarePass implements Pass {
    /** So few that they stay in the processor's cache. */
    private static final int KEPT = 1024;

    /** What an exchange carries. */
    private record Ready(LogEntry entry, Map<String, Object> headers) {}

    /** Counts as done once, as a consumer must that sends again what failed. */
    private static final class Done implements Synchronization {
        private final AtomicInteger count;
        private final AtomicBoolean settled = new AtomicBoolean();

        Done(AtomicInteger count) {
            this.count = count;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (settled.compareAndSet(false, true)) {
                count.incrementAndGet();
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            throw new IllegalStateException(exchange.getException());
        }
    }

    private final Homes homes;
    private final boolean headersReady;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Ready> entries = new ArrayList<>();
    private Look look;

    /**
     * @param headersReady whether the values of the headers are in memory too; else they are made of the entry for each exchange
     */
    BarePass(Homes homes, boolean headersReady) throws Exception {
        this.homes = homes;
        this.headersReady = headersReady;
        try (LogStream stream = LogStream.open(homes.logs(), Drain.options().build())) {
            stream.poll(entry -> {
                Map<String, Object> headers = new java.util.LinkedHashMap<>();
                fill(headers, entry);
                entries.add(new Ready(entry, headers));
                return entries.size() < KEPT;
            });
        }
        context.disableJMX();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bare").process(exchange -> look.process(exchange));
            }
        });
        context.start();
    }

    @Override
    public long nanos() throws Exception {
        look = new Look(homes.entries(), MsbLogsConstants.SANDBOX, MsbLogsConstants.ENTRY_ID);
        DefaultConsumer consumer = (DefaultConsumer) context.getRoutes().get(0).getConsumer();
        AtomicInteger completed = new AtomicInteger();
        long begin = System.nanoTime();
        for (int i = 0; i < homes.entries(); i++) {
            Ready ready = entries.get(i % entries.size());
            Exchange exchange = consumer.createExchange(true);
            exchange.getMessage().setBody(ready.entry);
            Map<String, Object> headers = exchange.getMessage().getHeaders();
            if (headersReady) {
                headers.putAll(ready.headers);
            } else {
                fill(headers, ready.entry);
            }
            exchange.getExchangeExtension().addOnCompletion(new Done(completed));
            consumer.getAsyncProcessor().process(exchange, doneSync -> {});
        }
        long nanos = look.endNanos() - begin;
        if (completed.get() != homes.entries()) {
            throw new IllegalStateException(completed + " of " + homes.entries() + " were completed");
        }
        return nanos;
    }

    /** The headers that the component sets. */
    private static void fill(Map<String, Object> headers, LogEntry entry) {
        headers.put(MsbLogsConstants.SANDBOX, entry.sandbox());
        headers.put(MsbLogsConstants.TIMESTAMP, entry.timestamp());
        headers.put(Exchange.MESSAGE_TIMESTAMP, entry.timestampMillis());
        headers.put(MsbLogsConstants.CURSOR, entry.cursor().token());
        headers.put(MsbLogsConstants.ENTRY_ID, entry.id());
        headers.put(MsbLogsConstants.SOURCE, entry.source().text());
        if (entry.sessionId() != null) {
            headers.put(MsbLogsConstants.SESSION_ID, entry.sessionId());
        }
    }
}
