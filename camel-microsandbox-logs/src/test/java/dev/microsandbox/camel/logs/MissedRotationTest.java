package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.MissedRotationException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A route that is blocked while more rotations pass than it may hold files open. */
class MissedRotationTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();
    private final States states = new States();

    @Test
    void withSkipItGoesOnAtTheOldestFileWithAGap() {
        try (App app = blockedFor12Rotations("")) {
            sink.expect("a", "b", "r8", "r9", "r10", "r11", "r12");
            LogGap gap = assertInstanceOf(LogGap.class, sink.get(2).header(MsbLogsConstants.GAP));
            assertEquals("exec.log", gap.file());
            for (int i : new int[] {0, 1, 3, 4, 5, 6}) {
                assertNull(sink.get(i).header(MsbLogsConstants.GAP));
            }
            logged.expect(Level.WARN, "gaps");
            assertTrue(logged.once(Level.WARN, "gaps").contains("rotated faster than it was read"));
            app.stop("r").start("r");
            app.sandboxes.out("web", "z");
            sink.expect("a", "b", "r8", "r9", "r10", "r11", "r12", "z");
        }
    }

    @Test
    void withFailTheRouteStopsAndFailsAgainUntilTheCursorIsReset() {
        try (App app = blockedFor12Rotations("&onMissedRotation=fail")) {
            app.expectStopped("r");
            sink.expect("a", "b");
            assertTold();
            app.start("r").expectStopped("r");
            sink.expect("a", "b");
        }
        try (App app = new App(directory)) {
            route(app, "&onMissedRotation=fail", new Gate()).start();
            app.expectStopped("r");
            sink.expect("a", "b");
            states.all.remove("r/web");
            app.start("r");
            sink.expect("a", "b", "r8", "r9", "r10", "r11", "r12");
        }
    }

    @Test
    void afterAFailedMissASkippingRouteGoesOn() {
        try (App app = blockedFor12Rotations("&onMissedRotation=fail")) {
            app.expectStopped("r");
        }
        Gate gate = new Gate();
        gate.open();
        try (App app = new App(directory)) {
            route(app, "&onMissedRotation=skip", gate).start();
            sink.expect("a", "b", "r8", "r9", "r10", "r11", "r12");
            assertInstanceOf(LogGap.class, sink.get(2).header(MsbLogsConstants.GAP));
        }
    }

    @Test
    void rotationsThatTheOpenFilesReachAreNotMissed() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            route(app, "&onMissedRotation=fail", gate).start();
            gate.awaitEntered();
            for (int i = 1; i <= 4; i++) {
                app.sandboxes.rotate("web").out("web", "r" + i);
            }
            gate.open();
            sink.expect("a", "b", "r1", "r2", "r3", "r4");
            logged.noWarning();
        }
    }

    @Test
    void aSuspendedRouteHoldsWhatIsRotatedAway() throws Exception {
        try (App app = new App(directory)) {
            Gate open = new Gate();
            open.open();
            app.sandboxes.out("web", "a");
            route(app, "&onMissedRotation=fail", open).start();
            sink.expect("a");
            app.context.getRouteController().suspendRoute("r");
            for (int i = 1; i <= 8; i++) {
                int opened = i + 1;
                app.sandboxes.rotate("web").out("web", "r" + i);
                Sink.await(() -> openLogFiles(app) == opened);
            }
            app.context.getRouteController().resumeRoute("r");
            sink.expect("a", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8");
            logged.noWarning();
        }
    }

    /** How many log files of the application this process holds open. */
    private static long openLogFiles(App app) {
        try (var open = java.nio.file.Files.list(Path.of("/proc/self/fd"))) {
            String logs = app.sandboxes.logs("web").toRealPath().toString();
            return open.filter(link -> {
                        try {
                            return java.nio.file.Files.readSymbolicLink(link)
                                    .toString()
                                    .startsWith(logs + "/");
                        } catch (java.io.IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertTold() {
        List<String> told = logged.lines().stream()
                .filter(line -> line.contains("Sandbox web: lines were lost"))
                .toList();
        assertEquals(1, told.size(), told::toString);
        String line = told.get(0);
        assertTrue(line.contains("Reset the cursor r/web") && line.contains("onMissedRotation=skip"), line);
        assertTrue(line.contains(MissedRotationException.class.getName()), line);
        assertTrue(states.getState("r/web").startsWith("msb1 "), states.getState("r/web"));
    }

    /** The exchange of {@code b} is under way while 12 rotations pass, and then done. */
    private App blockedFor12Rotations(String options) {
        Gate gate = new Gate();
        App app = new App(directory);
        app.sandboxes.out("web", "a", "b");
        route(app, "&maxOpenFiles=5" + options, gate).start();
        gate.awaitEntered();
        for (int i = 1; i <= 12; i++) {
            app.sandboxes.rotate("web").out("web", "r" + i);
        }
        gate.open();
        return app;
    }

    private App route(App app, String options, Gate gate) {
        app.context.getRegistry().bind("states", states);
        return app.routes(builder -> builder.from(App.uri("web?cursorRepository=#states" + options))
                .routeId("r")
                .process(exchange -> {
                    if (exchange.getMessage().getBody(String.class).startsWith("b")) {
                        gate.process(exchange);
                    }
                })
                .process(sink));
    }
}
