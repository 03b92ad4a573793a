package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * The headers that every exchange of one entry has. They stand in the order of Camel's own map of headers, which takes another map of
 * its order as a whole, without comparing names to find a place for each: that was a tenth of what an exchange costs.
 *
 * <p>One thread.
 */
final class EntryHeaders {
    private final TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map.Entry<String, Object> sandbox;
    private final Map.Entry<String, Object> timestamp;
    private final Map.Entry<String, Object> millis;
    private final Map.Entry<String, Object> cursor;
    private final Map.Entry<String, Object> entryId;
    private final Map.Entry<String, Object> source;
    /** Null where entries belong to none. */
    private final Map.Entry<String, Object> session;

    /**
     * @param ofSession whether the entries belong to a session
     */
    EntryHeaders(boolean ofSession) {
        sandbox = add(MsbLogsConstants.SANDBOX);
        timestamp = add(MsbLogsConstants.TIMESTAMP);
        millis = add(Exchange.MESSAGE_TIMESTAMP);
        cursor = add(MsbLogsConstants.CURSOR);
        entryId = add(MsbLogsConstants.ENTRY_ID);
        source = add(MsbLogsConstants.SOURCE);
        session = ofSession ? add(MsbLogsConstants.SESSION_ID) : null;
    }

    /** The map's own entry of that name: setting its value is all that a further exchange needs. */
    private Map.Entry<String, Object> add(String name) {
        headers.put(name, "");
        for (Map.Entry<String, Object> one : headers.entrySet()) {
            if (one.getKey().equals(name)) {
                return one;
            }
        }
        throw new IllegalStateException(name);
    }

    /**
     * Puts those of an entry into the headers of an exchange.
     *
     * @param sessionId the entry's; null when it belongs to none
     */
    void put(LogEntry entry, Long sessionId, Map<String, Object> into) {
        sandbox.setValue(entry.sandbox());
        timestamp.setValue(entry.timestamp());
        millis.setValue(entry.timestampMillis());
        cursor.setValue(entry.cursor().token());
        entryId.setValue(entry.id());
        source.setValue(entry.source().text());
        if (session != null) {
            session.setValue(sessionId);
        }
        into.putAll(headers);
    }
}
