/**
 * Every entry a document of Elasticsearch or OpenSearch, its id the entry's. {@code Elasticsearch} is the main class, {@code SearchRoute}
 * the route: a batch → {@code LogDocuments} → {@code SearchEngine} makes a bulk request of them → the server → {@code BulkReply} looks at each
 * item; what the server will never take goes to {@code DeadLetters}.
 */
package dev.microsandbox.camel.logs.examples.elasticsearch;
