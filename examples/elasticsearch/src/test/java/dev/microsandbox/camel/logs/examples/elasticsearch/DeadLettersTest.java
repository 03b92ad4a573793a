package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused for ever, and where it goes. */
class DeadLettersTest {
    private static final LogGap GAP =
            new LogGap("exec.log", 1, 2, 3, 0, 4, -1, LogGap.Certainty.LOST, "rotated", Instant.EPOCH);

    @TempDir
    Path dir;

    private final List<LogDocument> batch = new ArrayList<>();
    private Path file;

    @BeforeEach
    void readABatch() throws Exception {
        file = dir.resolve("new/refused.ndjson");
        Path logs = Files.createDirectories(dir.resolve("logs"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(
                    logs.resolve("exec.log"),
                    "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"" + i + "\\n\",\"id\":1}\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        try (LogStream stream = LogStream.open(logs, LogOptions.builder().build())) {
            while (batch.size() < 3) {
                stream.poll(entry -> {
                    batch.add(new LogDocument(entry, batch.size() == 2 ? GAP : null));
                    return true;
                });
            }
        }
    }

    @Test
    void keepsTheWholeEntryWithTheReasonOnceAlsoAfterARestart() throws Exception {
        DeadLetters first = new DeadLetters(file);
        first.add(batch, List.of(refusal(1)));
        first.add(batch, List.of(refusal(1)));
        assertEquals(1, first.getCount());
        Files.writeString(file, "{\"refused\":\"2026", StandardOpenOption.APPEND); // a kill in the middle of a write
        DeadLetters second = new DeadLetters(file);
        assertEquals(1, second.getCount());
        second.add(batch, List.of(refusal(1), refusal(2)));
        assertEquals(2, second.getCount());
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size(), lines::toString);
        var letter = new ObjectMapper().readTree(lines.get(0));
        assertEquals("1\n", letter.at("/entry/d").asText());
        assertEquals(batch.get(1).id(), letter.at("/entry/entryId").asText());
        assertEquals("because", letter.get("reason").asText());
        assertFalse(letter.has("gap"), lines::toString);
        assertEquals(
                GAP.toString(),
                new ObjectMapper().readTree(lines.get(1)).get("gap").asText());
    }

    @Test
    void failsWhereItCannotBeWrittenSoThatTheBatchComesAgain() throws Exception {
        DeadLetters letters = new DeadLetters(file);
        Files.delete(file);
        Files.createDirectory(file);
        assertThrows(IOException.class, () -> letters.add(batch, List.of(refusal(0))));
        assertEquals(0, letters.getCount());
        Files.delete(file);
        letters.add(batch, List.of(refusal(0)));
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void onlyWhatTheDocumentIsToBlameForIsFinal() {
        for (String type : List.of("document_parsing_exception", "mapper_parsing_exception")) {
            assertTrue(of(400, type).isFinal(), type);
        }
        assertTrue(illegalArgument("Document contains at least one immense term in field=\"text\" (whose …")
                .isFinal());
        for (String repairable : List.of(
                "pipeline with id [none] does not exist",
                "no write index is defined for alias [sandbox-logs-2026.11.24]. The write index may be explicitly disabled",
                "only write ops with an op_type of create are allowed in data streams",
                "Limit of total fields [1000] has been exceeded")) {
            assertFalse(illegalArgument(repairable).isFinal(), repairable);
        }
        assertFalse(of(400, "strict_dynamic_mapping_exception").isFinal(), "all documents have the same fields");
        assertFalse(of(400, "validation_exception").isFinal(), "no more shards");
        assertFalse(of(429, "cluster_block_exception").isFinal());
        assertFalse(of(403, "cluster_block_exception").isFinal());
        assertFalse(of(404, "index_not_found_exception").isFinal());
        assertFalse(of(503, "unavailable_shards_exception").isFinal());
        assertTrue(of(409, "version_conflict_engine_exception").isRepeat());
    }

    private static Refusal of(int status, String type) {
        return new Refusal(0, "index", status, type, "because");
    }

    private static Refusal illegalArgument(String reason) {
        return new Refusal(0, "index", 400, "illegal_argument_exception", reason);
    }

    private static Refusal refusal(int position) {
        return new Refusal(position, "index", 400, "mapper_parsing_exception", "because");
    }
}
