package dev.microsandbox.camel.logs.examples.elasticsearch;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An entry as a document: its fields are those of index-template.json. Its id is the entry's, the same on every delivery.
 *
 * <p>Immutable, any thread.
 *
 * @param gap what was lost before the entry; null: nothing
 */
record LogDocument(LogEntry entry, LogGap gap) {
    static final String INDICES = "sandbox-logs-";
    private static final String UNDATED = INDICES + "undated";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    String id() {
        return entry.id();
    }

    /** By the day of the entry, never that of sending: a repeat after midnight must meet its first copy. */
    String index() {
        return isDated() ? INDICES + DAY.format(entry.timestamp()) : UNDATED;
    }

    /**
     * Every line of exec.log has its time. Those of the others may have none, and get one as they are read, which would be another the
     * next time; as would that of an entry that stands for a gap.
     */
    private boolean isDated() {
        return entry.logFile().equals("exec.log") && !entry.id().endsWith("-gap");
    }

    /** Whether it takes the place of one with its id: that may be there since before the gap, and says nothing of it. */
    boolean replaces() {
        return gap != null;
    }

    Map<String, Object> fields() {
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
        if (gap != null) {
            fields.put("gap", gap.toString());
        }
        return fields;
    }
}
