package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coming back after 1 to 12 rotations. Everything that is still on disk and was not given comes, or the cursor is refused; never a start
 * in another file. On ext4 the number of the file that was deleted is used again at once, so after five rotations the cursor's number
 * names a file that exists and is another one.
 */
class ResumeTest {
    private static final long ROTATE_BYTES = 20_000;
    /** More than three files of lines. */
    private static final int LINES = 500;

    private Path directory;
    private long written;

    @AfterEach
    void delete() throws IOException {
        if (directory != null) {
            Place.delete(directory);
        }
    }

    /** A place, how many rotations while away, and how many lines had been given before. */
    static Stream<Object[]> pauses() {
        List<Object[]> pauses = new ArrayList<>();
        for (Place place : Place.values()) {
            for (int rotations = 1; rotations <= 12; rotations++) {
                for (int given : new int[] {LINES, LINES - 40, LINES / 2, 1}) {
                    pauses.add(new Object[] {place, rotations, given});
                }
            }
        }
        return pauses.stream();
    }

    /** The stored checkpoint tells files apart whatever their number: strict, everywhere. */
    @ParameterizedTest
    @MethodSource("pauses")
    void givesAllOrRefusesByStoredCheckpoint(Place place, int rotations, int given) throws Exception {
        LogEntry last = readThenAway(place, rotations, given);
        LogCheckpoint stored = LogCheckpoint.parse(last.checkpoint().text());

        if (find(last) < 0) {
            assertRefused(LogOptions.builder().from(stored).build());
            assertRefused(LogOptions.builder().follow(true).from(stored).build());
        } else {
            assertGivesTheRest(LogOptions.builder().from(stored), given);
        }
    }

    /**
     * A bare token has only the number and the offset. Where the number belongs to another file by now, it is refused unless a line of that
     * file happens to begin at the very offset: that is the limit of a token (the lines here differ in length, so it is about one case in
     * 160), and nothing else may get through.
     */
    @ParameterizedTest
    @MethodSource("pauses")
    void givesAllOrRefusesByBareToken(Place place, int rotations, int given) throws Exception {
        LogEntry last = readThenAway(place, rotations, given);
        LogCursor token = LogCursor.fromToken(last.cursor().token());

        if (find(last) >= 0) {
            assertGivesTheRest(LogOptions.builder().from(token), given);
        } else if (!fitsAnotherFile(token.positions().get(0))) {
            assertRefused(LogOptions.builder().from(token).build());
            assertRefused(LogOptions.builder().follow(true).from(token).build());
        }
    }

    /** The limit of the token, shown: lines of one length, so every file has a line's beginning at the offset. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void onlyTheStoredCheckpointTellsAFileOfTheSameNumberAndLengths(Place place) throws Exception {
        directory = place.newDirectory();
        LogEntry last;
        try (ProducerWriter writer = new ProducerWriter(directory, ROTATE_BYTES)) {
            writer.numbered(101, 250);
            last = read(LogOptions.builder().build(), 150).last();
            writer.numbered(251, 999);
        }
        assertTrue(find(last) < 0);

        assertRefused(LogOptions.builder()
                .from(LogCheckpoint.parse(last.checkpoint().text()))
                .build());
        LogOptions byToken = LogOptions.builder().from(last.cursor()).build();
        if (fitsAnotherFile(last.cursor().positions().get(0))) {
            assertTrue(SequenceSink.number(
                            read(byToken, Integer.MAX_VALUE).entries.get(0).data())
                    > 251);
        } else {
            assertRefused(byToken); // the number was not used again: tmpfs never does
        }
    }

    @Test
    void resumesWhereNothingWasConsumedYet() throws Exception {
        directory = Place.DISK.newDirectory();
        String stored;
        try (ProducerWriter writer = new ProducerWriter(directory, ROTATE_BYTES).varied()) {
            writer.numbered(1, 1).rotateExec();
            TestSink sink = new TestSink();
            try (LogStream stream = LogStream.open(directory, sink.following().build())) {
                stored = stream.checkpoint().text();
                assertEquals(LogPosition.START, stream.cursor().positions().get(0));
            }
            writer.numbered(2, 100);
            written = 100;
            assertGivesTheRest(LogOptions.builder().from(LogCheckpoint.parse(stored)), 0);
            writer.numbered(101, 2000);
        }
        assertRefused(LogOptions.builder().from(LogCheckpoint.parse(stored)).build());
    }

    /** Numbered lines, {@code given} of them read; then so many rotations with nobody there, and a few lines more. */
    private LogEntry readThenAway(Place place, int rotations, int given) throws Exception {
        directory = place.newDirectory();
        try (ProducerWriter writer = new ProducerWriter(directory, ROTATE_BYTES).varied()) {
            writer.numbered(1, LINES);
            LogEntry last = read(LogOptions.builder().build(), given).last();
            written = LINES;
            for (int away = writer.rotations() + rotations; writer.rotations() < away; ) {
                writer.numbered(++written);
            }
            writer.numbered(written + 1, written + 30);
            written += 30;
            return last;
        }
    }

    private TestSink read(LogOptions options, int count) throws LogException {
        TestSink sink = new TestSink();
        try (LogStream stream = LogStream.open(directory, options)) {
            while (sink.entries.size() < count
                    && stream.poll(entry -> sink.entry(entry) && sink.entries.size() < count)
                            != LogStream.State.FINISHED) {
                Thread.onSpinWait();
            }
        }
        return sink;
    }

    private void assertGivesTheRest(LogOptions.Builder options, long given) throws Exception {
        for (boolean follow : new boolean[] {false, true}) {
            SequenceSink sink = new SequenceSink(given + 1);
            LogOptions built = options.follow(follow).listener(sink).build();
            try (LogStream stream = LogStream.open(directory, built)) {
                while (stream.poll(sink) == LogStream.State.MORE) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(List.of(), sink.faults());
            assertEquals(written + 1, sink.expected);
            assertEquals(0, sink.gaps + sink.harmless);
        }
    }

    private void assertRefused(LogOptions options) {
        InvalidCursorException refused =
                assertThrows(InvalidCursorException.class, () -> LogStream.open(directory, options)
                        .close());
        assertTrue(refused.getMessage().contains("exec.log"), refused.getMessage());
    }

    /** Where the very file of the entry stands now; -1 when it is gone. Asked of the file's content, not of the engine. */
    private int find(LogEntry entry) throws IOException {
        for (int i = 0; i <= ProducerWriter.ROTATED; i++) {
            Path path = directory.resolve(i == 0 ? "exec.log" : "exec.log." + i);
            if (Files.exists(path)
                    && Files.readString(path).contains("\"" + entry.text().stripTrailing() + "\\n\"")) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the number belongs to a file that has a line's beginning at the offset. */
    private boolean fitsAnotherFile(LogPosition position) throws IOException {
        for (int i = 0; i <= ProducerWriter.ROTATED; i++) {
            Path path = directory.resolve(i == 0 ? "exec.log" : "exec.log." + i);
            try (FileChannel channel = FileChannel.open(path)) {
                Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
                byte[] bytes = Files.readAllBytes(path);
                if (((Number) inode).longValue() == position.generation()
                        && position.offset() <= channel.size()
                        && (position.offset() == 0 || bytes[(int) position.offset() - 1] == '\n')) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                continue; // fewer files than a full chain
            }
        }
        return false;
    }
}
