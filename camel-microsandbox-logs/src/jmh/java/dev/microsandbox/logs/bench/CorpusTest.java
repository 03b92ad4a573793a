package dev.microsandbox.logs.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogListener;
import dev.microsandbox.logs.LogSource;
import dev.microsandbox.logs.LogStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final int ENTRIES = 20_000;

    @TempDir
    Path directory;

    @Test
    void isTheSameEveryTime() throws Exception {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");

        assertEquals(Corpus.write(one, ENTRIES), Corpus.write(other, ENTRIES));

        for (String name : List.of("exec.log", "exec.log.1", "exec.log.2", "exec.log.3", "exec.log.4")) {
            assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
        }
        assertFalse(Files.exists(one.resolve("exec.log.5")));
    }

    @Test
    void isWhatItSays() throws Exception {
        Corpus.write(directory.resolve("logs"), ENTRIES);
        List<LogEntry> entries = read(directory.resolve("logs"));

        assertEquals(ENTRIES, entries.size());
        assertShare(
                0.70,
                entries.stream()
                        .filter(entry -> entry.source() == LogSource.STDOUT)
                        .count());
        assertShare(
                0.20,
                entries.stream()
                        .filter(entry -> entry.source() == LogSource.STDERR)
                        .count());
        assertShare(
                0.08,
                entries.stream()
                        .filter(entry -> entry.source() == LogSource.OUTPUT)
                        .count());
        assertShare(
                0.02,
                entries.stream()
                        .filter(entry -> entry.source() == LogSource.SYSTEM)
                        .count());
        assertShare(
                0.05,
                entries.stream()
                        .filter(entry -> entry.text().indexOf('\u001b') >= 0)
                        .count());
        for (int i = 0; i < ENTRIES; i++) {
            LogEntry entry = entries.get(i);
            int bytes = entry.data().length;
            assertTrue(bytes >= 20 && bytes <= 120, entry.text());
            assertEquals(entry.source() == LogSource.SYSTEM, entry.sessionId() == null);
            assertTrue(i == 0 || !entry.timestamp().isBefore(entries.get(i - 1).timestamp()), "times rise");
        }
    }

    private static List<LogEntry> read(Path logs) throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        LogListener strict = new LogListener() {
            @Override
            public void malformed(String file, long generation, long offset, long bytes) {
                throw new AssertionError("malformed at " + offset);
            }
        };
        try (LogStream stream =
                LogStream.open(logs, Drain.options().listener(strict).build())) {
            while (stream.poll(entries::add) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        return entries;
    }

    private static void assertShare(double wanted, long got) {
        assertEquals(wanted, got / (double) ENTRIES, 0.01);
    }
}
