package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOverviewTest {
    private static final Instant NOON = Instant.parse("2026-04-30T12:00:00Z");
    private static final List<LogSource> ALL = List.of(LogSource.values());

    @TempDir
    Path directory;

    private ProducerWriter writer;

    @BeforeEach
    void open() throws IOException {
        writer = new ProducerWriter(directory, ProducerWriter.REAL_ROTATE_BYTES);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    @Test
    void aDirectoryThatIsNotThereIsEmpty() throws Exception {
        assertEquals(
                new LogOverview(0, null, null, null),
                LogOverview.of(directory.resolve("none"), options().build()));
        assertEquals(
                new LogOverview(0, null, null, null),
                LogOverview.of(directory, options().build()));
    }

    @Test
    void theFirstIsInTheOldestFileAndTheLastInTheNewest() throws Exception {
        line(0).line(1);
        writer.rotateExec();
        line(2);
        writer.rotateExec();
        line(3).line(4);
        expect(0, 4);
        LogOverview seen = LogOverview.of(directory, options().build());
        assertEquals(size("exec.log") + size("exec.log.1") + size("exec.log.2"), seen.bytes());
        assertFalse(seen.lastWritten().isAfter(Instant.now()));
    }

    @Test
    void behindARotationTheLastIsStillInTheFileBefore() throws Exception {
        line(0).line(1);
        writer.rotateExec();
        expect(0, 1);
        writer.raw("{\"t\":\"2026-04-30T12:0");
        expect(0, 1);
    }

    @Test
    void withoutALiveFileTheRotatedOnesCount() throws Exception {
        line(0).line(1);
        Files.move(directory.resolve("exec.log"), directory.resolve("exec.log.2"));
        expect(0, 1);
    }

    @Test
    void linesThatAreNoEntriesArePassedOver() throws Exception {
        writer.raw("torn\n\n{}\n");
        exec("system", 1);
        line(2).line(3);
        exec("system", 4);
        writer.raw("garbage\n\n").raw("{\"t\":\"" + NOON.plusSeconds(9) + "\",\"s\":\"stdout\",\"d\":\"without an end");
        expect(2, 3);
        expect(options().sources(ALL), 1, 4);
        expect(options().sources(List.of(LogSource.STDERR)), -1, -1);
        expect(options().maxLineBytes(1024), 2, 3);
    }

    @Test
    void aTornLineIsNotJoinedWithTheNextFile() throws Exception {
        line(0);
        writer.raw("{\"t\":\"2026-04-30T12:0");
        writer.rotateExec();
        line(5);
        expect(0, 5);
    }

    @Test
    void whatIsBeyond64KibibytesIsNotLookedFor() throws Exception {
        line(0);
        for (int i = 0; i < 2 * LogEnds.WINDOW / 100; i++) {
            writer.raw("n".repeat(99) + "\n");
        }
        expect(0, -1);
        line(7);
        expect(0, 7);
        writer.raw("n".repeat(LogEnds.WINDOW - 1) + "\n");
        expect(0, -1);
        line(8);
        expect(0, 8);
    }

    @Test
    void readsNoMoreThan64KibibytesAtEitherEndHoweverManyFilesAndHoweverLong() throws Exception {
        for (String name : List.of("exec.log.4", "exec.log.3", "exec.log.2", "exec.log.1", "exec.log")) {
            line(0);
            try (FileChannel sparse = FileChannel.open(directory.resolve("exec.log"), StandardOpenOption.WRITE)) {
                sparse.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}), 1L << 33); // 8 GiB of nothing
            }
            if (!name.equals("exec.log")) {
                writer.rotateExec();
            }
        }
        writer.close();
        writer = new ProducerWriter(directory, Long.MAX_VALUE);
        line(4);
        expect(0, 4);
    }

    @Test
    void ofSeveralLogFilesTheEarliestAndTheLatestCount() throws Exception {
        line(5).line(6);
        writer.runtime(NOON.plusSeconds(3) + "  INFO a\n" + NOON.plusSeconds(4) + "  INFO b\n");
        expect(5, 6);
        expect(options().sources(ALL), 3, 6);
        writer.startKernel(true).kernel("[    0.0] Linux\n");
        Files.setLastModifiedTime(directory.resolve("kernel.log"), FileTime.from(NOON.plusSeconds(9)));
        expect(options().sources(ALL), 3, 9);
        assertEquals(
                size("exec.log") + size("runtime.log") + size("kernel.log"),
                LogOverview.of(directory, options().build()).bytes());
    }

    @Test
    void aLineOfRuntimeLogThatCrossesTheSeamIsOne() throws Exception {
        writer.runtime(NOON + "  INFO a\n" + NOON.plusSeconds(1).toString().substring(0, 12));
        writer.rotateRuntime();
        writer.runtime(NOON.plusSeconds(1).toString().substring(12) + "  INFO b\n");
        expect(options().sources(ALL), 0, 1);
    }

    @Test
    void whatIsNoRegularFileIsNeverOpened() throws Exception {
        Path other = Files.createTempFile("other", ".log");
        try {
            Files.writeString(other, "{\"t\":\"" + NOON + "\",\"s\":\"stdout\",\"d\":\"secret\"}\n");
            Files.createSymbolicLink(directory.resolve("exec.log"), other);
            Files.createSymbolicLink(directory.resolve("runtime.log"), directory.resolve("nowhere"));
            Files.createDirectory(directory.resolve("kernel.log"));
            List<String> told = new ArrayList<>();
            LogOptions listening = options()
                    .sources(ALL)
                    .listener(new LogListener() {
                        @Override
                        public void refused(String name, String reason) {
                            told.add(name);
                        }
                    })
                    .build();
            assertEquals(new LogOverview(0, null, null, null), LogOverview.of(directory, listening));
            assertEquals(
                    List.of("exec.log", "kernel.log", "runtime.log"),
                    told.stream().distinct().sorted().toList());
            Path real = Files.createDirectory(directory.resolve("real"));
            Files.writeString(real.resolve("exec.log"), "x\n");
            Path link = Files.createSymbolicLink(directory.resolve("link"), real);
            assertNull(LogOverview.of(link, options().build()).lastWritten());
        } finally {
            Files.delete(other);
        }
    }

    private static LogOptions.Builder options() {
        return LogOptions.builder();
    }

    private LogOverviewTest line(int second) throws IOException {
        return exec("stdout", second);
    }

    private LogOverviewTest exec(String source, int second) throws IOException {
        writer.raw("{\"t\":\"" + NOON.plusSeconds(second) + "\",\"s\":\"" + source + "\",\"d\":\"x\\n\"}\n");
        return this;
    }

    private long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    private void expect(int first, int last) throws LogException {
        expect(options(), first, last);
    }

    /** Expects the times of these seconds after noon; negative: none. */
    private void expect(LogOptions.Builder options, int first, int last) throws LogException {
        LogOverview seen = LogOverview.of(directory, options.build());
        assertEquals(time(first) + " " + time(last), seen.first() + " " + seen.last());
    }

    private static Instant time(int second) {
        return second < 0 ? null : NOON.plusSeconds(second);
    }
}
