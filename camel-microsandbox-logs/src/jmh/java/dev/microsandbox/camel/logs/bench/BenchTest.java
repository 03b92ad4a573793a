package dev.microsandbox.camel.logs.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that {@code -Pbench} measures, each for a moment, so that it does not rot; nothing is judged by a clock. */
class BenchTest {
    @TempDir
    Path directory;

    @Test
    void measuresEverythingForAMoment() throws Exception {
        new Bench(directory, BenchSize.SHORT, now -> {}).run();

        Path made = directory.resolve("bench");
        JsonNode results = new ObjectMapper().readTree(Files.readAllBytes(made.resolve("results.json")));
        assertEquals(13, results.get("jmh").size(), "benchmarks of JMH");
        for (JsonNode figure : results.get("figures")) {
            if (figure.get("goal").asText().equals("holds")) {
                assertTrue(figure.get("met").asBoolean(), figure.toString());
            }
        }
        assertTrue(Files.readString(made.resolve("report.md")).contains("![](bench.svg)"));
        assertTrue(Files.size(made.resolve("bench.svg")) > 0);
        assertTrue(Files.size(made.resolve("jmh.json")) > 0);
    }
}
