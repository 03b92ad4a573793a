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

    /**
     * {@return the text of the data}
     *
     * @param entry any entry
     */
    @Converter
    public static String toString(LogEntry entry) {
        return entry.text();
    }

    /**
     * {@return the data}
     *
     * @param entry any entry
     */
    @Converter
    public static byte[] toBytes(LogEntry entry) {
        return entry.data();
    }

    /**
     * {@return the data, as a stream}
     *
     * @param entry any entry
     */
    @Converter
    public static InputStream toInputStream(LogEntry entry) {
        return new ByteArrayInputStream(entry.data());
    }

    /**
     * {@return the producer's line with sandbox, entryId and cursor: {@link LogEntry#toMap()}}
     *
     * @param entry any entry
     */
    @Converter
    public static Map<String, Object> toMap(LogEntry entry) {
        return entry.toMap();
    }

    /**
     * {@return the same as a tree}
     *
     * @param entry any entry
     */
    @Converter
    public static JsonNode toJsonNode(LogEntry entry) {
        return JSON.valueToTree(entry);
    }

    /**
     * {@return one line of JSON for each entry, each with its line end}
     *
     * @param batch any batch
     */
    @Converter
    public static String toString(LogBatch batch) {
        return EntryJson.lines(batch);
    }

    /**
     * {@return the same in UTF-8}
     *
     * @param batch any batch
     */
    @Converter
    public static byte[] toBytes(LogBatch batch) {
        return EntryJson.lines(batch).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@return the same, as a stream}
     *
     * @param batch any batch
     */
    @Converter
    public static InputStream toInputStream(LogBatch batch) {
        return new ByteArrayInputStream(toBytes(batch));
    }
}
