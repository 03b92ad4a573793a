package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables say what the generated catalog says. */
class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]* \\| ([^|]*) \\|");

    @Test
    void everyOptionIsInItWithItsDefault() throws Exception {
        Map<String, String> wanted = new TreeMap<>();
        for (var option : catalog().get("properties").properties()) {
            if (!option.getKey().equals("sandbox")) {
                String value = option.getValue().path("defaultValue").asText("");
                wanted.put(option.getKey(), value.isEmpty() ? "–" : "`" + value + "`");
            }
        }
        assertEquals(wanted, rows("options"));
    }

    @Test
    void everyHeaderIsInIt() throws Exception {
        Map<String, String> wanted = new TreeMap<>();
        for (var header : catalog().get("headers").properties()) {
            wanted.put(header.getKey(), header.getValue().get("description").asText());
        }
        assertEquals(wanted, rows("headers"));
    }

    private static JsonNode catalog() throws Exception {
        try (InputStream json =
                ReadmeTest.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static Map<String, String> rows(String table) throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String part =
                readme.substring(readme.indexOf("<!-- " + table + " -->"), readme.indexOf("<!-- /" + table + " -->"));
        Map<String, String> rows = new TreeMap<>();
        for (Matcher row = ROW.matcher(part); row.find(); ) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }
}
