package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;

/**
 * An entry, or a batch of them → body, headers.
 *
 * <p>Any thread.
 */
final class EntryExchanges {
    private static final byte[] MARKER_BEGIN = ascii("--- sandbox ");
    private static final byte[] MARKER_END = ascii(" ---\n");

    private final MsbLogsConfiguration.Body body;
    private final boolean batches;
    private final boolean manualCommit;
    private final ThreadLocal<EntryHeaders> ofSession = ThreadLocal.withInitial(() -> new EntryHeaders(true));
    private final ThreadLocal<EntryHeaders> ofNone = ThreadLocal.withInitial(() -> new EntryHeaders(false));

    EntryExchanges(MsbLogsConfiguration options) {
        this.body = options.getBody();
        this.batches = options.getBatchSize() > 1;
        this.manualCommit = options.getCommit() == MsbLogsConfiguration.Commit.manual;
    }

    /** Fills an exchange with what a delivery carries. */
    void fill(Exchange exchange, Delivery delivery) {
        Batch batch = delivery.batch();
        LogEntry first = batch.first();
        Message message = exchange.getMessage();
        message.setBody(batches ? body(batch) : body(first));
        Map<String, Object> headers = message.getHeaders();
        if (batches) {
            ofBatch(headers, batch);
        } else {
            ofOne(headers, first);
        }
        if (batch.gap() != null) {
            headers.put(MsbLogsConstants.GAP, batch.gap());
        }
        if (delivery.tryNumber() > 1) {
            headers.put(MsbLogsConstants.TRY, delivery.tryNumber());
            message.setPayloadForTrait(MessageTrait.REDELIVERY, RedeliveryTraitPayload.IS_REDELIVERY);
        }
        if (manualCommit) {
            headers.put(MsbLogsConstants.MANUAL_COMMIT, delivery.manualCommit());
        }
    }

    private static void ofBatch(Map<String, Object> headers, Batch batch) {
        LogEntry first = batch.first();
        headers.put(MsbLogsConstants.SANDBOX, first.sandbox());
        headers.put(MsbLogsConstants.TIMESTAMP, first.timestamp());
        headers.put(Exchange.MESSAGE_TIMESTAMP, first.timestampMillis());
        headers.put(MsbLogsConstants.CURSOR, batch.last().cursor().token());
        headers.put(MsbLogsConstants.ENTRY_ID, first.id());
        headers.put(MsbLogsConstants.BATCH_SIZE, batch.size());
    }

    private void ofOne(Map<String, Object> headers, LogEntry entry) {
        Long sessionId = entry.sessionId();
        (sessionId != null ? ofSession : ofNone).get().put(entry, sessionId, headers);
        String lifecycle = lifecycle(entry);
        if (lifecycle != null) {
            headers.put(MsbLogsConstants.LIFECYCLE, lifecycle);
        }
        if (entry.bootError() != null) {
            headers.put(MsbLogsConstants.BOOT_ERROR, entry.bootError());
        }
    }

    private Object body(LogEntry entry) {
        return switch (body) {
            case entry -> entry;
            case text -> entry.text();
            case bytes -> entry.data();
            case json -> EntryJson.line(entry);
        };
    }

    private Object body(Batch batch) {
        List<LogEntry> entries = batch.entries();
        return switch (body) {
            case entry -> new LogBatch(batch);
            case text -> entries.stream().map(LogEntry::text).toList();
            case bytes -> entries.stream().map(LogEntry::data).toList();
            case json -> EntryJson.lines(entries);
        };
    }

    /** {@code started}, {@code stopped} … where the host wrote such a marker; a program that prints the same is no host. */
    static String lifecycle(LogEntry entry) {
        byte[] data = entry.data();
        int word = data.length - MARKER_BEGIN.length - MARKER_END.length;
        if (entry.source() != LogSource.SYSTEM
                || !entry.logFile().equals("exec.log")
                || word < 1
                || word > 32
                || !matches(data, 0, MARKER_BEGIN)
                || !matches(data, data.length - MARKER_END.length, MARKER_END)) {
            return null;
        }
        StringBuilder text = new StringBuilder(word);
        for (int i = 0; i < word; i++) {
            char c = (char) data[MARKER_BEGIN.length + i];
            if (c < 'a' || c > 'z') {
                return null;
            }
            text.append(c);
        }
        return text.toString();
    }

    private static boolean matches(byte[] data, int from, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (data[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
