package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.logs.Vectors.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    @TempDir
    Path directory;

    static List<Case> cases() throws Exception {
        return Vectors.all();
    }

    @Test
    void allCasesAreThere() throws Exception {
        assertTrue(cases().size() >= 20, "cases: " + cases().size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void streamGivesWhatUpstreamGave(Case one) throws Exception {
        assumeTrue(one.compares("stream"));
        one.copyTo(directory);
        Map<Long, String> names = Vectors.names(directory);
        List<String> given = new ArrayList<>();
        for (LogEntry entry : Streams.drain(directory, one.options().build())) {
            given.add(Vectors.render(entry, names));
        }
        List<String> wanted = new ArrayList<>();
        for (JsonNode entry : one.answer("stream.jsonl")) {
            wanted.add(Vectors.render(entry, true));
        }
        assertEquals(String.join("\n", wanted), String.join("\n", given));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void snapshotGivesWhatUpstreamGave(Case one) throws Exception {
        assumeTrue(one.compares("snapshot"));
        boolean cursors = one.compares("snapshotCursors");
        one.copyTo(directory);
        Map<Long, String> names = Vectors.names(directory);
        LogSnapshot snapshot = LogSnapshot.read(directory, one.options().build(), one.tail());
        List<String> given = new ArrayList<>();
        for (LogEntry entry : snapshot.entries()) {
            given.add(Vectors.render(entry, cursors ? names : null));
        }
        List<String> wanted = new ArrayList<>();
        for (JsonNode entry : one.answer("snapshot.jsonl")) {
            wanted.add(Vectors.render(entry, cursors));
        }
        assertEquals(String.join("\n", wanted), String.join("\n", given));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resumingGivesWhatUpstreamGave(Case one) throws Exception {
        List<JsonNode> answers = one.answer("resume.jsonl");
        assumeTrue(!answers.isEmpty());
        one.copyTo(directory);
        Map<Long, String> names = Vectors.names(directory);
        List<LogEntry> all = Streams.drain(directory, one.options().build());
        for (JsonNode answer : answers) {
            LogEntry after = all.get(answer.get("after").asInt());
            List<String> wanted = new ArrayList<>();
            answer.get("entries").forEach(entry -> wanted.add(Vectors.render(entry, true)));
            LogCheckpoint stored = LogCheckpoint.parse(after.checkpoint().text());
            LogCheckpoint bare = LogCheckpoint.parse(after.cursor().token());
            for (LogCheckpoint from : List.of(stored, bare)) {
                List<String> given = new ArrayList<>();
                for (LogEntry entry :
                        Streams.drain(directory, one.options().from(from).build())) {
                    given.add(Vectors.render(entry, names));
                }
                assertEquals(String.join("\n", wanted), String.join("\n", given), "after " + answer.get("after"));
            }
        }
    }
}
