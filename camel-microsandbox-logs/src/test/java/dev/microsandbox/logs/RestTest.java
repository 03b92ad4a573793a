package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were read to their end are closed when handles are short, and opened again by identity. */
class RestTest {
    @TempDir
    Path directory;

    private final TestSink sink = new TestSink();
    private final FileBudget budget = new FileBudget(100, 1 << 30);

    private LogStream open() throws LogException {
        return LogStream.open(directory, sink.following().files(budget).build());
    }

    private void rest(LogStream stream) throws LogException {
        stream.rest();
        assertEquals(0, budget.openFiles());
    }

    @Test
    void goesOnWhereItWasWhenSomethingIsWritten() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a");
            sink.expect(stream, "a");
            rest(stream);
            assertEquals(LogStream.State.IDLE, stream.poll(sink));
            assertEquals(0, budget.openFiles(), "nothing was written: it is not opened");
            producer.out("b");
            sink.expect(stream, "b");
            assertEquals(List.of(), sink.events);
        }
    }

    @Test
    void findsItAmongTheRotatedOnes() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a");
            sink.expect(stream, "a");
            rest(stream);
            producer.out("b");
            for (int i = 0; i < 4; i++) {
                producer.rotateExec();
                producer.out("r" + i);
            }
            sink.expect(stream, "b", "r0", "r1", "r2", "r3");
            assertEquals(List.of(), sink.events);
        }
    }

    @Test
    void oneThatHasLeftTheChainMeanwhileIsAGapThatMayBe() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a");
            sink.expect(stream, "a");
            rest(stream);
            for (int i = 0; i < 5; i++) {
                producer.rotateExec();
                producer.out("r" + i);
            }
            sink.expect(stream, "r0", "r1", "r2", "r3", "r4");
            assertEquals(1, sink.gaps.size());
            assertEquals(LogGap.Certainty.POSSIBLE, sink.gaps.get(0).certainty());
        }
    }

    @Test
    void oneThatWasTruncatedMeanwhileIsReadFromItsBeginning() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a").out("b");
            sink.expect(stream, "a", "b");
            rest(stream);
            Files.writeString(directory.resolve("exec.log"), "");
            producer.out("c");
            sink.expect(stream, "c");
            assertEquals(1, sink.events.size());
            assertTrue(sink.events.get(0).startsWith("truncated exec.log"), sink.events.toString());
        }
    }

    @Test
    void aSandboxThatIsRemovedMeanwhileIsAGapThatMayBeAndTheNewOneBeginsAtItsBeginning() throws Exception {
        try (LogStream stream = open()) {
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("a");
                sink.expect(stream, "a");
            }
            rest(stream);
            Files.delete(directory.resolve("exec.log"));
            Files.delete(directory);
            sink.expect(stream);
            assertEquals(1, sink.gaps.size());
            assertEquals(0, sink.gaps.get(0).toGeneration());
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("new");
                sink.expect(stream, "new");
            }
            assertEquals(1, sink.gaps.size());
        }
    }

    /** Looked at just when its file is gone and its directory is not: until that goes too, another file may come. */
    @Test
    void aSandboxThatIsSeenWhileItIsBeingRemovedIsSuchAGapToo() throws Exception {
        try (LogStream stream = open()) {
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("a");
                sink.expect(stream, "a");
            }
            rest(stream);
            Files.delete(directory.resolve("exec.log"));
            sink.expect(stream);
            assertEquals(0, sink.gaps.size());
            Files.delete(directory);
            sink.expect(stream);
            sink.expect(stream);
            assertEquals(1, sink.gaps.size());
            assertEquals(LogGap.Certainty.POSSIBLE, sink.gaps.get(0).certainty());
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("new");
                sink.expect(stream, "new");
            }
            assertEquals(1, sink.gaps.size());
        }
    }

    @Test
    void aSandboxThatComesBackAfterSuchAGapTellsNoSecondOne() throws Exception {
        try (LogStream stream = open()) {
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("a");
                sink.expect(stream, "a");
                rest(stream);
                for (int i = 0; i < 5; i++) {
                    producer.rotateExec();
                }
                producer.out("b");
                sink.expect(stream, "b");
                assertEquals(1, sink.gaps.size());
            }
            rest(stream);
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
            sink.expect(stream);
            assertEquals(2, sink.gaps.size());
            try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20)) {
                producer.out("new");
                sink.expect(stream, "new");
            }
            assertEquals(2, sink.gaps.size());
        }
    }

    @Test
    void whatIsUnreadIsNotLetGo() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a").raw("{\"t\":\"half");
            sink.expect(stream, "a");
            stream.rest();
            assertEquals(1, budget.openFiles());
        }
    }

    @Test
    void checkpointsStayWhatTheyAre() throws Exception {
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = open()) {
            producer.out("a");
            sink.expect(stream, "a");
            LogCheckpoint before = stream.checkpoint();
            rest(stream);
            assertEquals(before, stream.checkpoint());
        }
    }

    /** Another thread closes all the time what it may, while a producer rotates: nothing is missing, nothing comes twice. */
    @Test
    void nothingIsLostOrRepeatedHoweverOftenFilesAreClosed() throws Exception {
        long lines = 40_000;
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long[] next = {1};
        AtomicLong rested = new AtomicLong();
        LogOptions options = LogOptions.builder().follow(true).files(budget).build();
        try (ProducerWriter producer = new ProducerWriter(directory, 64 * 1024);
                LogStream stream = LogStream.open(directory, options)) {
            Thread closer = new Thread(() -> {
                try {
                    while (!done.get()) {
                        stream.rest();
                        rested.addAndGet(budget.openFiles() == 0 ? 1 : 0);
                        stream.lag();
                        stream.keep();
                    }
                } catch (LogException | RuntimeException e) {
                    failure.set(e);
                }
            });
            closer.start();
            for (long seq = 1; seq <= lines; seq++) {
                producer.numbered(seq);
                boolean all = seq % 4000 == 0;
                while (seq - next[0] > 300 || all && next[0] <= seq) { // the chain holds more
                    stream.poll(entry -> {
                        String text = entry.text();
                        assertEquals(next[0]++, Long.parseLong(text.substring(0, text.indexOf(' '))));
                        return true;
                    });
                }
                long before = rested.get();
                while (all && rested.get() == before && failure.get() == null) {
                    Thread.onSpinWait(); // it is closed at least now, and otherwise whenever it happens to be
                }
            }
            done.set(true);
            closer.join();
        }
        assertEquals(null, failure.get());
        assertTrue(rested.get() >= 10, "it was closed " + rested + " times");
        assertEquals(lines + 1, next[0]);
        assertEquals(0, budget.openFiles());
    }
}
