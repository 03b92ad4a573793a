package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read again after a kill, on another day or behind a gap. What an application commits first is all that it commits here. */
@Tag("it")
class DaysAndGapsTest {
    private static final String SANDBOX = "web";

    @TempDir
    Path dir;

    private Path logs;
    private LocalOpenSearch server;
    private Indices indices;

    @BeforeEach
    void start() throws Exception {
        logs = Files.createDirectories(RotatedLog.directory(ChildProcess.home(dir), SANDBOX));
        server = LocalOpenSearch.start(dir.resolve("opensearch"), 0);
        indices = new Indices(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void lineWithoutATimeIsOneDocumentThoughItsFileIsWrittenOnAnotherDay() throws Exception {
        Path runtime = logs.resolve("runtime.log");
        try (ChildProcess run = run()) {
            append(runtime, "  one\n");
            expectTexts(run, "one");
            append(runtime, "  two\n2026-11-24T04:51:42.445Z  three\n");
            expectTexts(run, "one", "two", "three");
            run.kill();
        }
        append(runtime, "  four\n");
        Files.setLastModifiedTime(runtime, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        try (ChildProcess run = run()) {
            run.expect("the last line", () -> texts().contains("four"));
            expectTexts(run, "one", "two", "three", "four");
            run.kill();
        }
    }

    @Test
    @Tag("slow")
    void gapIsInTheDocumentOfTheFirstEntryBehindItAlsoWhenThatWasThereBefore() throws Exception {
        Path live = logs.resolve("exec.log");
        Path rotated = logs.resolve("exec.log.1");
        try (ChildProcess run = run()) {
            append(live, line("one"));
            expectTexts(run, "one");
            Files.move(live, rotated);
            append(live, line("two") + line("three"));
            expectTexts(run, "one", "two", "three");
            run.kill();
        }
        Files.delete(rotated);
        append(live, line("four"));
        try (ChildProcess run = run()) {
            expectTexts(run, "one", "two", "three", "four");
            run.expect("a gap", () -> gap("two") != null);
            run.kill();
        }
        assertTrue(gap("two").startsWith("perhaps lines of exec.log lost"), gap("two"));
        for (JsonNode document : indices.documents(SANDBOX)) {
            JsonNode source = document.get("_source");
            assertEquals(source.get("text").asText().equals("two\n"), source.has("gap"), document::toString);
        }
    }

    @Test
    @Tag("slow")
    void gapBehindWhichNothingComesIsADocumentOfItsOwn() throws Exception {
        Path live = logs.resolve("exec.log");
        try (ChildProcess run = run()) {
            append(live, line("one"));
            expectTexts(run, "one");
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        Files.move(live, dir.resolve("kept")); // so that its number is not used again
        append(live, "");
        try (ChildProcess run = run()) {
            run.expect("a gap", () -> gap("") != null);
            run.kill();
        }
        List<JsonNode> documents = indices.documents(SANDBOX);
        assertEquals(2, documents.size(), documents::toString);
        JsonNode alone = documents.stream()
                .filter(document -> document.at("/_source/text").asText().isEmpty())
                .findFirst()
                .orElseThrow();
        assertTrue(alone.get("_id").asText().endsWith("-gap"), alone::toString);
        assertEquals("sandbox-logs-undated", alone.get("_index").asText());
        assertEquals("system", alone.at("/_source/source").asText());
        assertTrue(alone.at("/_source/gap").asText().contains("lines of exec.log lost"), alone::toString);
        assertFalse(alone.at("/_source").has("session"), alone::toString);
    }

    /** The application; the first progress of a run is stored at once, what comes then not before its end. */
    private ChildProcess run() throws IOException {
        List<String> options = new ArrayList<>(SearchRun.options(dir, "opensearch", server.port()));
        options.add("-Dcamel.component.msblogs.commitInterval=3600000");
        return ChildProcess.start(dir, Elasticsearch.class, options);
    }

    private static String line(String text) {
        return "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"" + text + "\\n\",\"id\":1}\n";
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void expectTexts(ChildProcess run, String... wanted) {
        List<String> sorted = List.of(wanted).stream().sorted().toList();
        run.expect("one document for each of " + sorted, () -> texts().equals(sorted));
    }

    /** Of all documents, sorted. */
    private List<String> texts() throws IOException {
        if (indices.count() == 0) {
            return List.of();
        }
        return indices.documents(SANDBOX).stream()
                .map(document -> document.at("/_source/text").asText().strip())
                .sorted()
                .toList();
    }

    /** What a document says of it; null: nothing, or there is no such document. */
    private String gap(String text) throws IOException {
        for (JsonNode document : indices.documents(SANDBOX)) {
            JsonNode source = document.get("_source");
            if (source.get("text").asText().strip().equals(text) && source.has("gap")) {
                return source.get("gap").asText();
            }
        }
        return null;
    }
}
