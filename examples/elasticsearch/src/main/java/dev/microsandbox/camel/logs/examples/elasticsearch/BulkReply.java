package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Looks at each item of a reply: a bulk request in which items were refused is no failure to anybody else.
 *
 * <p>Any thread.
 */
final class BulkReply implements Processor {
    private final SearchEngine engine;
    private final DeadLetters deadLetters;

    BulkReply(SearchEngine engine, DeadLetters deadLetters) {
        this.engine = engine;
        this.deadLetters = deadLetters;
    }

    /** A later try may take it: the exchange fails, and the consumer sends the batch again. */
    private static final class RefusedForNowException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedForNowException(int count, int of, Refusal first) {
            super(count + " of " + of + " documents are refused for now, the first with " + first.status() + " "
                    + first.type() + ": " + first.reason());
        }
    }

    @Override
    public void process(Exchange exchange) throws RefusedForNowException, IOException {
        List<LogDocument> documents =
                exchange.getVariable(SearchRoute.DOCUMENTS, LogDocuments.class).all();
        List<Refusal> forNow = new ArrayList<>();
        List<Refusal> forEver = new ArrayList<>();
        for (Refusal refusal : engine.refusals(exchange.getMessage().getBody())) {
            if (refusal.isFinal()) {
                forEver.add(refusal);
            } else if (!refusal.isRepeat()) {
                forNow.add(refusal);
            }
        }
        if (!forNow.isEmpty()) {
            throw new RefusedForNowException(forNow.size(), documents.size(), forNow.get(0));
        }
        if (!forEver.isEmpty()) {
            deadLetters.add(documents, forEver); // when all else is in, so that each is added once
        }
    }
}
