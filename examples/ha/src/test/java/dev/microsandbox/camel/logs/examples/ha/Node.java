package dev.microsandbox.camel.logs.examples.ha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import dev.microsandbox.camel.logs.examples.testing.StoredCursor;
import dev.microsandbox.logs.LogCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What one of the two processes has forwarded of the sandbox {@code web}, in all its lives. */
record Node(Path dir, String name) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All numbers in the order they were written. A line without its end is none yet; one with its end that is no JSON fails. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode entry : entries()) {
            numbers.add(number(entry));
        }
        return numbers;
    }

    /** The last number; 0: none. */
    long last() throws IOException {
        List<Long> all = numbers();
        return all.isEmpty() ? 0 : all.get(all.size() - 1);
    }

    /** The number of the last entry that is committed, as the stored cursor says; it is one that this process has forwarded. */
    long committed() throws Exception {
        LogCursor stored = StoredCursor.of(dir.resolve("cursors"), "forward", "web");
        for (JsonNode entry : entries()) {
            if (StoredCursor.parse(entry.get("cursor").asText()).equals(stored)) {
                return number(entry);
            }
        }
        throw new AssertionError("none of " + numbers() + " is " + stored);
    }

    /** What a kill in the middle of an append leaves: the beginning of a line. */
    void tear() throws IOException {
        Files.writeString(file(), "{\"t\":\"2026-11-24T04:51", StandardOpenOption.APPEND);
    }

    private List<JsonNode> entries() throws IOException {
        String text = Files.exists(file()) ? Files.readString(file()) : "";
        List<JsonNode> entries = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            entries.add(JSON.readTree(line));
        }
        return entries;
    }

    private static long number(JsonNode entry) {
        return NumberedSandbox.number(entry.get("d").asText());
    }

    private Path file() {
        return dir.resolve("out").resolve(name).resolve("web.ndjson");
    }
}
