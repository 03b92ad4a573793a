package dev.microsandbox.camel.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogEntry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** What an entry converts to: its text, its bytes, and the producer's own line as a map or as JSON; and a batch: NDJSON. */
@Converter(generateLoader = true)
public final class MsbLogsConverters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MsbLogsConverters() {}

    /** The text of the data. */
    @Converter
    public static String toString(LogEntry entry) {
        return entry.text();
    }

    /** The data. */
    @Converter
    public static byte[] toBytes(LogEntry entry) {
        return entry.data();
    }

    /** The data, as a stream. */
    @Converter
    public static InputStream toInputStream(LogEntry entry) {
        return new ByteArrayInputStream(entry.data());
    }

    /** The producer's line with sandbox, entryId and cursor: {@link LogEntry#toMap()}. */
    @Converter
    public static Map<String, Object> toMap(LogEntry entry) {
        return entry.toMap();
    }

    /** The same as a tree. */
    @Converter
    public static JsonNode toJsonNode(LogEntry entry) {
        return JSON.valueToTree(entry);
    }

    /** One line of JSON for each entry, each with its line end. */
    @Converter
    public static String toString(LogBatch batch) {
        return EntryJson.lines(batch);
    }

    /** The same in UTF-8. */
    @Converter
    public static byte[] toBytes(LogBatch batch) {
        return EntryJson.lines(batch).getBytes(StandardCharsets.UTF_8);
    }

    /** The same, as a stream. */
    @Converter
    public static InputStream toInputStream(LogBatch batch) {
        return new ByteArrayInputStream(toBytes(batch));
    }
}
