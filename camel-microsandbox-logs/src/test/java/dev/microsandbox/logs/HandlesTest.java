package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operating system has open for us: log files, counted in {@code /proc/self/fd} by where they are, inotify instances, and the
 * watcher's thread.
 */
@EnabledOnOs(OS.LINUX)
class HandlesTest {
    private static final int STREAMS = 300;
    private static final Set<LogSource> ALL = Set.of(LogSource.values());

    @TempDir
    Path home;

    @BeforeEach
    void nothingIsWatched() {
        assertAllReleased();
    }

    @Test
    void opensAndClosesHundredsOneAfterTheOther() throws Exception {
        Path directory = fullChain("one");
        for (int i = 0; i < STREAMS; i++) {
            TestSink sink = new TestSink();
            LogOptions options = sink.options().follow(i % 2 == 0).sources(ALL).build();
            try (LogStream stream = LogStream.open(directory, options)) {
                while (i % 3 != 0 && stream.poll(sink) == LogStream.State.MORE) {
                    Thread.onSpinWait();
                }
                assertTrue(openLogs() <= 11, "11 files are there");
            }
        }
        assertAllReleased();
    }

    @Test
    void hasOneInotifyInstanceForHundredsThatFollow() throws Exception {
        List<LogStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                Path directory = home.resolve("sandbox-" + i % 50);
                try (ProducerWriter writer = new ProducerWriter(directory, 1 << 20)) {
                    writer.out("line " + i);
                }
                LogStream stream = LogStream.open(
                        directory, LogOptions.builder().follow(true).build());
                streams.add(stream);
                stream.poll(entry -> true);
                assertTrue(stream.isWatched());
            }
            assertEquals(1, inotifyInstances());
            assertEquals(1, watchers());
            assertEquals(STREAMS, openLogs());
        } finally {
            streams.forEach(LogStream::close);
        }
        streams.forEach(LogStream::close); // twice is harmless
        assertAllReleased();
    }

    @Test
    void holdsNoFileLongerThanItIsRead() throws Exception {
        Path directory = home.resolve("rotated");
        SequenceSink sink = new SequenceSink(1);
        LogOptions options = LogOptions.builder().follow(true).listener(sink).build();
        try (ProducerWriter writer = new ProducerWriter(directory, 2_000);
                LogStream stream = LogStream.open(directory, options)) {
            for (int i = 0; i < 100; i++) {
                writer.numbered(i * 10 + 1L, i * 10 + 10L);
                while (stream.poll(sink) == LogStream.State.MORE) {
                    Thread.onSpinWait();
                }
                assertEquals(1, stream.openFiles());
                assertEquals(2, openLogs()); // and the producer's own
            }
        }
        assertEquals(List.of(), sink.faults());
        assertEquals(1001, sink.expected);
        assertAllReleased();
    }

    @Test
    void keepsNoMoreThanItMayWhenNobodyReads() throws Exception {
        Path directory = home.resolve("kept");
        LogOptions options = LogOptions.builder().follow(true).maxOpenFiles(7).build();
        try (ProducerWriter writer = new ProducerWriter(directory, 2_000);
                LogStream stream = LogStream.open(directory, options)) {
            for (int i = 0; i < 30; i++) {
                writer.numbered(i * 10 + 1L, i * 10 + 10L);
                stream.keep();
                assertTrue(stream.openFiles() <= 7);
                assertTrue(openLogs() <= 8);
            }
            assertEquals(7, stream.openFiles());
        }
        assertAllReleased();
    }

    @Test
    void leavesNothingOpenWhenItCannotBegin() throws Exception {
        Path directory = fullChain("bad");
        Path other = fullChain("other");
        TestSink sink = new TestSink();
        try (LogStream stream =
                LogStream.open(other, sink.options().sources(ALL).build())) {
            sink.drain(stream);
        }
        LogCursor wrong = sink.last().cursor();
        for (int i = 0; i < 50; i++) {
            LogOptions options = LogOptions.builder()
                    .follow(i % 2 == 0)
                    .sources(ALL)
                    .from(wrong)
                    .build();
            assertThrows(InvalidCursorException.class, () -> LogStream.open(directory, options)
                    .close());
            LogOptions missing = LogOptions.builder().sources(ALL).build();
            assertThrows(SandboxNotFoundException.class, () -> LogStream.open(home.resolve("missing"), missing)
                    .close());
        }
        assertAllReleased();
    }

    @Test
    void releasesTheFilesAndWatchesOfDirectoriesThatWereRemoved() throws Exception {
        LogOptions options = LogOptions.builder().follow(true).build();
        Path directory = home.resolve("removed");
        try (LogStream stream = LogStream.open(directory, options)) {
            for (int i = 0; i < 30; i++) {
                List<String> given = new ArrayList<>();
                try (ProducerWriter writer = new ProducerWriter(directory, 1 << 20)) {
                    writer.out("a").rotateExec().out("b");
                }
                while (given.size() < 2) {
                    stream.poll(entry -> given.add(entry.text()));
                }
                assertTrue(stream.isWatched());
                assertTrue(openLogs() <= 2);
                Place.delete(directory);
            }
            assertTrue(inotifyInstances() <= 1);
        }
        assertAllReleased();
    }

    @Test
    void wakesWhoeverWaitsWhenSomethingIsWritten() throws Exception {
        Path directory = home.resolve("woken");
        try (ProducerWriter writer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = LogStream.open(
                        directory, LogOptions.builder().follow(true).build())) {
            assertFalse(stream.await(Duration.ofMillis(1)));
            writer.out("a");
            assertTrue(stream.await(Duration.ofSeconds(20)));
            stream.wake();
            assertTrue(stream.await(Duration.ofSeconds(20)));
        }
    }

    /** All three kinds, the rotating ones with all their files: eleven. */
    private Path fullChain(String name) throws IOException {
        Path directory = home.resolve(name);
        try (ProducerWriter writer = new ProducerWriter(directory, 1 << 20)) {
            for (int i = 0; i < 5; i++) {
                writer.out("a").out("b").rotateExec().out("c");
                writer.runtime("a\n").rotateRuntime().runtime("b\n");
            }
            writer.startKernel(false).kernel("k\n");
        }
        return directory;
    }

    private void assertAllReleased() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertEquals(0, openLogs());
            assertEquals(0, inotifyInstances());
            assertEquals(0, watchers());
        });
    }

    private long openLogs() throws IOException {
        String below = home.toRealPath().toString();
        return handles().stream().filter(to -> to.startsWith(below)).count();
    }

    private static long inotifyInstances() throws IOException {
        return handles().stream().filter(to -> to.contains("inotify")).count();
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("msblogs-watch"))
                .count();
    }

    private static List<String> handles() throws IOException {
        List<String> handles = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : all.toList()) {
                try {
                    handles.add(Files.readSymbolicLink(handle).toString());
                } catch (IOException e) {
                    continue; // it was that of the listing itself
                }
            }
        }
        return handles;
    }
}
