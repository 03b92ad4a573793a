package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogCursor;
import dev.microsandbox.logs.LogPosition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal from the command line. */
class CursorsMainTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String cursor;

    @BeforeEach
    void store() throws Exception {
        cursor = LogCheckpoint.of(new LogCursor(List.of(new LogPosition(-2, 4711))))
                .text();
        JournalStateRepository repository = new JournalStateRepository(directory.resolve("one"));
        repository.start();
        repository.setState("one/", "started");
        repository.setState("one/web", cursor);
        repository.setState("one/old", cursor + " gone");
        repository.setState("one/e\u001b[31m", "any\nvalue");
        repository.stop();
    }

    @Test
    void listsPositionsAndEscapesWhatATerminalWouldActOn() {
        assertEquals(0, run("cursors", "list", directory));
        assertEquals(
                List.of(
                        "one/  started",
                        "one/e\\u001b[31m  any\\u000avalue",
                        "one/old  exec.log 18446744073709551614@4711  gone",
                        "one/web  exec.log 18446744073709551614@4711"),
                lines(out));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void showsValuesAsTheyAre() {
        assertEquals(0, run("cursors", "show", directory.resolve("one"), "one/web"));
        assertEquals(List.of("one/web = " + cursor), lines(out));
        assertEquals(1, run("cursors", "show", directory, "one/none"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("No such key: one/none"));
    }

    @Test
    void showingChangesNothingAndWorksWhileTheJournalIsInUse() throws Exception {
        Path file = directory.resolve("one").resolve(Journal.FILE);
        Files.write(file, new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(file);
        assertEquals(0, run("cursors", "list", directory));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("torn tail"), () -> err.toString(StandardCharsets.UTF_8));
        assertArrayEquals(before, Files.readAllBytes(file));
        JournalStateRepository owner = new JournalStateRepository(directory.resolve("one"));
        owner.start();
        assertEquals(0, run("cursors", "list", directory));
        assertEquals(3, run("cursors", "reset", directory, "one/web"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains(String.valueOf(ProcessHandle.current().pid())),
                () -> err.toString(StandardCharsets.UTF_8));
        owner.stop();
    }

    @Test
    void damageIsSaidWithWhereAndHasAnExitCodeOfItsOwn() throws Exception {
        Path file = directory.resolve("one").resolve(Journal.FILE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        assertEquals(4, run("cursors", "list", directory));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("damage in bytes"),
                () -> err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void resetForgetsOneOrAllButNotThatTheConsumerHasRun() throws Exception {
        assertEquals(0, run("cursors", "reset", directory, "one/web"));
        assertEquals(List.of("reset one/web"), lines(out));
        assertEquals(1, run("cursors", "reset", directory, "one/web"));
        assertEquals(0, run("cursors", "reset", directory.resolve("one"), "--all"));
        JournalStateRepository repository = new JournalStateRepository(directory.resolve("one"));
        repository.start();
        assertEquals(Map.of("one/", "started"), repository.keys());
        repository.stop();
    }

    @Test
    void wrongUsageSaysWhatIsRight() {
        assertEquals(0, run("cursors", "--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Exit code"));
        for (Object[] wrong : new Object[][] {
            {}, {"cursors"}, {"cursors", "drop", directory}, {"cursors", "reset", directory}, {"list", directory, "x"}
        }) {
            assertEquals(2, run(wrong));
        }
        assertEquals(1, run("cursors", "list", directory.resolve("none")));
    }

    /** With nothing on the class path but these classes: as in the jar alone. */
    @Test
    void needsNothingElseOnTheClassPath() throws Exception {
        String classes = Path.of(CursorsMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        classes,
                        CursorsMain.class.getName(),
                        "cursors",
                        "list",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("one/web  exec.log 18446744073709551614@4711"), printed);
        Process reset = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        classes,
                        CursorsMain.class.getName(),
                        "cursors",
                        "reset",
                        directory.toString(),
                        "one/web")
                .redirectErrorStream(true)
                .start();
        printed = new String(reset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reset.waitFor(), printed);
    }

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        List<String> texts =
                java.util.Arrays.stream(arguments).map(String::valueOf).toList();
        return new CursorsMain(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(texts);
    }

    private static List<String> lines(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
