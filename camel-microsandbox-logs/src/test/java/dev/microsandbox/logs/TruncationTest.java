package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that became shorter, or were written anew in place, among them kernel.log at every start of the sandbox. */
class TruncationTest {
    private static final Set<LogSource> SYSTEM = Set.of(LogSource.SYSTEM);

    @TempDir
    Path directory;

    private ProducerWriter writer;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void produce() throws IOException {
        writer = new ProducerWriter(directory, 1 << 20);
    }

    @Test
    void readsAFileAnewThatWasTruncatedToZero() throws Exception {
        writer.out("a").out("b");
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "a", "b");
            long size = size("exec.log");
            truncate("exec.log", 0);
            sink.expect(stream);
            sink.told("truncated exec.log " + size);
            writer.out("c");
            sink.expect(stream, "c");
        }
        sink.told();
    }

    @Test
    void readsAFileAnewThatWasTruncatedInTheMiddleOfALine() throws Exception {
        writer.out("a");
        long line = size("exec.log");
        writer.out("b");
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "a", "b");
            truncate("exec.log", line + 10);
            sink.expect(stream, "a"); // again: told, and better than to miss what is new
            sink.told("truncated exec.log " + 2 * line);
            writer.out("garbage").out("c"); // the first stands behind the torn half: one line of garbage
            sink.expect(stream, "c");
            sink.told("malformed exec.log " + line + "/" + (10 + line + "garbage".length() - 1));
        }
    }

    @Test
    void readsAFileAnewThatGrewBeyondTheOldOffsetBetweenTwoPolls() throws Exception {
        writer.out("one line that is long enough").out("and another one");
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "one line that is long enough", "and another one");
            long size = size("exec.log");
            truncate("exec.log", 0);
            writer.out("a new line, longer than what was there")
                    .out("x")
                    .out("y")
                    .out("z");
            assertTrue(size("exec.log") > size);
            sink.expect(stream, "a new line, longer than what was there", "x", "y", "z");
            sink.told("truncated exec.log " + size);
        }
    }

    @Test
    void givesTheSameLinesOtherIdsAfterATruncation() throws Exception {
        writer.out("same");
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "same");
            truncate("exec.log", 0);
            sink.expect(stream);
            writer.out("same");
            sink.expect(stream, "same");
        }
        assertEquals(2, sink.entries.stream().map(LogEntry::id).distinct().count());
    }

    @Test
    void refusesACursorPastTheEndOfATruncatedFile() throws Exception {
        writer.out("a").out("b");
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a", "b");
        }
        truncate("exec.log", 10);

        InvalidCursorException refused = assertThrows(InvalidCursorException.class, () -> LogStream.open(
                        directory, sink.options().from(sink.last().cursor()).build())
                .close());
        assertTrue(refused.getMessage().contains("exec.log: offset"), refused.getMessage());
    }

    @Test
    void startsKernelLogAnewWhenItIsANewFile() throws Exception {
        writer.startKernel(false).kernel("[    0.000001] first boot\n");
        try (LogStream stream =
                LogStream.open(directory, sink.following().sources(SYSTEM).build())) {
            sink.expect(stream, "[    0.000001] first boot");
            writer.kernel("[    9.000000] power off\n");
            writer.startKernel(false).kernel("[    0.000001] second boot\n");
            sink.expect(stream, "[    9.000000] power off", "[    0.000001] second boot");
        }
        assertEquals(0, sink.gaps.size(), () -> sink.gaps.toString());
    }

    @Test
    void startsKernelLogAnewWhenItWasTruncatedInPlace() throws Exception {
        writer.startKernel(false).kernel("[    0.000001] first boot\n");
        try (LogStream stream =
                LogStream.open(directory, sink.following().sources(SYSTEM).build())) {
            sink.expect(stream, "[    0.000001] first boot");
            long size = size("kernel.log");
            writer.startKernel(true);
            sink.expect(stream);
            sink.told("truncated kernel.log " + size);
            writer.kernel("[    0.000002] second boot\n");
            sink.expect(stream, "[    0.000002] second boot");
            size = size("kernel.log");
            writer.startKernel(true).kernel("[    0.000003] third boot,\n[    0.000004] which said more\n");
            sink.expect(stream, "[    0.000003] third boot,", "[    0.000004] which said more");
            sink.told("truncated kernel.log " + size);
        }
    }

    @Test
    void resumesKernelLogAtItsBeginningWhenItIsAnotherOne() throws Exception {
        for (boolean inPlace : new boolean[] {true, false}) {
            TestSink before = new TestSink();
            writer.startKernel(false).kernel("one\ntwo\nthree\n");
            try (LogStream stream =
                    LogStream.open(directory, before.options().sources(SYSTEM).build())) {
                before.expect(stream, "one", "two", "three");
            }
            LogCheckpoint stored =
                    LogCheckpoint.parse(before.last().checkpoint().text());
            writer.startKernel(inPlace).kernel("ONE\nTWO\n");
            for (LogOptions.Builder options : new LogOptions.Builder[] {
                LogOptions.builder().from(stored), LogOptions.builder().from(stored.cursor())
            }) {
                TestSink resumed = new TestSink();
                LogOptions built = options.sources(SYSTEM).listener(resumed).build();
                try (LogStream stream = LogStream.open(directory, built)) {
                    resumed.expect(stream, "ONE", "TWO");
                }
            }
        }
    }

    @Test
    void resumesKernelLogBehindTheCursorWhenItIsTheSame() throws Exception {
        writer.startKernel(false).kernel("one\ntwo\n");
        try (LogStream stream =
                LogStream.open(directory, sink.options().sources(SYSTEM).build())) {
            sink.expect(stream, "one", "two");
        }
        writer.kernel("three\n");
        TestSink resumed = new TestSink();
        try (LogStream stream = LogStream.open(
                directory,
                resumed.options()
                        .sources(SYSTEM)
                        .from(sink.entries.get(0).cursor())
                        .build())) {
            resumed.expect(stream, "two", "three");
        }
        resumed.told();
    }

    private long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    private void truncate(String name, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
