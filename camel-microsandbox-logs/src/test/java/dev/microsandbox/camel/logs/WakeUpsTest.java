package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.ProducerWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a worker is woken, as Linux counts it: each time a thread that waited goes on ({@code voluntary_ctxt_switches}). What bounds
 * it is our own timer, so the bounds hold on a slow machine as on a fast one.
 */
class WakeUpsTest {
    private static final Path THREAD = Path.of("/proc/thread-self");
    /** How long is looked. */
    private static final long MILLIS = 2000;

    @TempDir
    Path directory;

    /** Counts entries, and tells which thread is the worker's: a synchronous route runs on it. */
    private static final class Counting implements Processor {
        private final AtomicLong count = new AtomicLong();
        private final AtomicReference<Path> thread = new AtomicReference<>();

        @Override
        public void process(Exchange exchange) throws IOException {
            if (thread.get() == null) {
                thread.set(THREAD.toRealPath());
            }
            count.incrementAndGet();
        }

        long wakeUps() {
            try {
                for (String line : Files.readAllLines(thread.get().resolve("status"))) {
                    if (line.startsWith("voluntary_ctxt_switches:")) {
                        return Long.parseLong(
                                line.substring(line.indexOf(':') + 1).trim());
                    }
                }
                throw new IllegalStateException("no voluntary_ctxt_switches");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Counting counting = new Counting();

    /** But once a minute, each: nothing for two seconds, while there are some twenty sweeps. */
    @Test
    void silentSandboxesWakeNoWorker() throws Exception {
        Assumptions.assumeTrue(Files.exists(THREAD), "only Linux counts it");
        try (App app = new App(directory)) {
            for (int i = 0; i < 5; i++) {
                app.sandboxes.out("s" + i, "line");
            }
            app.route("silent", "*?delay=100&commitInterval=50", counting).start();
            Sink.await(() -> counting.count.get() == 5);
            long[] before = {counting.wakeUps(), System.nanoTime()};
            Sink.await(
                    () -> { // what the last lines left to do is done when nothing happens for a while
                        long now = counting.wakeUps();
                        if (now != before[0]) {
                            before[0] = now;
                            before[1] = System.nanoTime();
                        }
                        return System.nanoTime() - before[1] > MILLIS * 1_000_000;
                    });
            assertTrue(counting.count.get() == 5);
        }
    }

    /** Above some thousand lines a second nobody tells of each write: the worker looks every 5 ms. */
    @Test
    void aLoudSandboxWakesItsWorkerEveryFiveMilliseconds() throws Exception {
        Assumptions.assumeTrue(Files.exists(THREAD), "only Linux counts it");
        try (App app = new App(directory);
                ProducerWriter writer = new ProducerWriter(app.sandboxes.logs("loud"), 1 << 20)) {
            app.route("loud", "loud?delay=100", counting).start();
            long line = write(writer, 0, 1000); // long enough for it to be known as loud
            long begin = System.nanoTime();
            long before = counting.wakeUps();
            long countedBefore = counting.count.get();
            write(writer, line, MILLIS);
            long wakeUps = counting.wakeUps() - before;
            long millis = (System.nanoTime() - begin) / 1_000_000;
            long entries = counting.count.get() - countedBefore;
            assertTrue(entries > 4 * millis, () -> entries + " entries in " + millis + " ms are not loud");
            assertTrue(
                    wakeUps <= millis / TailPace.LOUD_MILLIS + millis / 10,
                    () -> wakeUps + " wake-ups in " + millis + " ms, for " + entries + " entries");
        }
    }

    /** Writes in bursts, about 20,000 lines a second, and returns the number of the last line. */
    private static long write(ProducerWriter writer, long from, long millis) throws IOException {
        long begin = System.nanoTime();
        long line = from;
        while (System.nanoTime() - begin < millis * 1_000_000) {
            if (line - from < (System.nanoTime() - begin) / 50_000) {
                writer.numbered(++line);
            } else {
                Thread.onSpinWait();
            }
        }
        return line;
    }
}
