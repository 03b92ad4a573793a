package dev.microsandbox.camel.logs.examples.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process: it forwards while a sandbox writes, is stopped, killed, and resumes. */
class YamlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TORN = "{\"t\":\"2026-11-24T04:51";

    @TempDir
    Path dir;

    @Test
    void forwardsAcrossSigtermAndSigkill() throws Exception {
        long atTheEnd;
        try (NumberedSandbox sandbox = new NumberedSandbox(ChildProcess.home(dir), "web", 300, this::last)) {
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("some", () -> last() > 100);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            long stopped = last();
            assertEquals(upTo(stopped), forwarded(), "in order, nothing twice, nothing missing");

            long killed;
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("more", () -> last() > stopped + 300);
                assertEquals(upTo(stopped), forwarded().subList(0, (int) stopped), "what came before");
                assertEquals(stopped + 1, forwarded().get((int) stopped), "goes on with the next one");
                run.kill();
                Files.writeString(file(), TORN, StandardOpenOption.APPEND); // as if in the middle of an append
                killed = last();
            }
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("more", () -> last() > killed + 100);
                atTheEnd = sandbox.end();
                run.expect("all", () -> last() == atTheEnd);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            List<Long> forwarded = forwarded();
            assertEquals(upTo(atTheEnd), forwarded.stream().distinct().toList(), "nothing missing");
            List<Long> repeated = new ArrayList<>(forwarded);
            upTo(atTheEnd).forEach(repeated::remove);
            assertTrue(
                    repeated.stream().allMatch(number -> number > stopped && number <= killed),
                    () -> "twice: " + repeated + ", stopped at " + stopped + ", killed at " + killed);
            assertEquals(1, lines().stream().filter(line -> begin(line) > 0).count(), "lines that are no JSON");
        }
    }

    /** As the one command of the page starts it, where there is no microsandbox yet. */
    @Test
    void waitsWhereThereIsNoMicrosandbox() throws Exception {
        Path out = dir.resolve("yaml-data/out/web.ndjson");
        try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of())) {
            run.expect("its cursors", () -> Files.isDirectory(dir.resolve("yaml-data/cursors/forward")));
            try (NumberedSandbox sandbox = new NumberedSandbox(ChildProcess.home(dir), "web", 300, () -> 0)) {
                run.expect("its entries", () -> Files.exists(out) && Files.size(out) > 0);
                assertTrue(sandbox.last() > 0);
            }
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    private long last() throws IOException {
        List<Long> all = forwarded();
        return all.isEmpty() ? 0 : all.get(all.size() - 1);
    }

    /** All numbers, in the order they were written. Behind a torn piece the entry stands whole, as the page says. */
    private List<Long> forwarded() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String line : lines()) {
            JsonNode entry = JSON.readTree(line.substring(begin(line)));
            numbers.add(NumberedSandbox.number(entry.get("d").asText()));
        }
        return numbers;
    }

    /** Where the entry of a line begins; above 0 behind what a kill has torn. */
    private static int begin(String line) {
        return line.lastIndexOf("{\"t\":");
    }

    /** Those that have their end. */
    private List<String> lines() throws IOException {
        String text = Files.exists(file()) ? Files.readString(file()) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private Path file() {
        return dir.resolve("out/web.ndjson");
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
