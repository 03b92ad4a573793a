package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code since}: what is older by far is not read, and nothing else is left out. */
class SinceTest {
    private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");
    /** Times within it may be out of order. */
    private static final long MARGIN_MILLIS = 60_000;

    @TempDir
    Path directory;

    @Test
    void readsLessThanTwoMebibytesNearTheEndOfAFullChain() throws Exception {
        Instant last = fullChain(60 * 1024);
        Instant since = last.minusSeconds(5);
        List<LogEntry> wanted = new ArrayList<>(all(false));
        wanted.removeIf(entry -> entry.timestamp().isBefore(since));

        Streams.drain(directory, options(false).since(since).build()); // classes are read too
        ReadMeter meter = new ReadMeter();
        List<LogEntry> given =
                Streams.drain(directory, options(false).since(since).build());
        long bytes = meter.bytes();

        assertEquals(text(wanted), text(given));
        assertTrue(given.size() > 20, () -> given.size() + " entries");
        assertTrue(bytes < 2 << 20, () -> bytes + " bytes were read");
    }

    @Test
    void aStreamThatFollowsPassesOverAsMuch() throws Exception {
        Instant last = fullChain(60 * 1024);
        Instant since = last.minusSeconds(5);
        List<LogEntry> given = new ArrayList<>();
        LogStream.open(directory, options(true).since(since).build()).close(); // classes are read too
        ReadMeter meter = new ReadMeter();
        try (LogStream stream =
                LogStream.open(directory, options(true).since(since).build())) {
            while (stream.poll(given::add) != LogStream.State.IDLE) {
                // until all is read
            }
            long bytes = meter.bytes();
            assertTrue(bytes < 2 << 20, () -> bytes + " bytes were read");
            int before = given.size();
            try (ProducerWriter writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES)) {
                writer.raw(line(last.toEpochMilli() + 1, "more")).rotateExec();
                writer.raw(line(last.toEpochMilli() + 2, "and more"));
            }
            while (stream.poll(given::add) != LogStream.State.IDLE) {
                // until all is read
            }
            assertEquals(before + 2, given.size());
        }
        List<LogEntry> wanted = new ArrayList<>(all(false));
        wanted.removeIf(entry -> entry.timestamp().isBefore(since));
        assertEquals(text(wanted), text(given));
    }

    @Test
    void aCursorStandsAboveIt() throws Exception {
        Instant last = fullChain(6 * 1024);
        List<LogEntry> all = all(false);
        LogEntry from = all.get(all.size() / 2);
        List<LogEntry> given = Streams.drain(
                directory,
                options(false)
                        .since(last.minusSeconds(1))
                        .from(from.checkpoint())
                        .build());
        List<LogEntry> wanted = new ArrayList<>(all.subList(all.size() / 2 + 1, all.size()));
        wanted.removeIf(entry -> entry.timestamp().isBefore(last.minusSeconds(1)));
        assertEquals(text(wanted), text(given));
    }

    @Test
    void aLineThatCrossesASeamIsGivenWhole() throws Exception {
        try (ProducerWriter writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES)) {
            writer.runtime("2026-05-01T10:00:00.000000Z  INFO old\n".repeat(3000));
            writer.runtime("2026-05-01T11:00:00.000000Z  INFO this li");
            writer.rotateRuntime();
            writer.runtime("ne crosses\n2026-05-01T11:00:01.000000Z  INFO new\n");
        }
        List<LogEntry> given = Streams.drain(
                directory,
                options(false).since(Instant.parse("2026-05-01T11:00:00Z")).build());
        assertEquals(List.of("INFO this line crosses\n", "INFO new\n"), text(given));
    }

    @Test
    void aClockThatWasSetBackByLessThanAMinuteHidesNothing() throws Exception {
        try (ProducerWriter writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES)) {
            for (int second = 0; second < 5000; second++) {
                writer.raw(line(1000L * second, "before " + second));
            }
            for (int second = 4950; second < 4955; second++) {
                writer.raw(line(1000L * second, "set back " + second));
            }
            writer.rotateExec();
            writer.raw(line(5_000_000, "behind"));
        }
        List<LogEntry> given = Streams.drain(
                directory, options(false).since(BEGIN.plusSeconds(4998)).build());
        assertEquals(List.of("before 4998", "before 4999", "behind"), text(given));
    }

    @Test
    void aFileBehindAMissingNameIsNeverTheFirst() throws Exception {
        List<LogGap> gaps = new ArrayList<>();
        try (ProducerWriter writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES)) {
            writer.raw(line(0, "old").repeat(2000)).rotateExec();
            writer.raw(line(0, "older than since too").repeat(2000)).rotateExec();
            writer.raw(line(3_600_000, "new"));
        }
        Files.delete(directory.resolve("exec.log.1"));
        List<LogEntry> given = Streams.drain(
                directory,
                options(false)
                        .since(BEGIN.plusSeconds(3600))
                        .failOnMissedRotation(false)
                        .listener(new LogListener() {
                            @Override
                            public void gap(LogGap gap) {
                                gaps.add(gap);
                            }
                        })
                        .build());
        assertEquals(List.of("new"), text(given));
        assertEquals(1, gaps.size(), "what is missing may have been as new");
    }

    /** Any chain, any since: with clock steps of less than the margin the answer is that of a full read. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void givesWhatAFullReadGives(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Path home = Files.createTempDirectory("since");
        long end = anyChain(home, random);
        Instant modified = BEGIN.plusMillis(random.nextInt(2) * end);
        for (String name : new String[] {"exec.log", "runtime.log", "kernel.log"}) {
            Files.setLastModifiedTime(home.resolve(name), FileTime.from(modified));
        }
        List<LogEntry> all = Streams.drain(home, options(false).build());
        for (int i = 0; i < 8; i++) {
            Instant since = BEGIN.plusMillis(random.nextLong(end + 120_000) - 60_000);
            List<LogEntry> wanted = new ArrayList<>(all);
            wanted.removeIf(entry -> entry.timestamp().isBefore(since));
            List<LogEntry> given =
                    Streams.drain(home, options(false).since(since).build());
            for (String file :
                    new String[] {"exec.log", "runtime.log", "kernel.log"}) { // how files interleave is no promise
                assertEquals(
                        ids(wanted, file), ids(given, file), () -> "seed " + seed + ", since " + since + ", " + file);
            }
            LogSnapshot snapshot =
                    LogSnapshot.read(home, options(false).since(since).build(), LogSnapshot.ALL);
            assertEquals(wanted.size(), snapshot.entries().size());
        }
    }

    /** Returns the last time, in milliseconds after the beginning. */
    private static long anyChain(Path home, Random random) throws IOException {
        long rotate = 1000L << random.nextInt(10);
        long step = 1 + random.nextInt(4000);
        long now = 0;
        long most = 0;
        int lines = 200 + random.nextInt(4000);
        try (ProducerWriter writer = new ProducerWriter(home, rotate)) {
            writer.startKernel(true).kernel("[    0.1] no stamp\n2026-05-01T10:00:30.000001Z stamp\n");
            writer.runtime("no stamp\n");
            for (int i = 0; i < lines; i++) {
                now += random.nextInt((int) step);
                now -= random.nextInt(50) == 0 ? random.nextInt((int) MARGIN_MILLIS / 4) : 0;
                most = Math.max(most, now);
                now = Math.max(now, most - MARGIN_MILLIS / 2); // a step back
                long time = Math.max(0, now);
                switch (random.nextInt(20)) {
                    case 0 -> writer.raw("torn" + "\0".repeat(random.nextInt(30)) + "\n");
                    case 1 -> writer.raw("\n");
                    case 2 -> writer.raw(line(time, "x".repeat(random.nextInt(30_000))));
                    case 3, 4, 5, 6 -> writer.runtime(BEGIN.plusMillis(time)
                                    .toString()
                                    .replace("Z", String.format(java.util.Locale.ROOT, "%03dZ", 0))
                                    .replaceAll(":(\\d\\d)000Z", ":$1.000000Z")
                            + "  INFO " + "r".repeat(random.nextInt(400))
                            + (random.nextInt(3) == 0 ? "" : "\n"));
                    default -> writer.raw(line(time, "line " + i));
                }
            }
            writer.runtime("\n");
            writer.raw(line(most, "last"));
        }
        return most;
    }

    private Instant fullChain(int kibibytes) throws IOException {
        long millis = 0;
        String body = "x".repeat(900);
        try (ProducerWriter writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES)) {
            for (int i = 0; i < kibibytes; i++) {
                millis += 200;
                writer.raw(line(millis, i + body));
            }
        }
        return BEGIN.plusMillis(millis);
    }

    private static String line(long millis, String text) {
        return "{\"t\":\""
                + java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", java.util.Locale.ROOT)
                        .withZone(java.time.ZoneOffset.UTC)
                        .format(BEGIN.plusMillis(millis))
                + "\",\"s\":\"stdout\",\"d\":\"" + text + "\",\"id\":7}\n";
    }

    private List<LogEntry> all(boolean follow) throws LogException {
        return Streams.drain(directory, options(follow).build());
    }

    private static LogOptions.Builder options(boolean follow) {
        return LogOptions.builder()
                .sources(EnumSet.allOf(LogSource.class))
                .follow(follow)
                .failOnMissedRotation(false);
    }

    private static List<String> text(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::text).toList();
    }

    private static List<String> ids(List<LogEntry> entries, String file) {
        return entries.stream()
                .filter(entry -> entry.logFile().equals(file))
                .map(LogEntry::id)
                .toList();
    }
}
