package dev.microsandbox.camel.logs.examples.elasticsearch;

import dev.microsandbox.logs.LogEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An entry as a document: its fields are those of index-template.json.
 *
 * <p>Any thread.
 *
 * @param index by the day of the entry, never that of sending: a repeat after midnight must meet its first copy
 * @param id the entry's: the same on every delivery
 */
record LogDocument(String index, String id, Map<String, Object> fields) {
    static final String INDICES = "sandbox-logs-";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    static LogDocument of(LogEntry entry) {
        Map<String, Object> line = entry.toMap();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("@timestamp", line.get("t"));
        fields.put("sandbox", entry.sandbox());
        fields.put("source", line.get("s"));
        if (entry.sessionId() != null) {
            fields.put("session", Long.toUnsignedString(entry.sessionId()));
        }
        fields.put("text", entry.text());
        if (line.containsKey("e")) {
            fields.put("data", line.get("d")); // no UTF-8: the text has U+FFFD, and these are the bytes
        }
        fields.put("entry_id", entry.id());
        return new LogDocument(INDICES + DAY.format(entry.timestamp()), entry.id(), fields);
    }
}
