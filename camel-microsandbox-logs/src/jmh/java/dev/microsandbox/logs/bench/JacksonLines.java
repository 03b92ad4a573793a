package dev.microsandbox.logs.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The peer of the engine: jackson-core, a parser for each line, three strings and a long; no POJO, no file, no cursor.
 *
 * <p>One thread.
 */
public final class JacksonLines {
    private final JsonFactory json = new JsonFactory();

    String time;
    String source;
    String data;
    long session;

    /** Parses one line; a number that depends on every field. */
    public int parse(byte[] bytes, int from, int length) throws IOException {
        session = 0;
        try (JsonParser parser = json.createParser(bytes, from, length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "t" -> time = parser.getText();
                    case "s" -> source = parser.getText();
                    case "d" -> data = parser.getText();
                    case "id" -> session = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
        }
        return time.length() + source.length() + data.length() + (int) session;
    }

    /** Parses all lines. */
    public int parse(MemoryLines lines) throws IOException {
        int sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            int begin = lines.begin(i);
            sum += parse(lines.bytes(), begin, lines.ends()[i] - begin);
        }
        return sum;
    }
}
