package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A put of an earlier run that the server writes only when a later run has put more under its key, and has gone on. */
@Tag("it")
class LatePutTest {
    private static final int BATCH = 200;
    private static final String EXEC = "sandbox=web/date=2";

    @TempDir
    Path dir;

    private WrittenSandbox web;
    private HeldStore store;
    private LocalS3 server;
    private Bucket bucket;

    @BeforeEach
    void open() throws Exception {
        web = new WrittenSandbox(ChildProcess.home(dir), "web", Instant.parse("2026-11-24T12:00:00Z"));
        server = LocalS3.start(dir.resolve("objects"), 0, files -> store = new HeldStore(files));
        bucket = new Bucket(server.port(), Application.BUCKET);
    }

    @AfterEach
    void close() throws Exception {
        store.release();
        bucket.close();
        server.close();
        web.close();
    }

    @Test
    void aPutThatOutlivesItsApplicationOverwritesNothing() throws Exception {
        String key = killedInAPut();
        runsToTheEnd();
        assertRefused(key);
    }

    @Test
    @Tag("slow")
    void norDoesOneThatWasToOverwrite() throws Exception {
        web.print(4 * BATCH);
        store.hold(EXEC, 2);
        String key;
        try (ChildProcess run = Application.process(dir, server, BATCH)) {
            key = store.awaitHeld();
            run.kill();
        }
        store.release();
        store.holdUnwritten(key, 1);
        try (ChildProcess run = Application.process(dir, server, BATCH / 2)) {
            assertEquals(key, store.awaitHeld());
            run.kill();
        }
        runsToTheEnd();
        assertRefused(key);
    }

    /** In one JVM: the stop was forced, and the thread that puts goes on. */
    @Test
    @Tag("slow")
    void norDoesOneThatOutlivesItsRoute() throws Exception {
        store.holdUnwritten(EXEC, 1);
        try (DefaultCamelContext context = Application.here(dir, server, BATCH, 300)) {
            context.getShutdownStrategy().setTimeout(1);
            context.start();
            web.print(BATCH / 4); // put when its time is over
            String key = store.awaitHeld();
            Thread putting = putting();
            context.getRouteController().stopRoute(S3Route.NAME);
            web.print(BATCH);
            context.getRouteController().startRoute(S3Route.NAME);
            Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> bucket.hasAll(web));
            assertRefused(key);
            putting.join(TimeUnit.SECONDS.toMillis(60));
            assertFalse(putting.isAlive(), () -> Arrays.toString(putting.getStackTrace()));
            bucket.assertExact(web);
        }
    }

    private String killedInAPut() throws Exception {
        web.print(4 * BATCH);
        store.holdUnwritten(EXEC, 2);
        try (ChildProcess run = Application.process(dir, server, BATCH)) {
            String key = store.awaitHeld();
            run.kill();
            return key;
        }
    }

    private void runsToTheEnd() throws Exception {
        try (ChildProcess run = Application.process(dir, server, 2 * BATCH)) {
            run.expect("all", () -> bucket.hasAll(web));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        bucket.assertExact(web);
    }

    private void assertRefused(String key) throws Exception {
        int length = bucket.lines(key).size();
        store.release();
        store.awaitSettled();
        assertEquals(length, bucket.lines(key).size(), "lines of what was put later");
        bucket.assertExact(web);
    }

    /** The thread that waits for an answer from S3. */
    private static Thread putting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("putObject")))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
