package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn is it: those ahead first, but not all the time; and one that is loud does not hold up the others. */
class WorkerTest {
    @TempDir
    java.nio.file.Path directory;

    @Test
    void eightTurnsAheadAndThenOneBehind() throws Exception {
        Worker worker = new Worker("worker-test", () -> {});
        CountDownLatch begun = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        worker.run(() -> await(begun), 0);
        for (int i = 1; i <= 3; i++) {
            String name = "b" + i;
            worker.turn(() -> order.add(name), false);
        }
        for (int i = 1; i <= 10; i++) {
            String name = "a" + i;
            worker.turn(() -> order.add(name), true);
        }
        begun.countDown();
        CountDownLatch done = new CountDownLatch(1);
        worker.run(done::countDown, 0);
        await(done);
        worker.close(() -> {}).get(10, TimeUnit.SECONDS);
        assertEquals("a1 a2 a3 a4 a5 a6 a7 a8 b1 a9 a10 b2 b3", String.join(" ", order));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The loud one's backlog would take a quarter of a minute; what the others write meanwhile does not wait for it. */
    @Test
    void aLoudSandboxDoesNotHoldUpTheOthers() {
        int backlog = 60_000;
        int quiet = 30;
        AtomicInteger loud = new AtomicInteger();
        CountDownLatch allQuiet = new CountDownLatch(quiet);
        try (App app = new App(directory)) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < backlog; i++) {
                lines.append("{\"t\":\"2026-11-24T00:00:00.000Z\",\"s\":\"stdout\",\"d\":\"x\",\"id\":1}\n");
            }
            app.sandboxes.raw("loud", lines.toString());
            for (int i = 0; i < quiet; i++) {
                app.sandboxes.raw("quiet-" + i, "");
            }
            app.route("r", "*", exchange -> take(exchange, loud, allQuiet)).start();
            Sink.await(() -> loud.get() > 1000);
            for (int i = 0; i < quiet; i++) {
                app.sandboxes.out("quiet-" + i, "here");
            }
            await(allQuiet);
            assertTrue(loud.get() < backlog, "the loud one was done before");
        }
    }

    private static void take(Exchange exchange, AtomicInteger loud, CountDownLatch allQuiet) {
        if (!exchange.getMessage().getHeader(MsbLogsConstants.SANDBOX).equals("loud")) {
            allQuiet.countDown();
        } else {
            loud.incrementAndGet();
            long end = System.nanoTime() + 250_000; // work, while anybody waits
            while (allQuiet.getCount() > 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
