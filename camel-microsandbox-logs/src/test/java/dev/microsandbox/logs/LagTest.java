package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far reading is behind: in bytes, in rotations, and since when. */
class LagTest {
    private static final String OLD = "{\"t\":\"2026-05-01T10:00:00Z\",\"s\":\"stdout\",\"d\":\"old\"}\n";
    private static final String NEW = "{\"t\":\"2026-05-01T10:00:01Z\",\"s\":\"stdout\",\"d\":\"new\"}\n";

    @TempDir
    Path directory;

    private final TestSink sink = new TestSink();

    @Test
    void bytesAndTheTimeOfTheFirstUnreadLine() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = LogStream.open(directory, sink.following().build())) {
            producer.raw(OLD);
            sink.expect(stream, "old");
            assertEquals(0, stream.lag().unreadBytes());
            assertNull(stream.lag().oldestUnread());
            producer.raw("no entry\n").raw(OLD);
            producer.rotateExec();
            producer.raw(NEW);
            stream.keep();
            LogLag lag = stream.lag();
            assertEquals("no entry\n".length() + OLD.length() + NEW.length(), lag.unreadBytes());
            assertEquals(Instant.parse("2026-05-01T10:00:00Z"), lag.oldestUnread());
            sink.expect(stream, "old", "new");
            assertEquals(0, stream.lag().unreadBytes());
        }
    }

    @Test
    void rotationsLeftAreWhatMayBeOpenedAndWhatTheChainHolds() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.raw(OLD);
            try (LogStream stream =
                    LogStream.open(directory, sink.following().maxOpenFiles(5).build())) {
                int left = 4 + 5; // four more may be opened, and then the newest of them leaves a chain of five
                while (left > 0) {
                    assertEquals(left, stream.lag().rotationsLeft());
                    producer.rotateExec();
                    producer.raw(NEW);
                    stream.keep();
                    left--;
                }
                assertEquals(0, stream.lag().rotationsLeft());
                assertEquals(0, sink.gaps.size(), "nobody has read yet");
                sink.expect(stream, "old", "new", "new", "new", "new", "new", "new", "new", "new", "new");
            }
        }
    }

    @Test
    void filesThatThereIsNoRoomForAreUnreadToo() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.raw(OLD);
            FileBudget budget = new FileBudget(2, 1 << 30);
            try (LogStream stream =
                    LogStream.open(directory, sink.following().files(budget).build())) {
                for (int i = 0; i < 3; i++) {
                    producer.rotateExec();
                    producer.raw(NEW);
                    stream.keep();
                }
                assertEquals(2, budget.openFiles());
                assertEquals(OLD.length() + 3L * NEW.length(), stream.lag().unreadBytes());
            }
        }
    }

    @Test
    void ofAFileThatWasSeenAndNeverOpenedAtLeastWhatItHadIsLost() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.raw(OLD);
            FileBudget budget = new FileBudget(2, 1 << 30);
            try (LogStream stream =
                    LogStream.open(directory, sink.following().files(budget).build())) {
                producer.rotateExec();
                producer.raw(NEW); // held, as the second
                stream.keep();
                producer.rotateExec();
                producer.raw(NEW).raw(NEW).raw(NEW); // seen, and there is no room
                stream.keep();
                for (int i = 0; i < 5; i++) {
                    producer.rotateExec();
                    producer.raw(OLD);
                }
                sink.expect(stream, "old", "new", "old", "old", "old", "old", "old");
                LogGap gap = sink.gaps.get(0);
                assertEquals(LogGap.Certainty.LOST, gap.certainty());
                assertEquals(3L * NEW.length(), gap.bytesAtLeast());
                assertEquals(-1, gap.bytesAtMost());
            }
        }
    }

    @Test
    void behindANameThatIsMissingAtMostARotatedFileIsLost() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
            producer.raw(OLD);
            producer.rotateExec();
            producer.raw(NEW);
            producer.rotateExec();
            producer.raw(NEW);
        }
        Files.delete(directory.resolve("exec.log.1"));
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "old", "new");
            LogGap gap = sink.gaps.get(0);
            assertEquals(0, gap.bytesAtLeast());
            assertEquals(10L << 20, gap.bytesAtMost());
        }
    }
}
