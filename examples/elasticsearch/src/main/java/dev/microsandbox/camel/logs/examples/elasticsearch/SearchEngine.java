package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.util.ArrayList;
import java.util.List;

/** The two servers: their requests and replies say the same in classes of their own. */
enum SearchEngine {
    ELASTICSEARCH("elasticsearch") {
        @Override
        Object bulk(List<LogDocument> documents) {
            var bulk = new co.elastic.clients.elasticsearch.core.BulkRequest.Builder();
            for (LogDocument one : documents) {
                bulk.operations(operation -> one.replaces()
                        ? operation.index(
                                index -> index.index(one.index()).id(one.id()).document(one.fields()))
                        : operation.create(
                                create -> create.index(one.index()).id(one.id()).document(one.fields())));
            }
            return bulk;
        }

        @Override
        List<Refusal> refusals(Object reply) {
            List<Refusal> refusals = new ArrayList<>();
            int position = 0;
            for (Object one : (List<?>) reply) {
                var item = (co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem) one;
                if (item.error() != null) {
                    refusals.add(new Refusal(
                            position,
                            item.index(),
                            item.status(),
                            item.error().type(),
                            reason(
                                    item.error().reason(),
                                    item.error().causedBy() == null
                                            ? null
                                            : item.error().causedBy().reason())));
                }
                position++;
            }
            return refusals;
        }
    },
    OPENSEARCH("opensearch") {
        @Override
        Object bulk(List<LogDocument> documents) {
            var bulk = new org.opensearch.client.opensearch.core.BulkRequest.Builder();
            for (LogDocument one : documents) {
                bulk.operations(operation -> one.replaces()
                        ? operation.index(
                                index -> index.index(one.index()).id(one.id()).document(one.fields()))
                        : operation.create(
                                create -> create.index(one.index()).id(one.id()).document(one.fields())));
            }
            return bulk;
        }

        @Override
        List<Refusal> refusals(Object reply) {
            List<Refusal> refusals = new ArrayList<>();
            int position = 0;
            for (Object one : (List<?>) reply) {
                var item = (org.opensearch.client.opensearch.core.bulk.BulkResponseItem) one;
                if (item.error() != null) {
                    refusals.add(new Refusal(
                            position,
                            item.index(),
                            item.status(),
                            item.error().type(),
                            reason(
                                    item.error().reason(),
                                    item.error().causedBy() == null
                                            ? null
                                            : item.error().causedBy().reason())));
                }
                position++;
            }
            return refusals;
        }
    };

    private final String scheme;

    SearchEngine(String scheme) {
        this.scheme = scheme;
    }

    /** Camel's endpoint for bulk requests; the name in it means nothing. */
    String uri() {
        return scheme + ":logs?operation=Bulk&hostAddresses={{search.hosts}}{{search.options}}";
    }

    /** A bulk request: each document is created, so that one that is there already stays as it is, but for one that replaces it. */
    abstract Object bulk(List<LogDocument> documents);

    /** Which items of the reply were not taken, and why. The items of a reply are in the order of the request. */
    abstract List<Refusal> refusals(Object reply);

    private static String reason(String what, String why) {
        return why == null ? what : what + ": " + why;
    }
}
