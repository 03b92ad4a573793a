package dev.microsandbox.camel.logs.examples.ha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.LogCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one of the two processes has forwarded of the sandbox {@code web}, in all its lives. */
record Node(Path dir, String name) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("\"d\":\"#(\\d+) ");

    /** All numbers in the order they were written; also those in a line that a kill has torn. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Matcher match = NUMBER.matcher(text()); match.find(); ) {
            numbers.add(Long.parseLong(match.group(1)));
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
        LogCheckpoint stored = LogCheckpoint.parse(stored());
        for (String line : text().lines().toList()) {
            Matcher match = NUMBER.matcher(line);
            if (line.endsWith("}") && match.find()) {
                JsonNode entry = JSON.readTree(line);
                if (LogCheckpoint.parse(entry.get("cursor").asText()).cursor().equals(stored.cursor())) {
                    return Long.parseLong(match.group(1));
                }
            }
        }
        throw new AssertionError("none of " + numbers() + " is " + stored);
    }

    /** What the journal has, read from a copy, so that the other process may have the lock meanwhile. */
    private String stored() throws Exception {
        Path journal = dir.resolve("cursors/forward");
        Path copy = Files.createTempDirectory(dir, "copy");
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (JournalStateRepository repository = new JournalStateRepository(copy)) {
            repository.start();
            return repository.getState("forward/web");
        }
    }

    private String text() throws IOException {
        Path file = dir.resolve("out").resolve(name).resolve("web.ndjson");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
