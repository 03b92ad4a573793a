package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reading costs, in what can be counted and is the same on every machine: bytes allocated, bytes read, reads. Nothing here is judged
 * by a clock.
 */
class EfficiencyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ENTRIES = 60_000;
    private static final int RESERVED = 16;

    /** A full chain, small: five files of 2 MiB. */
    @TempDir
    static Path directory;

    private static long written;

    @BeforeAll
    static void writeAFullChain() throws IOException {
        try (ProducerWriter writer = new ProducerWriter(directory, 2 << 20).varied()) {
            writer.numbered(1, ENTRIES);
        }
        for (int i = 0; i <= ProducerWriter.ROTATED; i++) {
            written += Files.size(directory.resolve(i == 0 ? "exec.log" : "exec.log." + i));
        }
    }

    /**
     * Within what one read brought. What a read costs itself is allowed: a mark and a look at the names, some hundred bytes for 128 KiB.
     */
    @Test
    void anEntryAndItsDataAreAllThatIsAllocatedForIt() throws Exception {
        long entrySize = entrySize();
        ReadMeter meter = new ReadMeter();
        drain(entry -> true); // classes are loaded
        long reads = meter.reads();
        long[] behindLast = {0};
        int[] entries = {0};
        int[] withMore = {0};
        long[] more = {0};
        drain(entry -> {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            long extra = now - behindLast[0] - entrySize - arraySize(entry.data().length);
            if (behindLast[0] != 0 && extra != 0) {
                withMore[0]++;
                more[0] += extra;
            }
            entries[0]++;
            behindLast[0] = THREADS.getCurrentThreadAllocatedBytes();
            return true;
        });
        assertEquals(ENTRIES, entries[0]);
        assertTrue(withMore[0] <= reads, () -> withMore[0] + " entries allocated more, in " + reads + " reads");
        assertTrue(more[0] < ENTRIES, () -> more[0] + " bytes more for " + ENTRIES + " entries");
    }

    @Test
    void everyByteIsReadOnceInLargeReads() throws Exception {
        drain(entry -> true); // classes are read too
        ReadMeter meter = new ReadMeter();
        drain(entry -> true);
        long bytes = meter.bytes();
        long reads = meter.reads();
        long turns = written / (1 << 20) + 2 * (ProducerWriter.ROTATED + 1);
        long most = written + turns * 9 * 1024; // what a turn does not take, and the next one reads again
        assertTrue(bytes >= written && bytes <= most, () -> bytes + " bytes were read of " + written);
        assertTrue(reads <= 13 * (written >> 20), () -> reads + " reads for " + (written >> 20) + " MiB");
    }

    @Test
    void aTailReadsTheEndOnly() throws Exception {
        LogOptions options = LogOptions.builder().build();
        LogSnapshot.read(directory, options, 100);
        ReadMeter meter = new ReadMeter();
        LogSnapshot snapshot = LogSnapshot.read(directory, options, 100);
        long bytes = meter.bytes();
        assertEquals(100, snapshot.entries().size());
        assertTrue(bytes < 512 * 1024, () -> bytes + " bytes were read");
    }

    @Test
    void aResumeAtTheEndReadsNoMoreThanItsChecks() throws Exception {
        LogCheckpoint[] last = {null};
        drain(entry -> {
            last[0] = entry.checkpoint();
            return true;
        });
        LogOptions options = LogOptions.builder().follow(true).from(last[0]).build();
        for (int i = 0; i < 2; i++) {
            ReadMeter meter = new ReadMeter();
            try (LogStream stream = LogStream.open(directory, options)) {
                assertEquals(LogStream.State.IDLE, stream.poll(entry -> true));
            }
            long bytes = meter.bytes();
            assertTrue(i == 0 || bytes < 4 * 1024, () -> bytes + " bytes were read");
        }
    }

    /** Looking again where nothing is new costs one read of each log file, and what is there is not read again. */
    @Test
    void aLookAtASilentSandboxIsOneRead() throws Exception {
        try (LogStream stream =
                LogStream.open(directory, LogOptions.builder().follow(true).build())) {
            while (stream.poll(entry -> true) != LogStream.State.IDLE) {
                // until all is read
            }
            look(stream, 100); // classes are read too
            ReadMeter meter = new ReadMeter();
            look(stream, 100);
            long bytes = meter.bytes();
            long reads = meter.reads();
            assertTrue(reads >= 100 && reads < 110, () -> reads + " reads in 100 looks");
            assertTrue(bytes <= 100 * Check.BYTES + 100, () -> bytes + " bytes in 100 looks");
        }
    }

    private static void look(LogStream stream, int times) throws LogException {
        for (int i = 0; i < times; i++) {
            assertEquals(LogStream.State.IDLE, stream.poll(entry -> true));
        }
    }

    private static long entrySize() {
        ParsedLine line = new ParsedLine();
        line.source = LogSource.STDOUT;
        line.data = new byte[0];
        FileOrigin origin = new FileOrigin("", LogFile.EXEC, new Generation(1, 1), 1, 0);
        long size = 0;
        for (int i = 0; i < 3; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            LogEntry entry = new LogEntry(LogCheckpoint.NONE, 1, origin, 0, origin, 1, 1, line);
            size = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(0, entry.data().length);
        }
        return size;
    }

    private static long arraySize(int length) {
        return RESERVED + (length + 7L) / 8 * 8;
    }

    private static void drain(LogStream.Handler handler) throws LogException {
        LogOptions options = LogOptions.builder()
                .sources(EnumSet.allOf(LogSource.class))
                .follow(false)
                .build();
        try (LogStream stream = LogStream.open(directory, options)) {
            while (stream.poll(handler) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
    }
}
