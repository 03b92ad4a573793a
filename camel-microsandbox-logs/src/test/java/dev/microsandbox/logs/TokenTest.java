package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens: those that are none, those of other sandboxes and SDKs, and what a URI makes of them. */
class TokenTest {
    @TempDir
    Path home;

    private Path directory;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void produce() throws IOException {
        directory = home.resolve("logs");
        try (ProducerWriter writer = new ProducerWriter(directory, 1 << 20)) {
            writer.out("a").out("b");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "'   ' | is empty",
                "not*base64 | is not base64",
                "A | is not base64",
                "AQ== | says 1 positions, which is 17 bytes, and has 1",
                "AA | has 0 positions",
                "AgAAAAAAAAAAAAAAAAAAAAA= | says 2 positions, which is 33 bytes, and has 17",
                "AQAAAAAAAAAAAAAAAAAAAAAA | says 1 positions, which is 17 bytes, and has 18",
                "AQEAAAAAAAAA//////////8= | offset 18446744073709551615 is larger than any file",
                "{\"cursor\":1} | is not base64"
            })
    void refusesWhatIsNoToken(String token, String reason) {
        InvalidCursorException refused =
                assertThrows(InvalidCursorException.class, () -> LogCheckpoint.of(LogCursor.fromToken(token)));

        assertTrue(refused.getMessage().startsWith("Invalid cursor: "), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 255})
    void refusesAWrongCount(int count) throws Exception {
        LogCursor cursor = LogCursor.fromToken(new LogCursor(Collections.nCopies(count, LogPosition.START)).token());

        assertThrows(InvalidCursorException.class, () -> LogOptions.builder().from(cursor));
    }

    @Test
    void refusesAnotherSandboxesToken() throws Exception {
        Path other = home.resolve("other");
        try (ProducerWriter writer = new ProducerWriter(other, 1 << 20)) {
            writer.out("a").out("b");
        }
        TestSink others = new TestSink();
        try (LogStream stream = LogStream.open(other, others.options().build())) {
            others.expect(stream, "a", "b");
        }

        assertRefused(others.last().cursor(), "exec.log: generation");
    }

    /** As in the vectors, where a file's name stands for its generation: here the numbers are put in for it. */
    @Test
    void takesATokenThatWasPutTogetherElsewhere() throws Exception {
        long offset = Files.size(directory.resolve("exec.log")) / 2;
        assertGives(token(1, inode("exec.log"), offset), "b");
        assertGives(token(1, inode("exec.log"), 0), "a", "b");
        assertGives(token(1, 0, 0), "a", "b");
        assertRefused(LogCursor.fromToken(token(1, inode("exec.log") + 1_000_000_007L, offset)), "not in the current");
        assertRefused(LogCursor.fromToken(token(1, -1, offset)), "generation 18446744073709551615");
        assertRefused(LogCursor.fromToken(token(1, inode("exec.log"), offset - 1)), "no line begins");
        assertRefused(LogCursor.fromToken(token(1, inode("exec.log"), 2 * offset + 1)), "past the end");
        assertRefused(LogCursor.fromToken(token(1, inode("exec.log"), Long.MAX_VALUE)), "past the end");
    }

    @Test
    void takesWhatAUriMakesOfIt() throws Exception {
        long odd = 0xfbffbefbeffbffbeL; // many + and / in base64
        LogCursor cursor = new LogCursor(List.of(new LogPosition(odd, 0x7bffbefbeffbffbeL)));
        String token = cursor.token();
        assertTrue(token.contains("+") && token.contains("/"), token);

        for (String form : List.of(
                token,
                " " + token + "\n",
                token.replace('+', ' '),
                token.replace('+', '-').replace('/', '_'),
                token.replace("=", ""),
                token.replace('+', '-').replace('/', '_').replace("=", ""))) {
            assertEquals(cursor, LogCursor.fromToken(form), form);
        }
    }

    @Test
    void writesStandardBase64WithPadding() throws Exception {
        LogCursor cursor = new LogCursor(
                List.of(new LogPosition(1, 2), LogPosition.START, new LogPosition(0xffff_ffff_ffff_ffffL, 5)));

        assertEquals(
                Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(49)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .put((byte) 3)
                                .putLong(1)
                                .putLong(2)
                                .putLong(0)
                                .putLong(0)
                                .putLong(-1)
                                .putLong(5)
                                .array()),
                cursor.token());
        assertEquals(cursor, LogCursor.fromToken(cursor.token()));
    }

    /** More or fewer sources than when it was stored: what it does not name begins at the beginning, what is not read is kept. */
    @Test
    void takesATokenOfOtherSources() throws Exception {
        Files.writeString(directory.resolve("runtime.log"), "r1\nr2\n");
        TestSink all = new TestSink();
        Set<LogSource> everything = Set.of(LogSource.values());
        try (LogStream stream =
                LogStream.open(directory, all.options().sources(everything).build())) {
            all.expect(stream, "a", "b", "r1", "r2");
        }
        LogCursor ofThree = all.entries.get(2).cursor();
        assertEquals(3, ofThree.positions().size());
        assertGives(ofThree.token());
        TestSink once = new TestSink();
        try (LogStream stream = LogStream.open(
                directory, once.options().sources(everything).from(ofThree).build())) {
            once.expect(stream, "r2");
        }

        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a", "b");
        }
        LogCursor ofOne = sink.entries.get(0).cursor();
        assertEquals(1, ofOne.positions().size());
        TestSink widened = new TestSink();
        try (LogStream stream = LogStream.open(
                directory, widened.options().sources(everything).from(ofOne).build())) {
            widened.expect(stream, "b", "r1", "r2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "msb1",
                "msb2 AQAAAAAAAAAAAAAAAAAAAAA= exec.log/0/0/0/0",
                "msb1 AQAAAAAAAAAAAAAAAAAAAAA=",
                "msb1 AQAAAAAAAAAAAAAAAAAAAAA= runtime.log/0/0/0/0",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/0/0/0",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/x/0/0/0",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/0/0/0/-",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/1/x/0/0/0",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/1/0/0/0/-1",
                "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/1/0/0/0/100000000",
                "msb1 garbage exec.log/0/0/0/0"
            })
    void refusesAStoredLineThatIsNone(String stored) {
        assertThrows(InvalidCursorException.class, () -> LogCheckpoint.parse(stored));
    }

    @Test
    void readsBackWhatItWroteOfAFileThatWasWrittenAnewVeryOften() throws Exception {
        String stored = "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/1/0/0/0/ffffffff";
        assertEquals(stored, LogCheckpoint.parse(stored).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"msb%s", "msb1 AQEAAAAAAAAAAAAAAAAAAAA= %s", "msb1 AQEAAAAAAAAAAAAAAAAAAAA= exec.log/%s/0/0/0/0"
            })
    void refusesALongTextInShort(String form) {
        String stored = form.replace("%s", "9".repeat(1 << 20));
        InvalidCursorException thrown = assertThrows(InvalidCursorException.class, () -> LogCheckpoint.parse(stored));
        assertTrue(thrown.getMessage().length() < 300, () -> thrown.getMessage().length() + " characters");
    }

    @Test
    void refusesAStoredCheckpointWhoseFileWasChanged() throws Exception {
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a", "b");
        }
        LogCheckpoint stored = LogCheckpoint.parse(sink.last().checkpoint().text());
        Path log = directory.resolve("exec.log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length - 20] ^= 1;
        Files.write(log, bytes); // in place: the same file, the same length

        InvalidCursorException refused = assertThrows(InvalidCursorException.class, () -> LogStream.open(
                        directory, LogOptions.builder().from(stored).build())
                .close());
        assertTrue(refused.getMessage().contains("exec.log"), refused.getMessage());
    }

    private void assertGives(String token, String... texts) throws Exception {
        TestSink given = new TestSink();
        LogOptions options = given.options().from(LogCursor.fromToken(token)).build();
        try (LogStream stream = LogStream.open(directory, options)) {
            given.expect(stream, texts);
        }
    }

    private void assertRefused(LogCursor cursor, String reason) throws Exception {
        for (boolean follow : new boolean[] {false, true}) {
            LogOptions options =
                    LogOptions.builder().follow(follow).from(cursor).build();
            InvalidCursorException refused =
                    assertThrows(InvalidCursorException.class, () -> LogStream.open(directory, options)
                            .close());
            assertTrue(refused.getMessage().contains("exec.log"), refused.getMessage());
            assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        }
    }

    private static String token(int count, long generation, long offset) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(17)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) count)
                        .putLong(generation)
                        .putLong(offset)
                        .array());
    }

    private long inode(String name) throws IOException {
        return ((Number) Files.getAttribute(directory.resolve(name), "unix:ino")).longValue();
    }
}
