package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are torn, empty, full of NUL bytes, or longer than a buffer, the limit or the memory. */
class LineLimitsTest {
    private static final int LIMIT = 1024;
    private static final int BUFFER = 128 * 1024;

    @TempDir
    Path directory;

    private ProducerWriter writer;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void produce() throws IOException {
        writer = new ProducerWriter(directory, 1L << 40);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    @Test
    void countsATornLineInTheMiddleAndGoesOn() throws Exception {
        writer.out("a").raw("{\"t\":\"2026-04-30T20:3").out("on the torn line").out("b");
        readOnceAndFollow("a", "b");
        assertEquals(2, sink.events.size());
        assertEquals("malformed", sink.events.get(0).split(" ")[0]);
    }

    @Test
    void countsATornLastLineOfARotatedFile() throws Exception {
        writer.out("a");
        long offset = Files.size(directory.resolve("exec.log"));
        writer.raw("{\"t\":\"2026-04-30T20:3").rotateExec().out("b");
        readOnceAndFollow("a", "b");
        sink.told("torn exec.log " + offset + "/21", "torn exec.log " + offset + "/21");
    }

    @Test
    void leavesAnUnfinishedLastLineForLater() throws Exception {
        writer.out("a").raw("{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\"");
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a");
        }
        LogCheckpoint before = sink.last().checkpoint();
        TestSink followed = new TestSink();
        try (LogStream stream =
                LogStream.open(directory, followed.following().from(before).build())) {
            followed.expect(stream);
            assertEquals(before.cursor(), stream.cursor());
            writer.raw(",\"d\":\"b\"}\n");
            followed.expect(stream, "b");
        }
        sink.told();
        followed.told();
    }

    @Test
    void passesOverEmptyLinesAndCountsNulBytes() throws Exception {
        writer.raw("\n\n").out("a").raw("\n");
        long offset = Files.size(directory.resolve("exec.log"));
        writer.raw("\0".repeat(5000) + "\n").out("b").raw("\n");
        readOnceAndFollow("a", "b");
        sink.told("malformed exec.log " + offset + "/5001", "malformed exec.log " + offset + "/5001");
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT - 1, LIMIT, LIMIT + 1})
    void givesALineOfTheLimitAndSkipsALongerOne(int length) throws Exception {
        writer.out("a");
        long offset = Files.size(directory.resolve("exec.log"));
        String text = lineOf(length);
        writer.out("b");
        try (LogStream stream =
                LogStream.open(directory, sink.options().maxLineBytes(LIMIT).build())) {
            if (length <= LIMIT) {
                sink.expect(stream, "a", text, "b");
                sink.told();
            } else {
                sink.expect(stream, "a", "b");
                sink.told("oversized exec.log " + offset + "/" + (length + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 5 * BUFFER + 17, (1 << 20)})
    void givesLinesThatAreLongerThanABuffer(int length) throws Exception {
        String text = lineOf(length);
        writer.out("between");
        String again = lineOf(length - 1);
        readOnceAndFollow(text, "between", again);
        sink.told();
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, BUFFER, 3 * BUFFER + 5})
    void skipsALineThatGrowsBeyondTheLimitPieceByPiece(int length) throws Exception {
        writer.out("a");
        long offset = Files.size(directory.resolve("exec.log"));
        try (LogStream stream =
                LogStream.open(directory, sink.following().maxLineBytes(LIMIT).build())) {
            sink.expect(stream, "a");
            writer.raw("x".repeat(length));
            sink.expect(stream);
            assertEquals(offset, stream.cursor().positions().get(0).offset());
            writer.raw("y\n"); // fewer bytes than the check before an offset has
            sink.expect(stream);
            sink.told("oversized exec.log " + offset + "/" + (length + 2));
            sink.expect(stream);
            writer.out("b");
            sink.expect(stream, "b");
            writer.raw("x".repeat(length) + "\n").raw("\n");
            sink.expect(stream);
            sink.told("oversized exec.log "
                    + sink.last().cursor().positions().get(0).offset() + "/" + (length + 1));
            TestSink resumed = new TestSink();
            LogCheckpoint stored = LogCheckpoint.parse(stream.checkpoint().text());
            writer.out("c");
            try (LogStream second =
                    LogStream.open(directory, resumed.options().from(stored).build())) {
                resumed.expect(second, "c");
            }
        }
        sink.told();
    }

    @Test
    void countsAnOversizedLineThatWasTornByARotation() throws Exception {
        writer.raw("x".repeat(5000)).rotateExec().out("a");
        try (LogStream stream =
                LogStream.open(directory, sink.options().maxLineBytes(LIMIT).build())) {
            sink.expect(stream, "a");
        }
        sink.told("torn exec.log 0/5000");
    }

    @Test
    void readsALineOf100MebibytesWithAHeapOf64() throws Exception {
        Path log = directory.resolve("exec.log");
        byte[] mebibyte = "z".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        writer.out("a");
        try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            for (int i = 0; i < 100; i++) {
                out.write(mebibyte);
            }
        }
        writer.raw("\n").out("b");
        Files.copy(log, directory.resolve("runtime.log"));
        for (boolean follow : new boolean[] {false, true}) {
            try (SecondJvm reader = SecondJvm.start(HugeLineMain.class, List.of("-Xmx64m"), directory, follow)) {
                assertEquals(
                        "read exec.log:a runtime.log:62 exec.log:b runtime.log:62 "
                                + "told [oversized exec.log 104857601, oversized runtime.log 104857601]",
                        reader.expect("read"));
                assertEquals(0, reader.exit());
            }
        }
    }

    /** A line of exec.log that is so long without its newline; gives its text. */
    private String lineOf(int length) throws IOException {
        String head = "{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",\"d\":\"";
        String tail = "\",\"id\":7}";
        String text = "m".repeat(length - head.length() - tail.length());
        writer.raw(head + text + tail + "\n");
        return text;
    }

    private void readOnceAndFollow(String... texts) throws Exception {
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, texts);
        }
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, texts);
            assertEquals(LogStream.State.IDLE, stream.poll(sink));
        }
    }
}
