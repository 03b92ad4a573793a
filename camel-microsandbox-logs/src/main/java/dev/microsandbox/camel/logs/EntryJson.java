package dev.microsandbox.camel.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.microsandbox.logs.LogEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * An entry as one line of JSON, in the form of {@link LogEntry#toMap()}.
 *
 * <p>Any thread.
 */
final class EntryJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EntryJson() {}

    /** The line, without a line end. */
    static String line(LogEntry entry) {
        StringWriter text = new StringWriter(entry.data().length + 256);
        write(entry, text);
        return text.toString();
    }

    /** A line for each, each with its line end. */
    static String lines(List<LogEntry> entries) {
        StringWriter text = new StringWriter(256 * entries.size());
        for (LogEntry entry : entries) {
            write(entry, text);
            text.write('\n');
        }
        return text.toString();
    }

    private static void write(LogEntry entry, StringWriter text) {
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            for (Map.Entry<String, Object> field : entry.toMap().entrySet()) {
                json.writeFieldName(field.getKey());
                Object value = field.getValue();
                if (value instanceof Long number) {
                    json.writeNumber(number);
                } else if (value instanceof BigInteger number) {
                    json.writeNumber(number);
                } else {
                    json.writeString((String) value);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter has none
        }
    }
}
