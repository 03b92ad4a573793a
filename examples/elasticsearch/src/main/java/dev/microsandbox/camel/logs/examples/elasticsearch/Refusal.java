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
    /** Of Elasticsearch, of OpenSearch, and of both: the document does not fit the fields of its index. */
    private static final Set<String> DOCUMENT = Set.of(
            "document_parsing_exception",
            "mapper_parsing_exception",
            "strict_dynamic_mapping_exception",
            "illegal_argument_exception");

    /** It is there already: this is a repeat. */
    boolean isRepeat() {
        return status == CONFLICT;
    }

    /**
     * The document itself is to blame: it will be refused again. All else passes, or somebody repairs it: 429 of a server that has too
     * much to do or no disk left, 5xx, an index that is blocked (403) or may not be made (404; 400 with another type).
     */
    boolean isFinal() {
        return status == BAD_REQUEST && DOCUMENT.contains(type);
    }
}
