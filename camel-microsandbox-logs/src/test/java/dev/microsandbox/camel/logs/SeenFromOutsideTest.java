package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleResolver;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Health check, JMX, meters and dev console show one and the same status. */
class SeenFromOutsideTest {
    private static final Instant HOUR_AGO = Instant.now().minusSeconds(3600);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    private static MsbLogsConsumer consumer(App app) {
        return (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
    }

    private static HealthCheck.Result check(App app) {
        return consumer(app).getHealthCheck().call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
    }

    @Test
    void statusTellsWhatIsDoneAndWhatIsNot() throws Exception {
        try (App app = new App(directory)) {
            Gate gate = new Gate();
            app.sandboxes.at("web", HOUR_AGO, "first").at("web", HOUR_AGO, "held");
            app.sandboxes.out("db", "x");
            app.route("r", "*?maxInFlight=1&concurrentConsumers=2", exchange -> {
                        if (exchange.getMessage().getBody(String.class).equals("held\n")) {
                            gate.process(exchange);
                        }
                        sink.process(exchange);
                    })
                    .start();
            gate.awaitEntered();
            Sink.await(() -> consumer(app).status().lag().toSeconds() >= 3600);
            ConsumerStatus status = consumer(app).status();
            assertEquals("r", status.cursorName());
            assertEquals("r", status.routeId());
            assertEquals(2, status.sandboxes());
            assertEquals(0, status.unreadable());
            assertEquals(0, status.unwatched());
            assertEquals(2, status.openFiles());
            assertEquals(1, status.inFlight());
            assertEquals(2, status.counts().entries());
            assertTrue(status.lagBytes() > 60 && status.lagBytes() < 120, status.toString());
            assertEquals(List.of(), status.trouble());
            SandboxStatus web = consumer(app).sandboxStatus().get(0);
            assertEquals("web", web.sandbox());
            assertEquals(1, web.inFlight());
            assertEquals(status.lagBytes(), web.lagBytes());
            assertTrue(web.watched());
            gate.open();
            Sink.await(() -> consumer(app).status().lagBytes() == 0);
            assertEquals(0, consumer(app).status().lag().toSeconds());
            assertEquals(3, consumer(app).status().counts().entries());
        }
    }

    @Test
    void rotationsLeftCountsDownAndTheCheckIsDownAtOne() throws Exception {
        try (App app = new App(directory)) {
            Gate gate = new Gate();
            app.sandboxes.out("web", "first", "second");
            app.route("r", "web?maxInFlight=1&maxOpenFiles=5", exchange -> {
                        gate.process(exchange);
                        sink.process(exchange);
                    })
                    .start();
            gate.awaitEntered();
            // Five may be open, and five rotations later the last that is open has left the chain: one is open, so nine
            // are left.
            int left = 9;
            Sink.await(() -> consumer(app).status().rotationsLeft() == 9);
            while (left > 1) {
                assertEquals(HealthCheck.State.UP, check(app).getState());
                app.sandboxes.rotate("web").out("web", "r" + left);
                left--;
                int wanted = left;
                Sink.await(() -> consumer(app).status().rotationsLeft() == wanted);
            }
            assertEquals("web", consumer(app).status().nextToLose());
            assertEquals(HealthCheck.State.DOWN, check(app).getState());
            assertEquals(
                    "Sandbox web loses lines after 1 more rotations",
                    check(app).getMessage().orElseThrow());
            assertEquals(1, check(app).getDetails().get("msblogs.rotations.left"));
            gate.open();
            sink.expect(10);
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
            logged.noWarning(); // and nothing was lost
        }
    }

    @Test
    void theCheckIsDownFromTheLagThatIsAsked() throws Exception {
        try (App app = new App(directory)) {
            Gate gate = new Gate();
            app.sandboxes.out("web", "first");
            app.route("r", "web?maxInFlight=1&healthDownAt=1000", exchange -> {
                        gate.process(exchange);
                        sink.process(exchange);
                    })
                    .start();
            gate.awaitEntered();
            assertEquals(HealthCheck.State.UP, check(app).getState());
            for (int i = 0; i < 20; i++) {
                app.sandboxes.out("web", "more");
            }
            Sink.await(() -> check(app).getState() == HealthCheck.State.DOWN);
            assertTrue(check(app).getMessage().orElseThrow().endsWith("(healthDownAt=1000)"));
            gate.open();
            Sink.await(() -> check(app).getState() == HealthCheck.State.UP);
        }
    }

    @Test
    void jmxHasEveryFigureOfTheStatus() throws Exception {
        try (App app = new App(directory, true)) {
            app.sandboxes.out("web", "a").raw("web", "no entry\n");
            app.route("r", "*", sink).start();
            sink.expect("a");
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = server.queryNames(
                            new ObjectName("org.apache.camel:context=" + app.context.getName()
                                    + ",type=consumers,name=MsbLogsConsumer*"),
                            null)
                    .iterator()
                    .next();
            Set<String> attributes = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .collect(Collectors.toSet());
            assertTrue(attributes.contains("InflightExchanges"), "Camel's own: " + attributes);
            for (String wanted : List.of(
                    "Sandboxes",
                    "Entries",
                    "Bytes",
                    "MalformedLines",
                    "OversizedLines",
                    "TornLines",
                    "Truncations",
                    "RotationsFollowed",
                    "Gaps",
                    "BytesLost",
                    "InvalidCursors",
                    "Retries",
                    "Skipped",
                    "InFlight",
                    "LagBytes",
                    "LagSeconds",
                    "RotationsLeft",
                    "HeldBytes",
                    "Commits")) {
                assertNotNull(server.getAttribute(name, wanted), wanted);
            }
            Sink.await(() -> consumer(app).counts().malformed() == 1);
            assertEquals(1L, server.getAttribute(name, "Entries"));
            assertEquals(1L, server.getAttribute(name, "MalformedLines"));
            assertEquals(1, server.getAttribute(name, "Sandboxes"));
        }
    }

    @Test
    void metersAreThereWhereARegistryIs() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("meters", registry);
            app.sandboxes.out("web", "a", "b").out("db", "c");
            app.route("r", "*?metricsPerSandbox=true&delay=50", sink).start();
            sink.expect(3);
            Sink.await(() -> value(registry, "camel.msblogs.entries") == 3);
            assertEquals(2, value(registry, "camel.msblogs.sandboxes"));
            assertEquals(1, value(registry, "camel.msblogs.up"));
            assertEquals("r", registry.get("camel.msblogs.lag").gauge().getId().getTag("routeId"));
            Sink.await(() ->
                    registry.find("camel.msblogs.sandbox.entries").gauges().size() == 2);
            Sink.await(() -> registry.get("camel.msblogs.sandbox.entries")
                            .tag("sandbox", "web")
                            .gauge()
                            .value()
                    == 2);
            app.sandboxes.remove("web");
            Sink.await(() ->
                    registry.find("camel.msblogs.sandbox.entries").gauges().size() == 1);
        }
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void metersTellThatTheRouteIsStoppedAndThenAreThoseOfItsNewConsumer() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("meters", registry);
            app.sandboxes.out("web", "a");
            app.route("r", "*?metricsPerSandbox=true&delay=50", sink).start();
            Sink.await(() ->
                    registry.find("camel.msblogs.sandbox.lag.bytes").gauges().size() == 1);
            app.context.getRouteController().stopRoute("r");
            assertEquals(
                    0, registry.find("camel.msblogs.sandbox.lag.bytes").gauges().size());
            Sink.await(() -> Double.isNaN(value(registry, "camel.msblogs.up")));
            app.context.getRouteController().startRoute("r");
            Sink.await(() ->
                    registry.find("camel.msblogs.sandbox.lag.bytes").gauges().size() == 1);
            Sink.await(() -> value(registry, "camel.msblogs.up") == 1);
            app.sandboxes.out("web", "b", "c");
            Sink.await(() -> value(registry, "camel.msblogs.entries") == 2);
        }
    }

    @Test
    void withoutTheOptionNoSandboxHasMeters() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("meters", registry);
            app.sandboxes.out("web", "a");
            app.route("r", "*?delay=50", sink).start();
            sink.expect("a");
            Sink.await(() -> value(registry, "camel.msblogs.entries") == 1);
            assertEquals(
                    Set.of(),
                    registry.getMeters().stream()
                            .map(meter -> meter.getId().getName())
                            .filter(name -> name.startsWith("camel.msblogs.sandbox."))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static double value(MeterRegistry registry, String name) {
        Meter meter = registry.find(name).meter();
        return meter == null ? -1 : meter.measure().iterator().next().getValue();
    }

    @Test
    void theListTellsHowFarEachConsumerIs() throws Exception {
        try (App app = new App(directory);
                ProducerTemplate template = app.context.createProducerTemplate()) {
            app.sandboxes.out("web", "a").out("db", "b");
            app.route("r", "web", sink).start();
            sink.expect("a");
            String cursor = sink.get(0).header(MsbLogsConstants.CURSOR).toString();
            Sink.await(
                    () -> cursor.equals(list(template).get(1).consumers().get(0).storedCursor()));
            List<SandboxInfo> all = list(template);
            assertEquals("db", all.get(0).name());
            assertEquals(List.of(), all.get(0).consumers());
            ConsumerLag lag = all.get(1).consumers().get(0);
            assertEquals("r", lag.cursorName());
            assertEquals("r", lag.routeId());
            assertEquals(0, lag.lagBytes());
            assertEquals(0, lag.lag().toMillis());
        }
    }

    @SuppressWarnings("unchecked")
    private static List<SandboxInfo> list(ProducerTemplate template) {
        return template.requestBody("msblogs:*?operation=list", null, List.class);
    }

    @Test
    void theDevConsoleShowsConsumersAndTheirSandboxes() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").out("db", "b");
            app.route("r", "*", sink).start();
            sink.expect(2);
            DevConsole console = app.context
                    .getCamelContextExtension()
                    .getContextPlugin(DevConsoleResolver.class)
                    .resolveDevConsole("msblogs");
            CamelContextAware.trySetCamelContext(console, app.context);
            Sink.await(() -> ((String) console.call(DevConsole.MediaType.TEXT)).contains("entries: 2"));
            String text = (String) console.call(DevConsole.MediaType.TEXT);
            assertTrue(text.startsWith("r\n"), text);
            assertTrue(text.contains("sandbox db\n") && text.contains("sandbox web\n"), text);
            Map<?, ?> json = (Map<?, ?>) console.call(DevConsole.MediaType.JSON, Map.of("limit", "1"));
            Map<?, ?> one = (Map<?, ?>) ((List<?>) json.get("consumers")).get(0);
            assertEquals("r", one.get("cursorName"));
            assertEquals(1, ((List<?>) one.get("furthestBehind")).size());
            assertNull(one.get("lastError"));
        }
    }
}
