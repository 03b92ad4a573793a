package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.camel.logs.MsbLogsManualCommit;
import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Commits, and returns when the cursor is on disk: what of the sandbox comes next is not put before. So there is never more than one
 * batch that may be read, and cut, again.
 *
 * <p>Any thread.
 */
final class DurableCommit implements Processor {
    @Override
    public void process(Exchange exchange) throws IOException {
        MsbLogsManualCommit.Outcome outcome = exchange.getMessage()
                .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                .commit();
        if (outcome == MsbLogsManualCommit.Outcome.HELD_BACK) {
            throw new IllegalStateException(
                    "A batch before this one is still under way: this route needs maxInFlight=1");
        }
        exchange.getContext()
                .getRegistry()
                .lookupByNameAndType(S3Route.CURSORS, JournalStateRepository.class)
                .flush();
    }
}
