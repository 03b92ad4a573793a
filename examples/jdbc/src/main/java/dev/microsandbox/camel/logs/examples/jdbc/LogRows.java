package dev.microsandbox.camel.logs.examples.jdbc;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Entries as rows: the names are those of the columns, and of the parameters in the statements.
 *
 * <p>Any thread.
 */
final class LogRows {
    private LogRows() {}

    /** A batch becomes a list of its rows. */
    static void of(Exchange exchange) {
        LogBatch batch = exchange.getMessage().getBody(LogBatch.class);
        List<Map<String, Object>> rows = batch.stream().map(LogRows::row).toList();
        LogGap gap = exchange.getMessage().getHeader(MsbLogsConstants.GAP, LogGap.class);
        if (gap != null) {
            rows.get(0).put("gap", gap.toString()); // a gap begins a new batch
        }
        exchange.getMessage().setBody(rows);
    }

    private static Map<String, Object> row(LogEntry entry) {
        // PostgreSQL takes no NUL in a text: one such entry would fail its batch for ever.
        String text = entry.text().replace('\0', '\uFFFD');
        Map<String, Object> row = new HashMap<>();
        row.put("entry_id", entry.id());
        row.put("sandbox", entry.sandbox());
        row.put("source", entry.source().text());
        row.put("session", entry.sessionId() == null ? null : new BigDecimal(Long.toUnsignedString(entry.sessionId())));
        row.put("at", entry.timestamp().atOffset(ZoneOffset.UTC));
        row.put("text", text);
        row.put("data", isExact(text, entry.data()) ? null : entry.data());
        row.put("gap", null);
        return row;
    }

    private static boolean isExact(String text, byte[] data) {
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), data);
    }
}
