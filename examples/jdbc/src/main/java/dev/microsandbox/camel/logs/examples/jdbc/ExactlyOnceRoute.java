package dev.microsandbox.camel.logs.examples.jdbc;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.camel.logs.MsbLogsManualCommit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Exactly once: the rows of a batch and the cursor behind it are committed in one transaction, or neither is. */
final class ExactlyOnceRoute extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "exactly-once";

    private final JdbcCursors cursors;

    ExactlyOnceRoute(JdbcCursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public void configure() {
        from("msblogs:*?sources=all&batchSize=500&batchTimeout=200&maxInFlight=1&concurrentConsumers=2"
                        + "&commit=manual&cursorRepository=#cursors")
                .routeId(NAME)
                .transacted("required")
                .filter(exchange -> !cursors.hasCommitted(exchange, NAME))
                .process(LogRows::of)
                .to("sql:classpath:insert-once.sql?batch=true")
                .end()
                .process(ExactlyOnceRoute::commit);
    }

    /** On the thread of the transaction, so that the cursor is part of it. */
    private static void commit(Exchange exchange) {
        MsbLogsManualCommit.Outcome outcome = exchange.getMessage()
                .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                .commit();
        if (outcome != MsbLogsManualCommit.Outcome.COMMITTED) {
            // Held back: something before it is under way. It would be stored later, outside this transaction.
            throw new IllegalStateException("The cursor is not stored with its rows: " + outcome);
        }
    }
}
