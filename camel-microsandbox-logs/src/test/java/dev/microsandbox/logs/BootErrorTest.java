package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A failed start is told once. The producer: "{@code boot-error.json}: one JSON object {"t","stage","errno","message"}; why the last start
 * failed; written as {@code .tmp} and renamed; deleted by the next start that works".
 */
class BootErrorTest {
    private static final Set<LogSource> ALL = EnumSet.allOf(LogSource.class);
    private static final String NOON = "2026-04-30T12:00:00Z";
    private static final String FIRST = failure(NOON, "mount", "2", "no rootfs");
    private static final String SECOND = failure("2026-04-30T12:00:01Z", "vm", "12", "no memory");
    private static final String FIRST_LINE = "boot failed in mount: no rootfs (errno 2)";
    private static final String SECOND_LINE = "boot failed in vm: no memory (errno 12)";

    @TempDir
    Path home;

    private Path directory;
    private final TestSink sink = new TestSink();

    @BeforeEach
    void create() throws IOException {
        directory = Files.createDirectory(home.resolve("logs"));
    }

    // -- what an entry says

    @Test
    void isAnEntryOfTheHost() throws Exception {
        write(FIRST);

        LogEntry entry = once().get(0);

        assertEquals(FIRST_LINE + "\n", entry.text());
        assertEquals(LogSource.SYSTEM, entry.source());
        assertNull(entry.sessionId());
        assertEquals(Instant.parse(NOON), entry.timestamp());
        assertEquals("boot-error.json", entry.logFile());
        assertEquals("web", entry.sandbox());
        assertEquals(new BootError("mount", 2, "no rootfs", Instant.parse(NOON)), entry.bootError());
        assertTrue(entry.id().matches("web\\.boot-error\\.[0-9a-f]{32}"), entry.id());
        assertEquals(entry.id(), once().get(0).id());
        assertEquals(
                "boot failed in mount: no rootfs (errno 2)\n", entry.toMap().get("d"));
    }

    /** As a line of a log file: what could not be taken was not taken. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAHandlerFailedOnComesAgain(boolean follow) throws Exception {
        write(FIRST);
        LogOptions options =
                LogOptions.builder().sources(ALL).sandbox("web").follow(follow).build();
        try (LogStream stream = LogStream.open(directory, options)) {
            LogCheckpoint before = stream.checkpoint();
            assertThrows(
                    OutOfMemoryError.class,
                    () -> stream.poll(entry -> {
                        throw new OutOfMemoryError("of a test");
                    }));
            assertEquals(before, stream.checkpoint());
            List<String> given = new ArrayList<>();
            stream.poll(entry -> given.add(entry.text()));
            assertEquals(List.of(FIRST_LINE + "\n"), given);
        }
    }

    @Test
    void anotherEntryTellsOfNone() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.out("a");
        }
        assertNull(once().get(0).bootError());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"stage":"vm","errno":null,"message":"m"}                    | boot failed in vm: m
            {"errno":2,"message":"m"}                                    | boot failed: m (errno 2)
            {"stage":"vm"}                                               | boot failed in vm
            {"stage":"","message":""}                                    | boot failed
            {}                                                           | boot failed
             { "x" : [ {"stage":1} ] , "message" : "m" , "x" : null }    | boot failed: m
            {"message":"a\\nb \\u00e9\\ud83d\\ude00 \\"q\\""}            | boot failed: a\\nb \u00e9\ud83d\ude00 "q"
            {"errno":-5}                                                 | boot failed (errno -5)
            {"errno":"ENOENT"}                                           | boot failed
            {"errno":1.5}                                                | boot failed
            {"errno":99999999999}                                        | boot failed
            {"message":{"cause":"m"}}                                    | boot failed: {"cause":"m"}
            {"message":  7  }                                            | boot failed: 7
            """)
    void leavesOutWhatIsMissing(String content, String line) throws Exception {
        write(content);
        assertEquals(line.replace("\\n", "\n") + "\n", once().get(0).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"m\"}", "{\"t\":\"yesterday\"}", "{\"t\":7}", "{\"t\":null}"})
    void takesTheFilesTimeWhereItSaysNone(String content) throws Exception {
        write(content);
        Instant written = Instant.parse("2026-01-02T03:04:05Z");
        Files.setLastModifiedTime(file(), FileTime.from(written));

        LogEntry entry = once().get(0);

        assertEquals(written, entry.timestamp());
        assertNull(entry.bootError().time());
    }

    @Test
    void needsSystemAmongTheSources() throws Exception {
        write(FIRST);
        LogOptions stdout = LogOptions.builder().build();
        assertEquals(List.of(), Streams.drain(directory, stdout));
    }

    // -- once

    @Test
    void isGivenOnceAndANewOneAgain() throws Exception {
        try (LogStream stream = open(following())) {
            sink.expect(stream);
            write(FIRST);
            sink.expect(stream, FIRST_LINE);
            sink.expect(stream);
            write(FIRST); // the same again
            sink.expect(stream);
            Files.delete(file());
            sink.expect(stream);
            write(SECOND);
            sink.expect(stream, SECOND_LINE);
            Files.writeString(file(), FIRST.replace("2", "3")); // in place
            sink.expect(stream, "boot failed in mount: no rootfs (errno 3)");
        }
        assertEquals(3, sink.entries.stream().map(LogEntry::id).distinct().count());
        sink.told();
    }

    @Test
    void isNotGivenAgainByAStreamThatGoesOn() throws Exception {
        write(FIRST);
        LogCheckpoint behind;
        LogCheckpoint before;
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open(following())) {
            before = stream.checkpoint();
            producer.out("a");
            sink.expect(stream, "a", FIRST_LINE);
            producer.out("b");
            sink.expect(stream, "b");
            behind = LogCheckpoint.parse(sink.last().checkpoint().text());
            assertEquals(stream.checkpoint(), behind);
        }
        LogCheckpoint a = sink.entries.get(0).checkpoint();
        LogCheckpoint boot =
                LogCheckpoint.parse(sink.entries.get(1).checkpoint().text());
        assertFalse(before.text().contains("boot/"), before.text());
        assertFalse(a.text().contains("boot/"), a.text());
        assertTrue(boot.text().matches("msb1 .* boot/[0-9a-f]{32}"), boot.text());
        assertGives(boot, "b");
        assertGives(behind);
        assertGives(a, "b", FIRST_LINE);
        assertGives(behind.without("exec.log"), "a", "b");
        assertGives(behind.without(null), "a", "b");
        assertGives(behind.without("boot-error.json"), FIRST_LINE);
        assertGives(LogCheckpoint.of(behind.cursor()), FIRST_LINE);
        write(SECOND);
        assertGives(behind, SECOND_LINE);
    }

    @Test
    void isForgottenByNoRotationAndNoOtherSources() throws Exception {
        write(FIRST);
        LogCheckpoint given;
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.out("a");
            given = once(options()).get(1).checkpoint();
            producer.rotateExec().out("b");
        }
        TestSink stdout = new TestSink();
        try (LogStream stream =
                LogStream.open(directory, stdout.options().from(given).build())) {
            stdout.expect(stream, "b");
            assertGives(LogCheckpoint.parse(stream.checkpoint().text()));
        }
        assertGives(stdout.last().checkpoint());
    }

    @Test
    void isStoredBehindTheLogFilesAndReadWhereverItStands() throws Exception {
        String hash = "0123456789abcdef0123456789abcdef";
        String line =
                LogCheckpoint.of(new LogCursor(List.of(new LogPosition(7, 0)))).text();
        for (String rest : List.of(" boot/" + hash, " new/1 boot/" + hash, " boot/" + hash + " new/1")) {
            LogCheckpoint parsed = LogCheckpoint.parse(line + rest);
            assertEquals(line + " boot/" + hash, parsed.text());
            assertEquals(parsed, LogCheckpoint.parse(parsed.text()));
            assertNotEquals(parsed, LogCheckpoint.parse(line));
        }
        for (String rest : List.of("", " boot/", " boot/12", " boot/" + "X".repeat(32), " new/1")) {
            assertEquals(line, LogCheckpoint.parse(line + rest).text());
        }
        assertEquals(
                1,
                LogCheckpoint.parse(line + " boot/" + hash).cursor().positions().size());
    }

    // -- where reading begins and ends

    @Test
    void whatIsThereAtTheEndIsPassedOverAndRemembered() throws Exception {
        write(FIRST);
        LogCheckpoint begin;
        try (LogStream stream = open(following().atEnd(true))) {
            begin = stream.checkpoint();
            sink.expect(stream);
            write(SECOND);
            sink.expect(stream, SECOND_LINE);
        }
        assertTrue(begin.text().contains("boot/"), begin.text());
        write(FIRST);
        assertGives(begin);
    }

    /** Reading goes on at the end since exec.log's place is gone; that says nothing of a failure that came meanwhile. */
    @Test
    void whatCameBehindACursorIsGivenAlsoWhereReadingGoesOnAtTheEnd() throws Exception {
        LogCheckpoint behind;
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.out("a");
            behind = once().get(0).checkpoint();
        }
        write(FIRST);
        try (LogStream stream =
                open(following().from(behind.without("exec.log")).atEnd(true))) {
            sink.expect(stream, FIRST_LINE);
        }
    }

    @Test
    void sincePassesOverAnOlderOneAndUntilDoesNotReachALaterOne() throws Exception {
        write(FIRST);
        Instant noon = Instant.parse(NOON);
        assertEquals(1, once(options().since(noon)).size());
        assertEquals(0, once(options().since(noon.plusNanos(1))).size());
        assertEquals(0, once(options().until(noon)).size());
        assertEquals(1, once(options().until(noon.plusNanos(1))).size());
        try (LogStream stream = open(options().since(noon.plusNanos(1)))) {
            sink.drain(stream);
            assertTrue(stream.checkpoint().text().contains("boot/"), "passed over");
        }
        try (LogStream stream = open(following().until(noon))) {
            sink.drain(stream);
            assertFalse(stream.checkpoint().text().contains("boot/"), "not reached");
        }
        assertEquals(List.of(), sink.entries);
    }

    @Test
    void aDirectoryThatIsMadeAnewTellsItsOwn() throws Exception {
        write(FIRST);
        try (LogStream stream = open(following())) {
            sink.expect(stream, FIRST_LINE);
            Place.delete(directory);
            sink.expect(stream);
            Files.createDirectories(directory);
            write(SECOND);
            sink.expect(stream, SECOND_LINE);
        }
    }

    // -- whose turn

    @Test
    void aHandlerThatWantsOneAtATimeGetsItBeforeAllElseIsRead() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open(following())) {
            producer.numbered(1, 5000);
            write(FIRST);
            List<LogEntry> given = new ArrayList<>();
            while (given.stream().noneMatch(entry -> entry.bootError() != null)) {
                assertTrue(given.size() < 5000, "it came last");
                stream.poll(entry -> {
                    given.add(entry);
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                    return false;
                });
            }
        }
    }

    @Test
    void isKeptWhileAHandlerIsStuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<String> texts = new ArrayList<>();
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open(following())) {
            producer.out("a");
            Thread reader = new Thread(() -> poll(stream, entry -> {
                texts.add(entry.text().strip());
                stuck.countDown();
                return await(free);
            }));
            reader.start();
            stuck.await();
            write(FIRST);
            stream.keep();
            Files.delete(file());
            stream.keep();
            write(SECOND);
            stream.keep();
            Files.delete(file());
            free.countDown();
            reader.join();
            assertEquals(List.of("a", FIRST_LINE, SECOND_LINE), texts);
        }
    }

    @Test
    void moreThanCanBeKeptAreToldOf() throws Exception {
        int many = 2 * BootErrors.ROOM;
        try (LogStream stream = open(following())) {
            for (int i = 0; i < many; i++) {
                write("{\"message\":\"" + i + "\"}");
                stream.keep();
                stream.keep();
            }
            sink.expect(
                    stream, "boot failed: 0", "boot failed: 1", "boot failed: 2", "boot failed: 3", "boot failed: 7");
            sink.told(
                    "malformed boot-error.json 0/0", "malformed boot-error.json 0/0", "malformed boot-error.json 0/0");
        }
    }

    @Test
    void keepingRacesWithReadingAndWriting() throws Exception {
        int count = 300;
        try (LogStream stream = open(following())) {
            var keeper = Executors.newSingleThreadExecutor();
            try {
                for (int i = 0; i < count; i++) {
                    write("{\"message\":\"" + i + "\"}");
                    var kept = keeper.submit(() -> {
                        stream.keep();
                        return null;
                    });
                    sink.expect(stream, "boot failed: " + i);
                    kept.get();
                }
            } finally {
                keeper.shutdown();
            }
            sink.told();
        }
    }

    // -- what is none

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"stage\":\"vm\",\"mess",
                "[]",
                "null",
                "\"boot\"",
                "{} {}",
                "{\"stage\":\"a\",\"stage\":\"b\"}",
                "{\"message\":\"\\ud800\"}",
                "{\"message\":\"\u0001\"}",
                "{\"errno\":1,}",
                "\0\0\0\0"
            })
    void countsWhatIsMalformedOnceAndGoesOn(String content) throws Exception {
        write(content);
        try (LogStream stream = open(following())) {
            sink.expect(stream);
            write(content);
            sink.expect(stream);
            Files.setLastModifiedTime(file(), FileTime.from(Instant.parse(NOON)));
            sink.expect(stream);
            sink.told("malformed boot-error.json 0/" + content.length());
            write(FIRST);
            sink.expect(stream, FIRST_LINE);
            sink.told();
        }
    }

    @Test
    void noNestingIsTooDeepAndBytesThatAreNoTextAreMalformed() throws Exception {
        write("{\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + ",\"message\":\"m\"}");
        assertEquals("boot failed: m\n", once().get(0).text());
        Files.write(file(), new byte[] {'{', '"', 'm', '"', ':', '"', (byte) 0xff, '"', '}'});
        assertEquals(List.of(), once());
        sink.told("malformed boot-error.json 0/9");
    }

    @Test
    void readsNoMoreThan64KiB() throws Exception {
        String beginning = "{\"message\":\"";
        String fits = beginning + "m".repeat(BootErrorFile.LIMIT - beginning.length() - 2) + "\"}";
        try (LogStream stream = open(following())) {
            write(fits + " ");
            sink.expect(stream);
            Files.writeString(file(), fits + "  ");
            sink.expect(stream);
            sink.told("oversized boot-error.json 0/65537");
            write(fits);
            sink.until(stream, () -> !sink.entries.isEmpty());
            assertEquals(
                    65536 - beginning.length() - 2,
                    sink.last().bootError().message().length());
            sink.told();
        }
    }

    @Test
    void whatMayNotBeReadStopsNothingButIsTold() throws Exception {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may read all");
        write(FIRST);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open(following())) {
            producer.out("a");
            assertThrows(LogReadException.class, () -> stream.poll(sink));
            assertEquals(1, sink.entries.size());
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
            sink.until(stream, () -> sink.entries.size() == 2);
            assertEquals(FIRST_LINE, sink.last().text().strip());
        }
    }

    // -- snapshots

    @Test
    void aSnapshotHasItAtItsTime() throws Exception {
        for (int second : new int[] {58, 59, 61, 62}) {
            Instant time = Instant.parse(NOON).plusSeconds(second - 60);
            Files.writeString(
                    directory.resolve("exec.log"),
                    "{\"t\":\"" + time + "\",\"s\":\"stdout\",\"d\":\"" + second + "\",\"id\":7}\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        }
        write(FIRST);
        Instant noon = Instant.parse(NOON);

        LogSnapshot all = snapshot(options(), LogSnapshot.ALL, "58", "59", FIRST_LINE, "61", "62");
        assertTrue(all.end().text().contains("boot/"), all.end().text());
        for (int i = 0; i < 5; i++) {
            LogCheckpoint checkpoint = all.entries().get(i).checkpoint();
            assertEquals(i >= 2, checkpoint.text().contains("boot/"), checkpoint.text());
        }
        assertGives(all.entries().get(2).checkpoint(), "61", "62");
        assertGives(all.entries().get(1).checkpoint(), "61", "62", FIRST_LINE);
        assertGives(all.end());
        LogSnapshot tail = snapshot(options(), 2, "61", "62");
        assertGives(tail.entries().get(0).checkpoint(), "62");
        snapshot(options(), 3, FIRST_LINE, "61", "62");
        assertGives(snapshot(options(), 0).end());
        snapshot(options().since(noon), LogSnapshot.ALL, FIRST_LINE, "61", "62");
        LogSnapshot before = snapshot(options().until(noon), LogSnapshot.ALL, "58", "59");
        assertGives(before.end(), "61", "62", FIRST_LINE);
        assertGives(before.entries().get(1).checkpoint(), "61", "62", FIRST_LINE);
        snapshot(options().from(all.entries().get(3).checkpoint()), LogSnapshot.ALL, "62");
    }

    private LogSnapshot snapshot(LogOptions.Builder options, int tail, String... texts) throws LogException {
        LogSnapshot snapshot = LogSnapshot.read(directory, options.build(), tail);
        assertEquals(
                List.of(texts),
                snapshot.entries().stream().map(entry -> entry.text().strip()).toList());
        return snapshot;
    }

    // -- vocabulary

    private static String failure(String time, String stage, String errno, String message) {
        return "{\"t\":\"" + time + "\",\"stage\":\"" + stage + "\",\"errno\":" + errno + ",\"message\":\"" + message
                + "\"}";
    }

    private Path file() {
        return directory.resolve("boot-error.json");
    }

    /** As the producer does. */
    private void write(String content) throws IOException {
        Path temporary = Files.writeString(directory.resolve("boot-error.json.tmp"), content, StandardCharsets.UTF_8);
        Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private LogOptions.Builder options() {
        return sink.options().sources(ALL).sandbox("web");
    }

    private LogOptions.Builder following() {
        return options().follow(true);
    }

    private LogStream open(LogOptions.Builder options) throws LogException {
        return LogStream.open(directory, options.build());
    }

    private List<LogEntry> once() throws LogException {
        return once(options());
    }

    private List<LogEntry> once(LogOptions.Builder options) throws LogException {
        return Streams.drain(directory, options.build());
    }

    /** What comes behind a checkpoint, once and followed. */
    private void assertGives(LogCheckpoint from, String... texts) throws Exception {
        TestSink read = new TestSink();
        try (LogStream stream =
                LogStream.open(directory, read.options().sources(ALL).from(from).build())) {
            read.expect(stream, texts);
        }
        TestSink followed = new TestSink();
        try (LogStream stream = LogStream.open(
                directory, followed.following().sources(ALL).from(from).build())) {
            followed.expect(stream, texts);
        }
    }

    private static void poll(LogStream stream, LogStream.Handler handler) {
        try {
            stream.poll(handler);
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
