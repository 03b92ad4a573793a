package dev.microsandbox.camel.logs.examples.jdbc;

import org.apache.camel.builder.RouteBuilder;

/** At least once, into a table in which an entry id stands once: a repeat finds its row there and does nothing. */
final class InsertRoute extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "insert";

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // the consumer tells of failures, and tries again
        from("msblogs:*?sources=all&batchSize=500&batchTimeout=200&maxInFlight=1&concurrentConsumers=2")
                .routeId(NAME)
                .process(LogRows::of)
                .to("sql:classpath:insert.sql?batch=true");
    }
}
