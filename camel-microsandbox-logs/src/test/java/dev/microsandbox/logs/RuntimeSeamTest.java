package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of runtime.log that begin in one file and end in the next, or the one after it. */
class RuntimeSeamTest {
    private static final Set<LogSource> SYSTEM = Set.of(LogSource.SYSTEM);

    @TempDir
    Path directory;

    private ProducerWriter writer;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void produce() throws IOException {
        writer = new ProducerWriter(directory, 1 << 20);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    @Test
    void joinsALineAcrossTheSeam() throws Exception {
        writer.runtime("one\ntwo, first half,").rotateRuntime().runtime(" second half\nthree\n");

        for (boolean follow : new boolean[] {false, true}) {
            TestSink read = new TestSink();
            try (LogStream stream = open(read.options().follow(follow))) {
                read.expect(stream, "one", "two, first half, second half", "three");
            }
            read.told();
        }
    }

    /** An entry that could not be taken was not taken. */
    @Test
    void whatAHandlerFailedOnComesAgain() throws Exception {
        writer.runtime("one\ntwo, first half,").rotateRuntime().runtime(" second half\nthree\n");
        try (LogStream stream = open(sink.following())) {
            List<String> given = new ArrayList<>();
            List<String> failed = new ArrayList<>();
            for (int polls = 0; polls < 10; polls++) {
                try {
                    stream.poll(entry -> {
                        String text = entry.text().strip();
                        if (!failed.contains(text)) {
                            failed.add(text);
                            throw new IllegalStateException(text);
                        }
                        return given.add(text);
                    });
                } catch (IllegalStateException e) {
                    assertEquals(failed.get(failed.size() - 1), e.getMessage());
                }
            }
            assertEquals(List.of("one", "two, first half, second half", "three"), given);
            assertEquals(given, failed);
        }
    }

    @Test
    void joinsALineOverThreeFilesAsItComes() throws Exception {
        try (LogStream stream = open(sink.following())) {
            writer.runtime("one\ntwo").rotateRuntime();
            sink.expect(stream, "one");
            writer.runtime(" goes").rotateRuntime();
            sink.expect(stream);
            writer.runtime(" on");
            sink.expect(stream);
            writer.runtime(" and ends\nthree\n");
            sink.expect(stream, "two goes on and ends", "three");
        }
        sink.told();
    }

    @Test
    void keepsTheStampOfALineCutInsideIt() throws Exception {
        writer.runtime("2026-11-23T08:33").rotateRuntime().runtime(":55.582456Z  INFO sandbox starting\n");
        try (LogStream stream = open(sink.options())) {
            sink.expect(stream, "INFO sandbox starting");
        }
        assertEquals("2026-11-23T08:33:55.582456Z", sink.last().timestamp().toString());
    }

    /** A cursor before such a line stands in the older file, one behind it in the newer. */
    @Test
    void resumesBeforeAndBehindTheLineThatCrosses() throws Exception {
        writer.runtime("one\ntw").rotateRuntime();
        String inside;
        try (LogStream stream = open(sink.following())) {
            sink.expect(stream, "one");
            writer.runtime("o");
            sink.expect(stream); // its beginning was taken, its end is not there
            inside = stream.checkpoint().text();
        }
        writer.runtime("!\nthree\n");
        long older = number("runtime.log.1");
        long newer = number("runtime.log");

        TestSink all = new TestSink();
        try (LogStream stream = open(all.options().from(LogCheckpoint.parse(inside)))) {
            assertEquals(new LogPosition(older, 4), runtime(stream.cursor()));
            all.expect(stream, "two!", "three");
        }
        assertEquals(new LogPosition(newer, 3), runtime(all.entries.get(0).cursor()));
        for (LogEntry from : List.of(sink.entries.get(0), all.entries.get(0))) {
            String[] rest = from == all.entries.get(0) ? new String[] {"three"} : new String[] {"two!", "three"};
            TestSink byCheckpoint = new TestSink();
            try (LogStream stream = open(byCheckpoint
                    .options()
                    .from(LogCheckpoint.parse(from.checkpoint().text())))) {
                byCheckpoint.expect(stream, rest);
            }
            TestSink byToken = new TestSink();
            try (LogStream stream = open(
                    byToken.options().from(LogCursor.fromToken(from.cursor().token())))) {
                byToken.expect(stream, rest);
            }
            sink.told();
            byCheckpoint.told();
            byToken.told();
        }
    }

    @Test
    void givesTheLineThatCrossesOneIdHoweverItIsRead() throws Exception {
        writer.runtime("tw").rotateRuntime();
        try (LogStream stream = open(sink.following())) {
            sink.expect(stream);
            writer.runtime("o\n");
            sink.expect(stream, "two");
        }
        TestSink again = new TestSink();
        try (LogStream stream = open(again.options())) {
            again.expect(stream, "two");
        }
        assertEquals(sink.last().id(), again.last().id());
    }

    @Test
    void stopsAndGoesOnRightBehindTheLineThatCrosses() throws Exception {
        writer.runtime("one\ntw").rotateRuntime().runtime("o\nthree\n");
        try (LogStream stream = open(sink.following())) {
            for (int i = 1; i <= 3; i++) {
                int wanted = i;
                while (sink.entries.size() < wanted) {
                    stream.poll(entry -> !sink.entry(entry)); // one entry, and no more for now
                }
                assertEquals(sink.last().cursor(), stream.cursor());
                assertEquals(wanted, sink.entries.size());
            }
        }
        assertEquals(
                List.of("one\n", "two\n", "three\n"),
                sink.entries.stream().map(LogEntry::text).toList());
    }

    @Test
    void skipsALineThatIsTooLongOnlyInAll() throws Exception {
        writer.runtime("one\n" + "x".repeat(600)).rotateRuntime().runtime("y".repeat(600) + "\nthree\n");
        try (LogStream stream = open(sink.following().maxLineBytes(1024))) {
            sink.expect(stream, "one", "three");
        }
        sink.told("oversized runtime.log 4/1201");
    }

    @Test
    void skipsALineThatIsTooLongInTheFirstFileAlready() throws Exception {
        writer.runtime("one\n" + "x".repeat(3000)).rotateRuntime().runtime("y".repeat(10) + "\nthree\n");
        try (LogStream stream = open(sink.following().maxLineBytes(1024))) {
            sink.expect(stream, "one", "three");
            sink.expect(stream);
        }
        sink.told("oversized runtime.log 4/3011");
    }

    @Test
    void keepsCharactersThatTheSeamCuts() throws Exception {
        byte[] umlaut = "ä".getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("runtime.log.1"), new byte[] {'a', umlaut[0]});
        Files.write(directory.resolve("runtime.log"), new byte[] {umlaut[1], 'b', '\n'});
        try (LogStream stream = open(sink.options())) {
            sink.expect(stream, "aäb");
        }
    }

    private LogStream open(LogOptions.Builder options) throws LogException {
        return LogStream.open(directory, options.sources(SYSTEM).build());
    }

    private static LogPosition runtime(LogCursor cursor) {
        return cursor.positions().get(1);
    }

    private long number(String name) throws IOException {
        return ((Number) Files.getAttribute(directory.resolve(name), "unix:ino")).longValue();
    }
}
