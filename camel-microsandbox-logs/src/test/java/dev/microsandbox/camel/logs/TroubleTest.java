package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bad input ends nothing, and is told once per kind with its count. */
class TroubleTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void malformedLinesAreSkippedAndToldOnceWithTheirCount() {
        try (App app = new App(directory)) {
            app.sandboxes
                    .out("web", "a")
                    .raw("web", "garbage\n{\"t\":\n\u0000\u0000\n\u001b[31mred\n{}\n")
                    .out("web", "b");
            app.route("r", "web", sink).start();
            sink.expect("a", "b");
            assertTrue(logged.expect(Level.WARN, "malformed lines skipped")
                    .contains(" in all), last: web: exec.log generation"));
            app.sandboxes.raw("web", "more\n").out("web", "c");
            sink.expect("a", "b", "c");
            logged.once(Level.WARN, "malformed"); // the next one within the minute only counts
            app.stop("r");
            // How many the first line tells of depends on when the sweep told; no line is counted twice or not at all.
            List<String> lines = logged.lines(Level.WARN);
            assertEquals(2, lines.size(), lines.toString());
            assertTrue(lines.get(1).contains("(6 in all)"), lines.toString());
            assertEquals(
                    6,
                    lines.stream()
                            .mapToInt(line -> Integer.parseInt(line.replaceAll("r: (\\d+) malformed.*", "$1")))
                            .sum());
        }
    }

    @Test
    void linesLongerThanMaxLineBytesAreSkippedAndTold() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "x".repeat(3000), "b");
            app.route("r", "web?maxLineBytes=1024", sink).start();
            sink.expect("a", "b");
            logged.expect(Level.WARN, "1 lines longer than maxLineBytes skipped");
        }
    }

    @Test
    void aTruncatedFileIsReadAgainAndTold() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.route("r", "web", sink).start();
            sink.expect("a", "b");
            Files.writeString(app.sandboxes.exec("web"), "");
            app.sandboxes.out("web", "c");
            sink.expect("a", "b", "c");
            logged.expect(Level.WARN, "1 log files truncated or written anew in place");
        }
    }

    @Test
    void aFileThatMayNotBeReadIsToldAndTriedAgain() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            Path exec = app.sandboxes.exec("web");
            Files.setPosixFilePermissions(exec, PosixFilePermissions.fromString("---------"));
            Assumptions.assumeFalse(Files.isReadable(exec), "who runs this may read everything");
            app.route("r", "web", sink).start();
            assertTrue(logged.expect(Level.WARN, "attempts to read failed").contains("exec.log"));
            Files.setPosixFilePermissions(exec, PosixFilePermissions.fromString("rw-------"));
            sink.expect("a");
        }
    }

    @Test
    void whatIsNoRegularFileIsNotOpenedAndTold() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            Files.createDirectory(app.sandboxes.logs("web").resolve("kernel.log"));
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a");
            assertTrue(logged.expect(Level.WARN, "no regular files").contains("kernel.log"));
        }
    }

    @Test
    void noLogLineHasAControlCharacter() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.raw("web", "\u001b[2J\r\u0007\n").out("web", "\u001b[31mred\r\nforged");
            Files.createDirectories(app.sandboxes.logs("x\u001b[31m\nERROR forged"));
            app.routes(builder -> builder.from(App.uri("*"))
                            .routeId("r")
                            .process(sink)
                            .process(exchange -> {
                                throw new IllegalStateException("not yet");
                            }))
                    .start();
            logged.expect(Level.WARN, "malformed");
            logged.expect(Level.WARN, "exchanges failed");
        }
        for (Level level : List.of(Level.INFO, Level.WARN, Level.ERROR)) {
            for (String line : logged.lines(level)) {
                assertTrue(line.chars().noneMatch(Character::isISOControl), line);
            }
        }
    }

    @Test
    void aRepositoryThatFailsIsToldAndEntriesFlowOn() {
        FailingStates states = new FailingStates();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.sandboxes.out("web", "a");
            app.route("r", "web?cursorRepository=#states", sink).start();
            sink.expect("a");
            states.failing = true;
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
            assertTrue(logged.expect(Level.WARN, "cursors could not be stored").contains("disk full\\u000a"));
            states.failing = false;
            app.sandboxes.out("web", "c");
            sink.expect("a", "b", "c");
        }
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.sandboxes.out("web", "d");
            app.route("r", "web?cursorRepository=#states", sink).start();
            sink.expect("a", "b", "c", "d");
        }
    }

    @Test
    void aRepositoryThatFailsAtTheBeginningIsTriedAgain() {
        FailingStates states = new FailingStates();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.route("r", "*?cursorRepository=#states", sink).start();
            states.failing = true;
            app.sandboxes.out("web", "a");
            Sink.await(() -> logged.lines().stream().anyMatch(line -> line.contains("disk full")));
            assertEquals(List.of(), sink.texts());
            states.failing = false;
            sink.expect("a");
        }
    }

    private static final class FailingStates implements StateRepository<String, String> {
        private final States states = new States();
        volatile boolean failing;

        @Override
        public void setState(String key, String value) {
            fail();
            states.setState(key, value);
        }

        @Override
        public String getState(String key) {
            fail();
            return states.getState(key);
        }

        private void fail() {
            if (failing) {
                throw new IllegalStateException("disk full\n");
            }
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}
