package dev.microsandbox.camel.logs.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.HttpProcess;
import dev.microsandbox.camel.logs.examples.testing.StoredCursor;
import dev.microsandbox.logs.LogCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process, while a producer writes and rotates: SIGTERM, SIGKILL, health and meters over HTTP. */
@Tag("it")
@Tag("fat-jar")
class FatJarTest {
    /** At most so many are in the rotated files and the live one: what is written while nothing runs is still there. */
    private static final int LINES = 300;

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern NUMBER = Pattern.compile("#(\\d+) ");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void losesNothingAndRepeatsOnlyWhatWasNotCommittedWhenItWasKilled() throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (Producer web = new Producer(ChildProcess.home(dir), "web")) {
            try (HttpProcess run = new HttpProcess(launch(), PORT)) {
                Future<?> printing = background.submit(() -> web.print(LINES));
                run.expect("some of them", () -> numbers().size() > 100);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
                printing.get();
            }
            try (HttpProcess run = new HttpProcess(launch(), PORT)) {
                run.expect("all", () -> numbers().size() >= LINES);
                assertEquals(upTo(LINES), numbers(), "after SIGTERM nothing is missing, and nothing comes twice");
                assertSeenFromOutside(run);

                web.print(LINES / 2);
                // Not the first one, which comes at once after a start: the clock's.
                run.expect("a commit while it runs", () -> committed() == LINES + LINES / 2);
                Future<?> printing = background.submit(() -> web.print(LINES / 2));
                run.expect("some more", () -> numbers().size() > LINES + LINES / 2 + 50);
                run.kill();
                printing.get();
            }
            List<Integer> beforeTheKill = numbers();
            int committed = committed();
            try (HttpProcess run = new HttpProcess(launch(), PORT)) {
                run.expect("all", () -> numbers().contains(2 * LINES));
                assertOnlyTheEndComesAgain(beforeTheKill, committed, numbers());
                assertEachIsWhatWasWritten(web);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            assertTrue(web.rotations() > 4, () -> "it rotated only " + web.rotations() + " times");
        } finally {
            background.shutdownNow();
        }
    }

    @Test
    @Tag("slow")
    void aMistypedPropertyIsToldAndItDoesNotStart() throws Exception {
        try (ChildProcess run = launch("--camel.component.msblogs.curser-dir=x")) {
            assertEquals(1, run.exit(), run::output);
            assertTrue(
                    run.output()
                            .contains(
                                    "camel.component.msblogs.curser-dir=x (\"camel.component.msblogs.curser-dir\" from"
                                            + " property source \"commandLineArgs\"): the component has no such option"),
                    run::output);
        }
    }

    private ChildProcess launch(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("-jar", System.getProperty("fat.jar"), "--example.dir=" + dir, "--server.port=0"));
        all.addAll(List.of(arguments));
        return ChildProcess.java(dir, all);
    }

    private void assertSeenFromOutside(HttpProcess run) throws Exception {
        for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
            run.expect(path, () -> run.get(path).statusCode() == 200);
        }
        JsonNode health = JSON.readTree(run.get("/actuator/health").body());
        JsonNode consumer = health.at("/components/camelHealth/details/consumer:sandbox-logs.data");
        assertEquals("1", consumer.path("msblogs.sandboxes").asText(), health::toPrettyString);

        String metric = "camel_msblogs_entries_total{camelContext=\"sandbox-logs\",cursorName=\"sandbox-logs\","
                + "routeId=\"sandbox-logs\"}";
        for (String wanted : List.of(metric, "camel_msblogs_sandbox_lag_bytes{")) {
            run.expect(wanted, () -> run.get("/actuator/prometheus").body().contains(wanted));
        }

        // Somebody puts a file where the directory of the cursors was.
        Path journal = dir.resolve("cursors/sandbox-logs");
        Files.move(journal, dir.resolve("away"));
        Files.createFile(journal);
        try (Producer other = new Producer(ChildProcess.home(dir), "other")) {
            other.print();
            run.expect("no health", () -> run.get("/actuator/health/readiness").statusCode() == 503);
            String why = run.get("/actuator/health").body();
            assertTrue(why.contains("\"msblogs.trouble\":\"Cursors of sandbox-logs are not stored: "), why);
        }
        Files.delete(journal);
        run.expect("health again", () -> run.get("/actuator/health/readiness").statusCode() == 200);
    }

    /** What was forwarded before the kill; again from the first one that was not committed on; and then all that came later. */
    private static void assertOnlyTheEndComesAgain(List<Integer> before, int committed, List<Integer> all) {
        assertEquals(upTo(before.size()), before);
        List<Integer> wanted = new ArrayList<>(before);
        IntStream.rangeClosed(committed + 1, 2 * LINES).forEach(wanted::add);
        assertEquals(wanted, all, "nothing missing; repeated once, in order, only from the last commit on");
    }

    /** The number of the last entry that is committed, as the stored cursor says; 0: none that was forwarded. */
    private int committed() throws Exception {
        LogCursor stored = StoredCursor.of(dir.resolve("cursors"), "sandbox-logs", "web");
        for (String line : forwarded()) {
            if (StoredCursor.parse(JSON.readTree(line).get("cursor").asText()).equals(stored)) {
                return number(line);
            }
        }
        return 0;
    }

    private void assertEachIsWhatWasWritten(Producer web) throws IOException {
        Map<String, Integer> numberOf = new HashMap<>();
        for (String line : forwarded()) {
            ObjectNode entry = (ObjectNode) JSON.readTree(line);
            String id = entry.get("entryId").asText();
            entry.remove(List.of("sandbox", "entryId", "cursor"));
            assertEquals(JSON.readTree(web.line(number(line))), entry);
            assertEquals(number(line), numberOf.computeIfAbsent(id, first -> number(line)), "one id for two entries");
        }
        assertEquals(2 * LINES, numberOf.size(), "an entry that comes again has the id that it had");
    }

    private List<Integer> numbers() throws IOException {
        return forwarded().stream().map(FatJarTest::number).toList();
    }

    /** The lines of the sandbox {@code web}, as far as they have their end; one that a kill has torn is left out. */
    private List<String> forwarded() throws IOException {
        Path file = dir.resolve("out/web.ndjson");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.endsWith("}"))
                .toList();
    }

    private static int number(String line) {
        Matcher number = NUMBER.matcher(line);
        assertTrue(number.find(), line);
        return Integer.parseInt(number.group(1));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
