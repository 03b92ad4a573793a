package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogSource;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;

/**
 * An entry → body, headers.
 *
 * <p>Any thread.
 */
final class EntryExchanges {
    private static final byte[] MARKER_BEGIN = ascii("--- sandbox ");
    private static final byte[] MARKER_END = ascii(" ---\n");

    private final MsbLogsConfiguration.Body body;

    EntryExchanges(MsbLogsConfiguration.Body body) {
        this.body = body;
    }

    /**
     * Fills an exchange.
     *
     * @param gap what was lost before the entry; null: nothing
     * @param tries which try this is, from 1
     */
    void fill(Exchange exchange, LogEntry entry, LogGap gap, int tries) {
        Message message = exchange.getMessage();
        message.setBody(
                switch (body) {
                    case entry -> entry;
                    case text -> entry.text();
                    case bytes -> entry.data();
                    case json -> EntryJson.line(entry);
                });
        Map<String, Object> headers = message.getHeaders();
        headers.put(MsbLogsConstants.SANDBOX, entry.sandbox());
        headers.put(MsbLogsConstants.SOURCE, entry.source().text());
        if (entry.sessionId() != null) {
            headers.put(MsbLogsConstants.SESSION_ID, entry.sessionId());
        }
        headers.put(MsbLogsConstants.TIMESTAMP, entry.timestamp());
        headers.put(Exchange.MESSAGE_TIMESTAMP, entry.timestampMillis());
        headers.put(MsbLogsConstants.CURSOR, entry.cursor().token());
        headers.put(MsbLogsConstants.ENTRY_ID, entry.id());
        if (gap != null) {
            headers.put(MsbLogsConstants.GAP, gap);
        }
        if (tries > 1) {
            headers.put(MsbLogsConstants.TRY, tries);
            message.setPayloadForTrait(MessageTrait.REDELIVERY, RedeliveryTraitPayload.IS_REDELIVERY);
        }
        String lifecycle = lifecycle(entry);
        if (lifecycle != null) {
            headers.put(MsbLogsConstants.LIFECYCLE, lifecycle);
        }
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
