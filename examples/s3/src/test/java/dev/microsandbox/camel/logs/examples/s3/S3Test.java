package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example as a process, with an S3 here; it is killed between put and commit, and in the end the bucket has exactly what was
 * written, in order: nothing missing, nothing twice.
 */
@Tag("it")
class S3Test {
    private static final int BATCH = 200;

    @TempDir
    Path dir;

    private final ExecutorService background = Executors.newCachedThreadPool();
    /** It writes its first line shortly before midnight. */
    private final Instant start = Instant.parse("2026-11-24T23:59:59.650Z");

    private WrittenSandbox web;
    private WrittenSandbox agent;
    private HeldStore store;
    private String heldKey;
    private LocalS3 server;
    private Bucket bucket;

    @BeforeEach
    void open() throws Exception {
        web = new WrittenSandbox(ChildProcess.home(dir), "web", start);
        agent = new WrittenSandbox(ChildProcess.home(dir), "agent-1", start);
        server = LocalS3.start(dir.resolve("objects"), 0, files -> store = new HeldStore(files));
        bucket = new Bucket(server.port(), Application.BUCKET);
    }

    @AfterEach
    void close() throws Exception {
        background.shutdownNow();
        bucket.close();
        server.close();
        web.close();
        agent.close();
    }

    @Test
    void whatWasPutAndNotCommittedIsOverwrittenByALongerBatch() throws Exception {
        int first = killedBetweenPutAndCommit(BATCH);
        int again = endsWith(2 * BATCH);
        assertTrue(again > first, () -> "it was to be cut longer: " + first + ", then " + again);
    }

    @Test
    @Tag("slow")
    void whatWasPutAndNotCommittedIsOverwrittenByAShorterBatch() throws Exception {
        int first = killedBetweenPutAndCommit(BATCH);
        int again = endsWith(20);
        assertTrue(again < first, () -> "it was to be cut shorter: " + first + ", then " + again);
    }

    /** The application is killed when the third object of exec.log is there; gives its length. */
    private int killedBetweenPutAndCommit(int batchSize) throws Exception {
        web.print(batchSize * 2); // a quarter of that is in runtime.log, and comes into the same batches
        agent.print(300);
        store.hold("sandbox=web/date=2", 3);
        try (ChildProcess run = Application.process(dir, server, batchSize)) {
            heldKey = store.awaitHeld();
            run.kill();
        }
        int length = bucket.lines(heldKey).size();
        store.release();
        web.print(2 * batchSize);
        agent.print(300);
        return length;
    }

    /** It runs again, with batches of another size, to the end; gives the length of the object that had been put already. */
    private int endsWith(int batchSize) throws Exception {
        store.hold(heldKey, 1);
        int length;
        try (ChildProcess run = Application.process(dir, server, batchSize)) {
            assertEquals(heldKey, store.awaitHeld(), "put again under the same key");
            length = bucket.lines(heldKey).size();
            store.release();
            run.expect("all", this::isComplete);
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        bucket.assertExact(web);
        bucket.assertExact(agent);
        assertEquals(
                List.of("sandbox=web/date=2026-11-24/", "sandbox=web/date=2026-11-25/", "sandbox=web/date=none/"),
                bucket.keys("sandbox=web/").stream()
                        .map(key -> key.substring(0, key.lastIndexOf('/') + 1))
                        .distinct()
                        .toList());
        return length;
    }

    /** Kills at any time, batches of any size, and an S3 that is away now and then. */
    @Test
    @Tag("slow")
    void kills() throws Exception {
        Future<?> printing = background.submit(() -> web.printSlowly(3000));
        agent.print(100);
        int[] sizes = {70, 200, 333, 1000, 50, 500, 120, 400};
        for (int round = 0; round < sizes.length; round++) {
            int objects = bucket.keys("").size();
            store.hold("sandbox=" + (round % 2 == 0 ? "web" : "agent-1") + "/", 2 + round % 3);
            try (ChildProcess run = Application.process(dir, server, sizes[round])) {
                agent.print(sizes[round] * (2 + round % 3));
                web.print(sizes[round] * (2 + round % 3));
                if (round % 4 == 3) {
                    store.release();
                    run.expect("some", () -> bucket.keys("").size() > objects + 3);
                    int port = server.port();
                    server.close();
                    agent.print(100);
                    run.expect("exchanges failed, to be tried again");
                    server = LocalS3.start(dir.resolve("objects"), port, files -> store = new HeldStore(files));
                    int now = bucket.keys("").size();
                    run.expect("some behind the outage", () -> bucket.keys("").size() > now);
                } else {
                    store.awaitHeld();
                }
                run.kill();
                store.release();
            }
        }
        try (ChildProcess run = Application.process(dir, server, 250)) {
            printing.get();
            run.expect("all", this::isComplete);
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        bucket.assertExact(web);
        bucket.assertExact(agent);
    }

    private boolean isComplete() throws IOException {
        return bucket.hasAll(web) && bucket.hasAll(agent);
    }
}
