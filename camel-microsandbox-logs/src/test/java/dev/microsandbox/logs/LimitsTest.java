package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories and files that are missing, gone, made again, forbidden, or no log files at all. */
class LimitsTest {
    private static final Set<LogSource> ALL = Set.of(LogSource.values());

    @TempDir
    Path home;

    private Path directory;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void choose() {
        directory = home.resolve("logs");
    }

    @Test
    void refusesAMissingDirectoryWithoutFollow() {
        SandboxNotFoundException thrown = assertThrows(
                SandboxNotFoundException.class,
                () -> LogStream.open(directory, sink.options().build()).close());

        assertTrue(thrown.getMessage().contains(directory.toString()), thrown.getMessage());
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws Exception {
        Files.createFile(directory);

        assertThrows(
                SandboxNotFoundException.class,
                () -> LogStream.open(directory, sink.options().build()).close());
    }

    @Test
    void followsNoLinkInPlaceOfTheDirectory() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolveSibling("elsewhere"));
        try (ProducerWriter writer = new ProducerWriter(elsewhere, 10_000)) {
            writer.out("secret");
        }
        Files.createSymbolicLink(directory, elsewhere);
        assertThrows(
                SandboxNotFoundException.class,
                () -> LogStream.open(directory, sink.options().build()).close());
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream);
        }
    }

    @Test
    void waitsForAMissingDirectoryWhenItFollows() throws Exception {
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream);
            assertFalse(stream.isWatched());
            try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
                writer.out("a");
                sink.expect(stream, "a");
                assertTrue(stream.isWatched());
                writer.out("b").rotateExec().out("c");
                sink.expect(stream, "b", "c");
            }
        }
        sink.told();
    }

    @Test
    void aDirectoryThatWasRemovedAndMadeAgainIsAwaitedAndWatched() throws Exception {
        Path logs = directory.resolve("logs");
        Files.createDirectories(logs);
        try (LogStream stream = LogStream.open(logs, sink.following().build())) {
            assertTrue(stream.isWatched());
            for (int i = 0; i < 3; i++) {
                Files.delete(logs);
                stream.poll(sink);
                stream.isWatched(); // as whoever polls does at the end of a turn
                stream.poll(sink);
                assertTrue(stream.isAwaited());
                Files.createDirectories(logs);
                stream.poll(sink);
                assertTrue(stream.isWatched());
            }
        }
    }

    @Test
    void readsAnEmptyDirectory() throws Exception {
        Files.createDirectory(directory);
        try (LogStream stream =
                LogStream.open(directory, sink.options().sources(ALL).build())) {
            sink.expect(stream);
            assertEquals(LogStream.State.FINISHED, stream.poll(sink));
        }
    }

    @Test
    void givesTheLastWordsOfADirectoryThatWasRemovedAndThenTheNewOneFromItsStart() throws Exception {
        LogStream stream = null;
        try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
            writer.out("a").rotateExec().out("b");
            stream = LogStream.open(directory, sink.following().build());
            sink.expect(stream, "a", "b");
            writer.out("unread before the removal");
            Place.delete(directory);
            writer.exec("stdout", "last words\n", 7L); // appended to a file that has no name any more
            sink.expect(stream, "unread before the removal", "last words");
            assertEquals(LogStream.State.IDLE, stream.poll(sink));

            try (ProducerWriter next = new ProducerWriter(directory, 10_000)) {
                writer.out("very last words");
                next.out("c");
                sink.expect(stream, "very last words", "c");
                next.out("d").rotateExec().out("e");
                sink.expect(stream, "d", "e");
            }
            sink.told("replaced exec.log");
        } finally {
            if (stream != null) {
                stream.close();
            }
        }
    }

    @Test
    void losesNothingOfAnUnreadChainWhoseDirectoryWasReplaced() throws Exception {
        try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
            writer.out("1").rotateExec().out("2").rotateExec().out("3");
            try (LogStream stream = LogStream.open(directory, sink.following().build())) {
                assertEquals(3, stream.openFiles());
                Place.delete(directory);
                try (ProducerWriter next = new ProducerWriter(directory, 10_000)) {
                    next.out("4").rotateExec().out("5");
                    sink.expect(stream, "1", "2", "3", "4", "5");
                }
            }
        }
        sink.told("replaced exec.log");
    }

    @Test
    void noticesADirectoryThatWasReplacedSeveralTimes() throws Exception {
        try (LogStream stream =
                LogStream.open(directory, sink.following().sources(ALL).build())) {
            for (int i = 0; i < 5; i++) {
                try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
                    writer.out("out " + i)
                            .runtime("runtime " + i + "\n")
                            .startKernel(false)
                            .kernel("kernel " + i + "\n");
                }
                sink.expect(stream, "out " + i, "runtime " + i, "kernel " + i);
                Place.delete(directory);
            }
        }
        assertEquals(0, sink.gaps.size());
    }

    /** What a reader without a held file would take for its own: the number of a deleted file belongs to a new one. */
    @Test
    void refusesACheckpointWhoseInodeWasUsedAgain() throws Exception {
        try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
            writer.out("one").out("two");
        }
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "one", "two");
        }
        LogEntry first = sink.entries.get(0);
        Path live = directory.resolve("exec.log");
        Object number = Files.getAttribute(live, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        Files.delete(live);
        try (ProducerWriter writer = new ProducerWriter(directory, 10_000)) {
            writer.out("ONE").out("TWO").out("THREE"); // a line begins at the same offset
        }

        assertThrows(InvalidCursorException.class, () -> LogStream.open(
                        directory, sink.options().from(first.checkpoint()).build())
                .close());
        TestSink byToken = new TestSink();
        LogOptions options = byToken.options().from(first.cursor()).build();
        if (number.equals(Files.getAttribute(live, "unix:ino", LinkOption.NOFOLLOW_LINKS))) {
            try (LogStream stream = LogStream.open(directory, options)) {
                byToken.expect(stream, "TWO", "THREE"); // a token cannot tell: that is why checkpoints are stored
            }
        } else {
            assertThrows(InvalidCursorException.class, () -> LogStream.open(directory, options)
                    .close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec.log", "exec.log.2", "runtime.log", "kernel.log", "boot-error.json"})
    void refusesAndNeverWaitsForAPipe(String name) throws Exception {
        Files.createDirectory(directory);
        Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve(name).toString()).start();
        Assumptions.assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);

        assertRefused(name, "is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec.log", "exec.log.4", "runtime.log.1", "kernel.log", "boot-error.json"})
    void refusesASymbolicLink(String name) throws Exception {
        Files.createDirectory(directory);
        Path secret = Files.writeString(
                home.resolve("secret"),
                "{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",\"d\":\"secret\",\"id\":7}\n");
        Files.createSymbolicLink(directory.resolve(name), secret);

        assertRefused(name, "is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec.log", "exec.log.1", "runtime.log", "kernel.log", "boot-error.json"})
    void refusesADirectory(String name) throws Exception {
        Files.createDirectories(directory.resolve(name));

        assertRefused(name, "is a directory");
    }

    /** The others are read all the same, once and followed, and nothing waits. */
    private void assertRefused(String name, String reason) throws Exception {
        Path good = directory.resolve(name.startsWith("exec") ? "runtime.log" : "exec.log");
        Files.writeString(
                good,
                name.startsWith("exec")
                        ? "good\n"
                        : "{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",\"d\":\"good\\n\",\"id\":7}\n");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (LogStream stream =
                    LogStream.open(directory, sink.options().sources(ALL).build())) {
                sink.expect(stream, "good");
            }
            TestSink followed = new TestSink();
            try (LogStream stream =
                    LogStream.open(directory, followed.following().sources(ALL).build())) {
                followed.expect(stream, "good");
                assertEquals(LogStream.State.IDLE, stream.poll(followed));
            }
            assertTrue(followed.refused.contains(name + " " + reason), followed.refused.toString());
        });
        assertTrue(sink.refused.contains(name + " " + reason), sink.refused.toString());
        sink.told();
    }
}
