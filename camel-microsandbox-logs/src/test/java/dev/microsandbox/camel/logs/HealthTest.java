package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cursors that cannot be stored: the route goes on, the check is DOWN, and what is owed is stored when there is room again. */
class HealthTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void whileTheJournalCannotWriteTheRouteGoesOnAndTheCheckIsDown() throws Exception {
        Path journal = App.cursors(directory).resolve("r");
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web?commitInterval=0&delay=50", sink).start();
            sink.expect("a");
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
            // Somebody puts a file where the directory was: nothing can be written.
            Files.move(journal, directory.resolve("away"));
            Files.createFile(journal);
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
            Sink.await(() -> check(app).getState() == HealthCheck.State.DOWN);
            assertTrue(check(app).getMessage().orElseThrow().startsWith("Cursors of r are not stored: "));
            logged.once(Level.WARN, "Cursors are not stored");
            Files.delete(journal);
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
        }
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "c");
            app.route("r", "web", sink).start();
            sink.expect("a", "b", "c"); // what was owed is there
        }
    }

    /** Whoever brings it DOWN, Camel or the component. */
    @Test
    void beforeTheFirstSweepItIsDownAndSaysWhyInItsDetails() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from("msblogs:web?initialDelay=3600000")
                            .routeId("r")
                            .process(sink))
                    .start();
            HealthCheck.Result early = check(app);
            assertEquals(HealthCheck.State.DOWN, early.getState());
            assertEquals(early.getMessage().orElseThrow(), early.getDetails().get("msblogs.trouble"));
        }
    }

    @Test
    void aForeignRepositoryThatThrowsIsTheSame() {
        States states = new States() {
            @Override
            public void setState(String key, String value) {
                if (sink.all().size() == 2) {
                    throw new IllegalStateException("no room");
                }
                super.setState(key, value);
            }
        };
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.sandboxes.out("web", "a");
            app.route("r", "web?commitInterval=0&delay=50&cursorRepository=#states", sink)
                    .start();
            sink.expect("a");
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
            app.sandboxes.out("web", "b");
            Sink.await(() -> check(app).getState() == HealthCheck.State.DOWN);
            assertEquals(
                    "Cursors of r are not stored: java.lang.IllegalStateException: no room",
                    check(app).getMessage().orElseThrow());
            assertEquals(
                    "Cursors of r are not stored: java.lang.IllegalStateException: no room",
                    check(app).getDetails().get("msblogs.trouble"));
            logged.expect(Level.WARN, "cursors could not be stored");
            app.sandboxes.out("web", "c");
            sink.expect("a", "b", "c");
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
        }
    }

    private static HealthCheck.Result check(App app) {
        MsbLogsConsumer consumer = (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
        return consumer.getHealthCheck().call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
    }
}
