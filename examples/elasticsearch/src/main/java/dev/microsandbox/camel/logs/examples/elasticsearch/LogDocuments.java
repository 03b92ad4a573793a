package dev.microsandbox.camel.logs.examples.elasticsearch;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogGap;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;

/**
 * The documents of a batch, in its order. A gap before the batch is in one of them.
 *
 * <p>Immutable, any thread.
 */
record LogDocuments(List<LogDocument> all) {
    static LogDocuments of(Message batch) {
        LogBatch entries = batch.getBody(LogBatch.class);
        LogGap gap = batch.getHeader(MsbLogsConstants.GAP, LogGap.class);
        int behind = gap == null ? -1 : behind(gap, entries);
        List<LogDocument> all = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            all.add(new LogDocument(entries.get(i), i == behind ? gap : null));
        }
        return new LogDocuments(all);
    }

    /** The first entry of the log file that has the gap; where none is in the batch, the first of all: it is to be told in any case. */
    private static int behind(LogGap gap, LogBatch entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).logFile().equals(gap.file())) {
                return i;
            }
        }
        return 0;
    }
}
