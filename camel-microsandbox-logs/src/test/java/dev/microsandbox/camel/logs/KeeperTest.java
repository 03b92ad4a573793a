package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.LogGap;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Open files are looked after also when nobody reads: "a route that is suspended for twelve rotations loses nothing, one for thirty loses
 * what is beyond, and marks it". The producer keeps four rotated files, so that everything older is there only as long as it is open.
 */
class KeeperTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();
    private final Gate gate = new Gate();

    @Test
    void suspendedForTwelveRotationsNothingIsLost() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.route("r", "web", sink).start();
            sink.expect("0");
            app.context.getRouteController().suspendRoute("r");
            rotate(app, "web", 12);
            app.context.getRouteController().resumeRoute("r");
            sink.expect(texts(0, 13));
            logged.noWarning();
        }
    }

    @Test
    void suspendedForThirtyRotationsWhatIsBeyondIsMarked() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.route("r", "web", sink).start();
            sink.expect("0");
            app.context.getRouteController().suspendRoute("r");
            rotate(app, "web", 12);
            for (int i = 13; i <= 30; i++) {
                app.sandboxes.rotate("web").out("web", String.valueOf(i));
            }
            app.context.getRouteController().resumeRoute("r");
            Sink.await(() -> sink.texts().contains("30"));
            // 13 files were open, and the chain on disk has five.
            assertEquals(List.of(texts(0, 13)), sink.texts().subList(0, 13));
            assertEquals(List.of(texts(26, 31)), sink.texts().subList(13, 18));
            LogGap gap = (LogGap) sink.get(13).header(MsbLogsConstants.GAP);
            assertNotNull(gap);
            assertEquals("exec.log", gap.file());
            assertNull(sink.get(12).header(MsbLogsConstants.GAP));
            logged.once(Level.WARN, "gaps: lines were lost");
        }
    }

    @Test
    void oneThatCannotBeOpenedDoesNotKeepTheKeeperFromTheOthers() throws Exception {
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", new States() {
                @Override
                public String getState(String key) {
                    if (key.endsWith("/bad")) {
                        throw new IllegalStateException("not now");
                    }
                    return super.getState(key);
                }
            });
            app.sandboxes.out("web", "0").out("bad", "never");
            app.routes(builder -> builder.from(App.uri("*?delay=50&cursorRepository=#states"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            Sink.await(() -> consumer(app).status().unreadable() == 1);
            long sweeps = consumer(app).getCounter();
            Sink.await(() -> consumer(app).getCounter() > sweeps + 2); // by now it waits for its worker too
            rotate(app, "web", 12);
            gate.open();
            sink.expect(texts(0, 13));
        }
    }

    @Test
    void aLoudSandboxWhoseOwnTurnIsStuckIsFollowedWithoutASweep() throws Exception {
        AtomicBoolean stuck = new AtomicBoolean();
        try (App app = new App(directory)) {
            app.sandboxes.out("other", "x"); // the home is there
            app.routes(builder -> builder.from(App.uri("web?delay=600000"))
                            .routeId("r")
                            .process(exchange -> {
                                if (stuck.get()) {
                                    gate.process(exchange);
                                }
                            })
                            .process(sink))
                    .start();
            app.sandboxes.out("web", "begin");
            sink.expect("begin");
            String lines = "{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",\"d\":\"x\",\"id\":7}\n".repeat(500);
            int blocks = 0;
            while (isWatched(app)) { // until it is so loud that it is not any more
                app.sandboxes.raw("web", lines);
                blocks++;
                int wanted = 1 + 500 * blocks;
                Sink.await(() -> sink.all().size() >= wanted);
            }
            stuck.set(true);
            app.sandboxes.out("web", "0");
            gate.awaitEntered();
            rotate(app, "web", 12);
            gate.open();
            sink.expect(1 + 500 * blocks + 13);
            logged.noWarning();
        }
    }

    private static MsbLogsConsumer consumer(App app) {
        return (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
    }

    private static boolean isWatched(App app) {
        return !consumer(app).isLoud("web");
    }

    @Test
    void whileASynchronousRouteIsStuckTheKeeperFollowsTheRotationsOfEverySandbox() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0").out("db", "0");
            app.routes(builder -> builder.from(App.uri("*"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            rotate(app, "web", 12);
            rotate(app, "db", 12);
            app.sandboxes.remove("db");
            gate.open();
            sink.expect(26);
            for (String sandbox : List.of("web", "db")) {
                List<String> of = sink.all().stream()
                        .filter(given -> sandbox.equals(given.header(MsbLogsConstants.SANDBOX)))
                        .map(Sink.Given::text)
                        .toList();
                assertEquals(List.of(texts(0, 13)), of);
            }
            logged.noWarning();
        }
    }

    @Test
    void aSandboxThatComesAndRotatesWhileEveryWorkerIsStuckIsHeldToo() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.routes(builder -> builder.from(App.uri("*?concurrentConsumers=1"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            app.sandboxes.out("new", "0");
            Sink.await(() -> OpenHandles.below(app.sandboxes.logs("new")) == 1);
            rotate(app, "new", 8);
            gate.open();
            sink.expect(10);
            assertEquals(
                    List.of(texts(0, 9)),
                    sink.all().stream()
                            .filter(given -> "new".equals(given.header(MsbLogsConstants.SANDBOX)))
                            .map(Sink.Given::text)
                            .toList());
            logged.noWarning();
        }
    }

    @Test
    void aWindowThatIsFullFollowsRotations() {
        Held held = new Held();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.routes(builder -> builder.from(App.uri("web?maxInFlight=1"))
                            .routeId("r")
                            .process(held))
                    .start();
            held.expect(1);
            rotate(app, "web", 12);
            held.open();
            held.expect(13);
            assertEquals(List.of(texts(0, 13)), held.texts());
            logged.noWarning();
        }
    }

    @Test
    void allTogetherHoldNoMoreFilesThanTheyMay() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("a", "0").out("b", "0");
            app.route("r", "*?maxOpenFilesTotal=9", sink).start();
            sink.expect(2);
            app.context.getRouteController().suspendRoute("r");
            for (int i = 1; i <= 4; i++) { // as many as the chain on disk has
                app.sandboxes
                        .rotate("a")
                        .out("a", String.valueOf(i))
                        .rotate("b")
                        .out("b", String.valueOf(i));
            }
            Sink.await(() -> OpenHandles.below(directory.resolve("home")) == 9);
            app.context.getRouteController().resumeRoute("r");
            sink.expect(10);
            assertTrue(OpenHandles.below(directory.resolve("home")) <= 9);
            logged.noWarning();
        }
    }

    /** Rotates so often and writes a line after each, when the file before is open. */
    private static void rotate(App app, String sandbox, int times) {
        for (int i = 1; i <= times; i++) {
            app.sandboxes.rotate(sandbox).out(sandbox, String.valueOf(i));
            int open = i + 1;
            Sink.await(() -> OpenHandles.below(app.sandboxes.logs(sandbox)) >= open);
        }
    }

    private static String[] texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }
}
