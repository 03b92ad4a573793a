package dev.microsandbox.camel.logs.examples.elasticsearch;

import org.apache.camel.builder.RouteBuilder;

/** Batches of every sandbox → bulk requests → the server; then each item of the reply is looked at. */
final class SearchRoute extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "search";

    /** The variable that has what was sent. */
    static final String DOCUMENTS = "documents";

    private final SearchEngine engine;
    private final IndexTemplate template;
    private final DeadLetters deadLetters;

    SearchRoute(SearchEngine engine, IndexTemplate template, DeadLetters deadLetters) {
        this.engine = engine;
        this.template = template;
        this.deadLetters = deadLetters;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // the consumer tells of failures, and tries again
        from("msblogs:*?sources=all&batchSize=500&batchTimeout=500&maxInFlight=4&maxInFlightBytes=33554432")
                .routeId(NAME)
                .process(template::ensure)
                .transform()
                .message(LogDocuments::of)
                .setVariable(DOCUMENTS, body())
                .transform()
                .body(LogDocuments.class, documents -> engine.bulk(documents.all()))
                .to(engine.uri())
                .process(new BulkReply(engine, deadLetters));
    }
}
