package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.util.Set;

/**
 * One item of a bulk request that was not taken.
 *
 * @param position in the batch
 */
record Refusal(int position, String index, int status, String type, String reason) {
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    /** Of Elasticsearch and of OpenSearch: a value does not fit its field. */
    private static final Set<String> VALUE = Set.of("document_parsing_exception", "mapper_parsing_exception");
    /** What is said of a value that is too long for a keyword, by a type that is also that of a pipeline or an alias to be repaired. */
    private static final String TOO_LONG = "immense term";

    /** It is there already: this is a repeat. */
    boolean isRepeat() {
        return status == CONFLICT;
    }

    /**
     * The document itself is to blame: it will be refused again. All else passes, or somebody repairs it: 429 of a server that has too
     * much to do or no disk left, 5xx, an index that is blocked (403) or may not be made (404), 400 for a pipeline that does not exist, an
     * alias without an index to write to, no more shards, a field that the index does not know.
     */
    boolean isFinal() {
        return status == BAD_REQUEST && (VALUE.contains(type) || reason != null && reason.contains(TOO_LONG));
    }
}
