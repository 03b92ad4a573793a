package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.master.MasterComponent;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleResolver;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Behind {@code master:}, which makes and starts a consumer without a route, and stops it before anything else. */
class MasterTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    @Tag("it")
    @Tag("slow")
    void cursorsAreStoredUnderTheIdThatAPersonGaveTheRoute() throws Exception {
        try (App app = app("web")) {
            app.sandboxes.out("web", "a");
            sink.expect("a");
            assertTrue(Files.isDirectory(App.cursors(directory).resolve("mine")));
        }
        try (App app = app("web")) {
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
        }
        logged.noWarning();
    }

    @Test
    void onFailureStopStopsTheRoute() throws Exception {
        try (App app = new App(directory)) {
            lead(app);
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> {
                builder.errorHandler(builder.noErrorHandler());
                builder.from("master:ns:" + App.uri("web?onFailure=stop&maxInFlight=1"))
                        .routeId("mine")
                        .process(sink)
                        .process(exchange -> {
                            throw new IllegalStateException("never");
                        });
            });
            app.start();
            sink.expect("a");
            app.expectStopped("mine");
            sink.expect("a");
        }
    }

    @Test
    @Tag("it")
    @Tag("slow")
    void stopWhenDoneStopsTheRoute() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            lead(app);
            app.routes(builder -> builder.from("master:ns:" + App.uri("web?follow=false&stopWhenDone=true"))
                    .routeId("mine")
                    .process(sink));
            app.start();
            app.expectStopped("mine");
            sink.expect("a", "b");
        }
    }

    @Test
    @Tag("it")
    @Tag("slow")
    void whereTwoRoutesShareTheEndpointNeitherIsTakenForItsOwn() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            lead(app);
            for (String id : List.of("one", "two")) {
                app.routes(builder -> builder.from("master:" + id + ":" + App.uri("web?cursorRepository=none"))
                        .routeId(id)
                        .process(sink));
            }
            app.start();
            sink.expect("a", "a");
            assertEquals(ServiceStatus.Started, app.status("one"));
            assertEquals(
                    List.of("", ""),
                    MsbLogsConsumer.running(app.context).stream()
                            .map(consumer ->
                                    String.valueOf(consumer.getRouteId()).replace("null", ""))
                            .toList());
        }
    }

    @Test
    @Tag("it")
    @Tag("slow")
    void healthCheckConsoleAndListKnowTheConsumerWhileItLeads() throws Exception {
        try (App app = app("web")) {
            app.sandboxes.out("web", "a");
            sink.expect("a");
            HealthCheckRegistry registry = HealthCheckRegistry.get(app.context);
            Sink.await(() -> registry.getCheck("consumer:mine").isPresent());
            HealthCheck check = registry.getCheck("consumer:mine").orElseThrow();
            Sink.await(() -> check.callReadiness().getState() == HealthCheck.State.UP);
            assertEquals(1, check.callReadiness().getDetails().get("msblogs.sandboxes"));
            DevConsole console = app.context
                    .getCamelContextExtension()
                    .getContextPlugin(DevConsoleResolver.class)
                    .resolveDevConsole("msblogs");
            CamelContextAware.trySetCamelContext(console, app.context);
            assertTrue(((String) console.call(DevConsole.MediaType.TEXT)).startsWith("mine\n"));
            List<?> list =
                    app.context.createProducerTemplate().requestBody("msblogs:web?operation=list", null, List.class);
            assertEquals("mine", ((SandboxInfo) list.get(0)).consumers().get(0).cursorName());

            app.stop("mine");
            assertTrue(registry.getCheck("consumer:mine").isEmpty());
            assertEquals("", console.call(DevConsole.MediaType.TEXT));
        }
    }

    /** Longer than the five seconds for which camel-master tries to start a consumer. */
    @Test
    void aLeaderWaitsForTheOneThatStillHasTheCursors() throws Exception {
        try (App before = new App(directory)) {
            before.sandboxes.out("web", "a");
            before.route("mine", "web", sink).start();
            sink.expect("a");
            try (App app = app("web")) {
                logged.expect(Level.WARN, "mine: nothing is read until the cursors are free");
                HealthCheckRegistry registry = HealthCheckRegistry.get(app.context);
                Sink.await(() -> registry.getCheck("consumer:mine").isPresent());
                HealthCheck check = registry.getCheck("consumer:mine").orElseThrow();
                HealthCheck.Result waiting = check.callReadiness();
                assertEquals(HealthCheck.State.DOWN, waiting.getState());
                String message = waiting.getMessage().orElseThrow();
                assertTrue(message.contains(" is in use by process "), message);
                assertEquals(message, waiting.getDetails().get("msblogs.trouble"));
                before.context.stop();
                app.sandboxes.out("web", "b");
                sink.expect("a", "b");
                Sink.await(() -> check.callReadiness().getState() == HealthCheck.State.UP);
                logged.once(Level.WARN, "nothing is read until the cursors are free");
            }
        }
    }

    @Test
    @Tag("it")
    @Tag("slow")
    void aLeaderThatWaitsForCursorsStops() throws Exception {
        try (App before = new App(directory)) {
            before.sandboxes.out("web", "a");
            before.route("mine", "web", sink).start();
            sink.expect("a");
            try (App app = app("web")) {
                logged.expect(Level.WARN, "mine: nothing is read until the cursors are free");
                app.stop("mine");
                assertEquals(List.of(), MsbLogsConsumer.running(app.context));
            }
            before.sandboxes.out("web", "b");
            sink.expect("a", "b"); // it has lost nothing to the other
        }
    }

    /** An application that leads. */
    private App app(String rest) throws Exception {
        App app = new App(directory);
        lead(app);
        app.routes(builder ->
                builder.from("master:ns:" + App.uri(rest)).routeId("mine").process(sink));
        return app.start();
    }

    private void lead(App app) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(directory.resolve("cluster").toString());
        cluster.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(50, TimeUnit.MILLISECONDS);
        app.context.addService(cluster);
        MasterComponent master = app.context.getComponent("master", MasterComponent.class);
        master.setBackOffDelay(100);
        master.setBackOffMaxAttempts(2);
    }
}
