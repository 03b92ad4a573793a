package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A producer in a second JVM against a reader in this one. The bodies are numbered: none lost, none twice, none out of order, and no gap
 * told where nothing was lost; a gap that is told stands exactly where the numbers jump. The first cells are those in which the upstream
 * engine loses lines without an error.
 */
class RaceTest {
    /** When the reader is opened. */
    enum Start {
        /** Before the producer starts, with one line there. */
        BEFORE,
        /** After a few rotations, while the producer writes. */
        DURING,
        /** With all five files there, while the producer writes. */
        FULL
    }

    private static final int KIB = 1024;
    private static final int LINE_BYTES = 166;
    private static final Pattern WHOLE_LINE = Pattern.compile("\\{\"t|\\d{4}-.*Z  INFO \\d+ ");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Path directory;

    @AfterEach
    void delete() throws IOException {
        if (directory != null) {
            Place.delete(directory);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // place, KiB, lines/s, start, lines: what upstream lost
        "TMPFS, 64, 20000, BEFORE, 20000", // 10 tries of 10: the ends of files
        "DISK, 64, 20000, BEFORE, 20000", // 4 of 25: 1 to 3 entries
        "DISK, 64, 100000, BEFORE, 100000", // 3 of 3: one or two whole files
        "DISK, 64, 0, BEFORE, 300000", // 2 of 3: hundreds
        "DISK, 10240, 100000, FULL, 150000", // 3 of 5: one whole file
        "DISK, 10240, 0, FULL, 400000",
        "TMPFS, 64, 100000, DURING, 100000",
        "TMPFS, 64, 0, FULL, 400000",
        "TMPFS, 300, 0, DURING, 500000",
        "TMPFS, 10240, 0, BEFORE, 500000",
        "TMPFS, 10240, 100000, FULL, 100000",
        "DISK, 300, 20000, FULL, 20000",
        "DISK, 300, 0, DURING, 400000",
    })
    void losesNothing(Place place, int rotateKib, long rate, Start start, long lines, TestReporter reporter)
            throws Exception {
        race("exec", place, rotateKib, rate, start, lines, reporter);
    }

    @ParameterizedTest
    @CsvSource({"TMPFS, 64, 0, BEFORE, 300000", "DISK, 64, 100000, FULL, 100000"})
    void losesNothingOfRuntimeLogEither(
            Place place, int rotateKib, long rate, Start start, long lines, TestReporter reporter) throws Exception {
        race("runtime", place, rotateKib, rate, start, lines, reporter);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("allCells")
    void losesNothingForLong(
            String file, Place place, int rotateKib, long rate, Start start, long lines, TestReporter reporter)
            throws Exception {
        race(file, place, rotateKib, rate, start, lines, reporter);
    }

    static Stream<Object[]> allCells() {
        List<Object[]> cells = new ArrayList<>();
        for (Place place : Place.values()) {
            for (int rotateKib : new int[] {64, 300, 10240}) {
                for (long rate : new long[] {20_000, 100_000, 0}) {
                    for (Start start : Start.values()) {
                        long lines = rate == 0 ? 2_000_000 : 5 * rate;
                        cells.add(new Object[] {"exec", place, rotateKib, rate, start, lines});
                    }
                }
                cells.add(new Object[] {"runtime", place, rotateKib, 0L, Start.BEFORE, 2_000_000L});
            }
        }
        return cells.stream();
    }

    private void race(
            String file, Place place, int rotateKib, long rate, Start start, long lines, TestReporter reporter)
            throws Exception {
        directory = place.newDirectory();
        long rotateBytes = (long) rotateKib * KIB;
        long before = 0;
        if (start == Start.FULL) {
            before = fillChain(file, rotateBytes);
        }
        if (start == Start.BEFORE) {
            before = writeFirstLine(file, rotateBytes); // so that something is held: before that no gap can be told
        }
        long last = before + lines;
        SequenceSink sink = new SequenceSink(start == Start.BEFORE ? 1 : 0);
        LogOptions options = LogOptions.builder()
                .follow(true)
                .sources(file.equals("exec") ? Set.of() : Set.of(LogSource.SYSTEM))
                .failOnMissedRotation(false)
                .listener(sink)
                .build();
        LogStream early = start == Start.BEFORE ? LogStream.open(directory, options) : null;
        String done;
        try (SecondJvm producer = SecondJvm.start(
                        ProducerMain.class, List.of(), directory, rotateBytes, lines, rate, before + 1, file);
                LogStream stream = early != null ? early : openBehind(producer, file, start, options, sink)) {
            follow(stream, sink, last);
            done = producer.expect("done");
        }
        String cell = place + " " + file + " " + rotateKib + " KiB " + rate + "/s " + start;
        reporter.publishEntry(cell, done + " ms; " + sink);
        assertEquals(List.of(), sink.faults(), cell);
        assertEquals(last, sink.expected - 1, cell);
        assertEquals(sink.expected - sink.first, sink.entries + sink.missing, cell);
    }

    private static void follow(LogStream stream, SequenceSink sink, long last) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (sink.expected <= last) {
            sink.polling();
            if (stream.poll(sink) == LogStream.State.IDLE) {
                stream.await(Duration.ofSeconds(2));
            }
            assertTrue(System.nanoTime() < deadline, () -> "not at " + last + " in time: " + sink);
        }
    }

    /** Opens while the producer writes; the first line given must be the oldest on disk at some moment of the opening. */
    private LogStream openBehind(SecondJvm producer, String file, Start start, LogOptions options, SequenceSink sink)
            throws Exception {
        producer.expect("started");
        if (start == Start.DURING) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(LIMIT)
                    .until(() -> !producer.isAlive() || Files.exists(directory.resolve(file + ".log.1")));
        }
        long oldest = oldest(file);
        LogStream stream = LogStream.open(directory, options);
        long oldestThen = oldest(file);
        while (sink.first == 0) {
            stream.poll(sink);
        }
        assertTrue(
                oldest <= sink.first && sink.first <= oldestThen,
                () -> "began at " + sink.first + ", the oldest was " + oldest + ", then " + oldestThen);
        return stream;
    }

    /** The lowest number that a file begins with. Looked at upwards, the way files move, so that none is missed. */
    private long oldest(String file) throws IOException {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i <= ProducerWriter.ROTATED; i++) {
            String name = file + ".log" + (i == 0 ? "" : "." + i);
            try (Stream<String> lines = Files.lines(directory.resolve(name))) {
                // the first line of runtime.log may have begun in the file before
                long number = lines.filter(line -> WHOLE_LINE.matcher(line).lookingAt())
                        .findFirst()
                        .map(RaceTest::number)
                        .orElse(Long.MAX_VALUE);
                oldest = Math.min(oldest, number);
            } catch (NoSuchFileException e) {
                continue; // there are fewer, or it is being renamed: then it is met at the next name
            }
        }
        return oldest;
    }

    private static long number(String line) {
        String body = line.replaceFirst(".*(\"d\":\"|INFO )", "");
        return Long.parseLong(body.substring(0, body.indexOf(' ')));
    }

    private long writeFirstLine(String file, long rotateBytes) throws IOException {
        return write(file, rotateBytes, 1);
    }

    /** All five files, the live one nearly full. */
    private long fillChain(String file, long rotateBytes) throws IOException {
        return write(file, rotateBytes, (long) (rotateBytes * (ProducerWriter.ROTATED + 0.9) / LINE_BYTES));
    }

    private long write(String file, long rotateBytes, long count) throws IOException {
        try (ProducerWriter writer = new ProducerWriter(directory, rotateBytes)) {
            for (long seq = 1; seq <= count; seq++) {
                if (file.equals("exec")) {
                    writer.numbered(seq);
                } else {
                    writer.numberedRuntime(seq);
                }
            }
            if (!file.equals("exec")) {
                writer.flushRuntime();
            }
        }
        return count;
    }
}
