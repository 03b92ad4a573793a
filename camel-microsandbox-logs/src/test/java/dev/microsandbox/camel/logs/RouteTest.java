package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Entries through routes of every kind, in order. */
class RouteTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void orderIsKeptInEachSandbox() {
        String[] wanted = IntStream.range(0, 500).mapToObj(String::valueOf).toArray(String[]::new);
        try (App app = new App(directory)) {
            List<String> sandboxes = List.of("web", "db", "cache");
            for (String sandbox : sandboxes) {
                app.sandboxes.out(sandbox, wanted).rotate(sandbox);
            }
            app.route("r", "*", sink).start();
            sink.expect(500 * sandboxes.size());
            Map<Object, List<String>> bySandbox = sink.all().stream()
                    .collect(Collectors.groupingBy(
                            given -> given.header(MsbLogsConstants.SANDBOX),
                            Collectors.mapping(Sink.Given::text, Collectors.toList())));
            for (String sandbox : sandboxes) {
                assertEquals(List.of(wanted), bySandbox.get(sandbox));
            }
        }
    }

    @Test
    void withOneInFlightAnAsynchronousRouteKeepsTheOrderAndResumes() {
        try (App app = new App(directory)) {
            app.routes(builder -> builder.from(App.uri("web?maxInFlight=1"))
                    .routeId("r")
                    .delay(3)
                    .asyncDelayed()
                    .end()
                    .threads(4)
                    .process(sink));
            writesAndRestarts(app);
        }
    }

    @Test
    void withOneInFlightTheOrderIsKeptThroughSedaAndItResumes() {
        try (App app = new App(directory)) {
            app.routes(builder -> {
                builder.from(App.uri("web?maxInFlight=1")).routeId("r").to("seda:second?size=1000");
                builder.from("seda:second?concurrentConsumers=4&pollTimeout=10")
                        .delay(2)
                        .process(sink);
            });
            writesAndRestarts(app);
        }
    }

    private void writesAndRestarts(App app) {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            wanted.add("t" + i);
            app.sandboxes.out("web", "t" + i);
        }
        app.start();
        sink.expect(20);
        app.stop("r").start("r");
        sink.expect(wanted.toArray(String[]::new));
        logged.noWarning();
    }

    @Test
    void aProcessorThatIsNoRouteIsGivenAll() throws Exception {
        try (App app = new App(directory)) {
            app.start();
            app.sandboxes.out("web", "a", "b");
            Consumer consumer = app.context.getEndpoint(App.uri("web")).createConsumer(sink);
            consumer.start();
            sink.expect("a", "b");
            consumer.stop();
            app.sandboxes.out("web", "c");
            consumer.start();
            sink.expect("a", "b", "c");
            consumer.stop();
            logged.noWarning();
        }
    }

    @Test
    void aProcessorThatIsNoRouteAndFailsIsGivenTheSameAgain() throws Exception {
        try (App app = new App(directory)) {
            app.start();
            app.sandboxes.out("web", "a", "b");
            Consumer consumer = app.context.getEndpoint(App.uri("web")).createConsumer(exchange -> {
                sink.process(exchange);
                if (sink.all().size() == 1) {
                    throw new IllegalStateException("not yet");
                }
            });
            consumer.start();
            sink.expect("a", "a", "b");
            assertEquals(2, sink.get(1).header(MsbLogsConstants.TRY));
            consumer.stop();
        }
    }

    @Test
    void suspendedItGivesNothingAndResumedItGivesAll() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "*?delay=20", sink).start();
            sink.expect("a");
            app.context.getRouteController().suspendRoute("r");
            assertTrue(app.status("r").isSuspended());
            app.sandboxes.out("web", "b").rotate("web").out("web", "c").out("db", "d");
            Gate settled = new Gate();
            app.routes(
                    builder -> builder.from("timer:t?delay=300&repeatCount=1").process(exchange -> settled.open()));
            settled.process(null);
            sink.expect("a");
            app.context.getRouteController().resumeRoute("r");
            sink.expect(4);
            assertEquals(
                    List.of("a", "b", "c", "d"), sink.texts().stream().sorted().toList());
            logged.noWarning();
        }
    }

    @Test
    void aStopWaitsForTheExchangeThatIsUnderWay() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c");
            app.routes(builder -> {
                        builder.from(App.uri("web?maxInFlight=1")).routeId("r").to("seda:second");
                        builder.from("seda:second?pollTimeout=10")
                                .routeId("second")
                                .process(gate)
                                .process(sink);
                    })
                    .start();
            gate.awaitEntered();
            Thread stop = new Thread(() -> app.stop("r"));
            stop.start();
            Sink.await(() -> !((MsbLogsConsumer) app.context.getRoute("r").getConsumer()).mayDispatch());
            assertTrue(stop.isAlive());
            gate.open();
            app.expectStopped("r");
            sink.expect("a");
            app.start("r");
            sink.expect("a", "b", "c");
        }
    }

    @Test
    void aSweepInWhichNothingCameIsIdle() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web?delay=30&sendEmptyMessageWhenIdle=true&body=text", sink)
                    .start();
            Sink.await(() -> sink.texts().contains("a") && sink.texts().contains("null"));
            assertEquals(1, sink.texts().stream().filter("a"::equals).count());
        }
    }
}
