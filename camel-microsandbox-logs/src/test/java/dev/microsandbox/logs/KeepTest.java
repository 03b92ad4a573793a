package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are kept by another thread while a handler is at work. */
class KeepTest {
    private static final int ROTATE_BYTES = 16 * 1024;
    /** A file has about 100 lines, and five are on disk. */
    private static final int AHEAD = 250;

    @TempDir
    Path directory;

    @Test
    void whileAHandlerIsStuckTwelveRotationsAreFollowed() throws Exception {
        FileBudget budget = new FileBudget(100, 1 << 30);
        List<String> texts = new ArrayList<>();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (ProducerWriter producer = new ProducerWriter(directory, 1 << 20);
                LogStream stream = LogStream.open(
                        directory,
                        LogOptions.builder().follow(true).files(budget).build())) {
            producer.out("0");
            Thread reader = new Thread(() -> {
                try {
                    while (texts.size() < 13) {
                        stream.poll(entry -> {
                            texts.add(entry.text().strip());
                            stuck.countDown();
                            await(free);
                            return true;
                        });
                    }
                } catch (LogException e) {
                    throw new AssertionError(e);
                }
            });
            reader.start();
            stuck.await();
            for (int i = 1; i <= 12; i++) {
                producer.rotateExec();
                producer.out(String.valueOf(i));
                stream.keep();
                assertEquals(i + 1, budget.openFiles());
            }
            assertTrue(budget.heldBytes() > 0, "eight files have no name any more");
            free.countDown();
            reader.join();
            assertEquals(
                    java.util.stream.IntStream.range(0, 13)
                            .mapToObj(String::valueOf)
                            .toList(),
                    texts);
        }
        assertEquals(0, budget.openFiles());
        assertEquals(0, budget.heldBytes());
    }

    @Test
    void aBudgetThatIsUsedUpLeavesEachLogItsTwoFiles() throws Exception {
        FileBudget budget = new FileBudget(3, 1 << 30);
        LogOptions options = LogOptions.builder().follow(true).files(budget).build();
        try (ProducerWriter one = new ProducerWriter(directory.resolve("a"), 1 << 20);
                ProducerWriter two = new ProducerWriter(directory.resolve("b"), 1 << 20)) {
            one.out("0");
            two.out("0");
            try (LogStream a = LogStream.open(directory.resolve("a"), options);
                    LogStream b = LogStream.open(directory.resolve("b"), options)) {
                for (int i = 1; i <= 3; i++) {
                    one.rotateExec();
                    one.out(String.valueOf(i));
                    two.rotateExec();
                    two.out(String.valueOf(i));
                    a.keep();
                    b.keep();
                }
                assertEquals(4, budget.openFiles()); // three are allowed, and each log its second
                for (LogStream stream : List.of(a, b)) {
                    List<String> texts = new ArrayList<>();
                    while (texts.size() < 4) {
                        stream.poll(entry -> texts.add(entry.text().strip()));
                    }
                    assertEquals(List.of("0", "1", "2", "3"), texts);
                }
            }
        }
        assertEquals(0, budget.openFiles());
    }

    @Test
    void keepingRacesWithReadingAndRotating() throws Exception {
        race(30_000);
    }

    @Tag("stress")
    @Test
    void keepingRacesWithReadingAndRotatingForLong() throws Exception {
        race(300_000);
    }

    private void race(long lines) throws Exception {
        AtomicLong read = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        FileBudget budget = new FileBudget(1000, 1 << 30);
        try (LogStream stream = LogStream.open(
                directory, LogOptions.builder().follow(true).files(budget).build())) {
            Thread keeper = new Thread(() -> {
                try {
                    while (!over.get()) {
                        stream.keep();
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            Thread producer = new Thread(() -> {
                try (ProducerWriter writer = new ProducerWriter(directory, ROTATE_BYTES).varied()) {
                    for (long number = 1; number <= lines && !over.get(); number++) {
                        writer.numbered(number);
                        while (number - read.get() > AHEAD && !over.get()) {
                            LockSupport.parkNanos(10_000);
                        }
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            keeper.start();
            producer.start();
            try {
                while (read.get() < lines && failure.get() == null) {
                    stream.poll(entry -> {
                        long number = Long.parseLong(
                                entry.text().substring(0, entry.text().indexOf(' ')));
                        assertEquals(read.get() + 1, number);
                        read.set(number);
                        return true;
                    });
                }
            } finally {
                over.set(true);
                keeper.join();
                producer.join();
            }
            assertNull(failure.get());
            assertEquals(lines, read.get());
        }
        assertEquals(0, budget.openFiles());
        assertEquals(0, budget.heldBytes());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
