package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.BootError;
import dev.microsandbox.logs.LogEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A failed start of a sandbox comes through a route, once. */
class BootErrorRouteTest {
    private static final Instant NOON = Instant.parse("2026-04-30T12:00:00Z");
    private static final String FIRST =
            "{\"t\":\"2026-04-30T12:00:00Z\",\"stage\":\"mount\",\"errno\":2,\"message\":\"no rootfs\"}";
    private static final String SECOND =
            "{\"t\":\"2026-04-30T12:00:01Z\",\"stage\":\"vm\",\"errno\":12,\"message\":\"no memory\"}";
    private static final String FIRST_LINE = "boot failed in mount: no rootfs (errno 2)";
    private static final String SECOND_LINE = "boot failed in vm: no memory (errno 12)";

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void comesWithItsHeader() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a");
            app.sandboxes.bootError("web", FIRST);
            sink.expect("a", FIRST_LINE);
            Sink.Given given = sink.get(1);
            assertEquals(new BootError("mount", 2, "no rootfs", NOON), given.header(MsbLogsConstants.BOOT_ERROR));
            assertEquals("system", given.header(MsbLogsConstants.SOURCE));
            assertEquals(NOON, given.header(MsbLogsConstants.TIMESTAMP));
            assertEquals("web", given.header(MsbLogsConstants.SANDBOX));
            assertEquals(((LogEntry) given.body()).id(), given.header(MsbLogsConstants.ENTRY_ID));
            assertNull(given.header(MsbLogsConstants.LIFECYCLE));
            assertNull(sink.get(0).header(MsbLogsConstants.BOOT_ERROR));
            logged.noWarning();
        }
    }

    @Test
    void aBatchHasItAmongItsEntries() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").bootError("web", FIRST);
            app.route("r", "web?sources=all&batchSize=2&body=text", sink).start();
            sink.expect(1);
            assertEquals(List.of("a\n", FIRST_LINE + "\n"), sink.get(0).body());
            assertFalse(sink.get(0).headers().containsKey(MsbLogsConstants.BOOT_ERROR));
        }
    }

    @Test
    void whoDoesNotAskForSystemDoesNotGetIt() {
        try (App app = new App(directory)) {
            app.sandboxes.bootError("web", FIRST).out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
            app.sandboxes.bootError("web", SECOND).out("web", "b");
            sink.expect("a", "b");
        }
    }

    @Test
    void aRestartDoesNotRepeatItAndFindsANewOne() {
        try (App app = new App(directory)) {
            app.sandboxes.bootError("web", FIRST);
            app.route("r", "web?sources=all", sink).start();
            sink.expect(FIRST_LINE);
            app.stop("r").start("r");
            app.sandboxes.out("web", "a").rotate("web").out("web", "b");
            sink.expect(FIRST_LINE, "a", "b");
        }
        try (App app = new App(directory)) {
            app.route("r", "web?sources=all", sink).start();
            app.sandboxes.out("web", "c");
            sink.expect(FIRST_LINE, "a", "b", "c");
        }
        try (App app = new App(directory)) {
            app.sandboxes.booted("web").bootError("web", SECOND);
            app.route("r", "web?sources=all", sink).start();
            sink.expect(FIRST_LINE, "a", "b", "c", SECOND_LINE);
            app.sandboxes.booted("web").out("web", "d");
            sink.expect(FIRST_LINE, "a", "b", "c", SECOND_LINE, "d");
        }
        logged.noWarning();
    }

    @Test
    void onlyWhatWasDoneIsRemembered() {
        Held held = new Held();
        try (App app = new App(directory)) {
            app.context.getShutdownStrategy().setTimeout(1);
            app.sandboxes.out("web", "a").bootError("web", FIRST);
            app.routes(builder -> builder.from(App.uri("web?sources=all&commitInterval=0"))
                            .routeId("r")
                            .process(held))
                    .start();
            held.expect(2);
            held.get(0).end();
        }
        try (App app = new App(directory)) {
            app.route("r", "web?sources=all", sink).start();
            sink.expect(FIRST_LINE);
        }
        try (App app = new App(directory)) {
            app.route("r", "web?sources=all", sink).start();
            app.sandboxes.out("web", "b");
            sink.expect(FIRST_LINE, "b");
        }
    }

    @Test
    void anExchangeThatFailedComesAgainWithTheSameId() {
        Held held = new Held();
        try (App app = new App(directory)) {
            app.sandboxes.bootError("web", FIRST);
            app.routes(builder -> builder.from(App.uri("web?sources=all&retryDelay=10"))
                            .routeId("r")
                            .process(held))
                    .start();
            held.expect(1);
            app.sandboxes.booted("web");
            held.get(0).fail("no");
            held.expect(2);
            held.open();
            assertEquals(List.of(FIRST_LINE, FIRST_LINE), held.texts());
            assertEquals(id(held.get(0)), id(held.get(1)));
        }
    }

    private static Object id(Held.One one) {
        return one.exchange().getMessage().getHeader(MsbLogsConstants.ENTRY_ID);
    }

    @Test
    void whileTheRouteIsStuckEachIsKept() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web?sources=all"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            app.sandboxes.bootError("web", FIRST);
            awaitKept(app, 1);
            app.sandboxes.booted("web").bootError("web", SECOND);
            awaitKept(app, 3);
            app.sandboxes.booted("web");
            gate.open();
            sink.expect("a", FIRST_LINE, SECOND_LINE);
            logged.noWarning();
        }
    }

    /** Rotates twice, and waits each time until the keeper has looked, which shows in what is open. */
    private static void awaitKept(App app, int open) {
        for (int i = 1; i <= 2; i++) {
            int wanted = open + i;
            app.sandboxes.rotate("web");
            Sink.await(() -> OpenHandles.below(app.sandboxes.logs("web")) >= wanted);
        }
    }

    @Test
    void startAtTheEndPassesOverWhatIsThereForGood() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").bootError("web", FIRST);
            States states = new States();
            app.context.getRegistry().bind("states", states);
            app.route("r", "web?sources=all&start=end&cursorRepository=#states", sink)
                    .start();
            Sink.await(() -> states.getState("r/web") != null); // it was opened
            app.sandboxes.out("web", "b");
            sink.expect("b");
            app.stop("r").start("r");
            app.sandboxes.out("web", "c");
            sink.expect("b", "c");
            app.sandboxes.bootError("web", SECOND);
            sink.expect("b", "c", SECOND_LINE);
        }
    }

    @Test
    void oneMadeAnewUnderItsNameTellsItsOwn() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").bootError("web", FIRST);
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a", FIRST_LINE);
            app.sandboxes.remove("web");
            logged.expect(Level.INFO, "sandbox web gone");
            app.sandboxes.bootError("web", SECOND);
            sink.expect("a", FIRST_LINE, SECOND_LINE);
            assertNull(sink.get(2).header(MsbLogsConstants.GAP));
            logged.noWarning();
        }
    }

    /** The place in exec.log is gone; what is known of the failure is not. */
    @Test
    void aCursorThatDoesNotFitRepeatsNoFailure() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").bootError("web", FIRST);
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a", FIRST_LINE);
            app.stop("r");
            for (int i = 0; i < 6; i++) {
                app.sandboxes.rotate("web").out("web", "b" + i);
            }
            app.start("r");
            sink.expect("a", FIRST_LINE, "b1", "b2", "b3", "b4", "b5");
        }
    }

    @Test
    void aSnapshotHasItAtItsTime() {
        try (App app = new App(directory).start()) {
            app.sandboxes
                    .at("web", NOON.minusSeconds(1), "a")
                    .at("web", NOON.plusSeconds(1), "b")
                    .bootError("web", FIRST);
            List<?> all = app.context
                    .createProducerTemplate()
                    .requestBody("msblogs:web?operation=read&sources=all", null, List.class);
            assertEquals(
                    List.of("a", FIRST_LINE, "b"),
                    all.stream().map(entry -> ((LogEntry) entry).text().strip()).toList());
        }
    }
}
