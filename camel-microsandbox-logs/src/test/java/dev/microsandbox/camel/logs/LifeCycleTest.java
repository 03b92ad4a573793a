package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stop, suspend and resume, by whatever hand; a clean stop and start repeats nothing. */
class LifeCycleTest {
    private static final String[] TEXTS =
            IntStream.range(0, 200).mapToObj(String::valueOf).toArray(String[]::new);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Held held = new Held();
    private final Sink sink = new Sink();

    @Test
    void theControlBusSuspendsAndResumes() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
            app.context.createProducerTemplate().sendBody("controlbus:route?routeId=r&action=suspend", null);
            assertEquals(ServiceStatus.Suspended, app.status("r"));
            app.sandboxes.out("web", "b");
            app.context.createProducerTemplate().sendBody("controlbus:route?routeId=r&action=resume", null);
            sink.expect("a", "b");
            app.context.createProducerTemplate().sendBody("controlbus:route?routeId=r&action=stop", null);
            app.sandboxes.out("web", "c");
            app.context.createProducerTemplate().sendBody("controlbus:route?routeId=r&action=start", null);
            sink.expect("a", "b", "c");
            logged.noWarning();
        }
    }

    @Test
    void jmxSuspendsResumesAndStopsTheConsumerAndTheRoute() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("managed");
            Sandboxes sandboxes = new Sandboxes(directory.resolve("sandboxes"));
            sandboxes.out("web", "a");
            context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from(App.uri("web?sandboxesDir=" + directory.resolve("sandboxes") + "&cursorRepository=#states"))
                            .routeId("r")
                            .process(sink);
                }
            });
            context.getRegistry().bind("states", new States());
            context.start();
            sink.expect("a");
            MBeanServer server =
                    context.getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName route = new ObjectName("org.apache.camel:context=managed,type=routes,name=\"r\"");
            server.invoke(route, "stop", null, null);
            sandboxes.out("web", "b");
            server.invoke(route, "start", null, null);
            sink.expect("a", "b");
            ObjectName consumer = server.queryNames(
                            new ObjectName("org.apache.camel:context=managed,type=consumers,name=MsbLogsConsumer*"),
                            null)
                    .iterator()
                    .next();
            server.invoke(consumer, "suspend", null, null);
            sandboxes.out("web", "c");
            server.invoke(consumer, "resume", null, null);
            sink.expect("a", "b", "c");
            ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
            assertTrue(agent.getMBeanServer().isRegistered(route));
            logged.noWarning();
        }
    }

    @Test
    void theContextSuspendsAndResumes() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
            app.context.suspend();
            app.sandboxes.out("web", "b");
            app.context.resume();
            sink.expect("a", "b");
        }
    }

    @Test
    void whatIsUnfinishedWhenTheTimeIsOverIsNotCommitted() {
        try (App app = held("web")) {
            app.context.getShutdownStrategy().setTimeout(1);
            app.sandboxes.out("web", "a", "b", "c");
            app.start();
            held.expect(3);
            held.get(0).end();
            held.get(2).end();
            app.stop("r");
            held.get(1).end(); // too late
            logged.expect(Level.WARN, "after the route had stopped");
            held.letThrough();
            app.start("r");
            held.expect(5);
            assertEquals(List.of("a", "b", "c", "b", "c"), held.texts());
        }
    }

    /** Camel's thread that waited for the stop may be late, and asks whatever consumer the route has by then. */
    @Test
    void aShutdownThatIsPreparedTooLateStopsNobody() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
            consumer(app).prepareShutdown(false, false);
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
        }
    }

    /** Not by the route: Camel's own wait for what is under way is not there then. */
    @Test
    void aStopOfTheConsumerAloneLetsWhatIsUnderWayEndWell() throws Exception {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            MsbLogsConsumer consumer = consumer(app);
            Thread stop = new Thread(consumer::stop);
            stop.start();
            Sink.await(() -> !consumer.mayDispatch() && consumer.isStopping());
            Sink.await(() -> stop.getState() == Thread.State.TIMED_WAITING);
            gate.open();
            stop.join();
            sink.expect("a");
            logged.noWarning();
            consumer.start();
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
        }
    }

    @Test
    void aRunThatHasEndedSendsNothingBesideALaterOneOfTheSameConsumer() throws Exception {
        Gate gate = new Gate();
        AtomicInteger bad = new AtomicInteger(1);
        try (App app = new App(directory)) {
            app.context.getShutdownStrategy().setTimeout(1);
            app.sandboxes.out("web", "a", "b", "c");
            app.routes(builder -> builder.from(App.uri("web?retryDelay=1"))
                            .routeId("r")
                            .errorHandler(builder.noErrorHandler())
                            .process(exchange -> {
                                if (bad.getAndDecrement() > 0) {
                                    throw new IllegalStateException("the first try");
                                }
                            })
                            .process(sink)
                            .process(gate))
                    .start();
            gate.awaitEntered(); // the second try of the first, and more is to be read behind it
            sink.expect("a");
            MsbLogsConsumer consumer = consumer(app);
            consumer.stop();
            logged.expect(Level.WARN, "while an exchange is still under way");
            consumer.start();
            sink.expect("a", "a");
            gate.open();
            sink.expect("a", "a", "b", "c");
            Sink.await(() -> workers() == 1); // the old one is gone
            app.sandboxes.out("web", "d");
            sink.expect("a", "a", "b", "c", "d");
        }
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("msblogs-r"))
                .count();
    }

    @Test
    void aStopWhileSandboxesAreBeingOpenedLetsAllGo() {
        try (App app = new App(directory)) {
            for (int i = 0; i < 300; i++) {
                app.sandboxes.out("s" + i, "a");
            }
            app.routes(builder -> builder.from(App.uri("*?cursorRepository=none"))
                    .routeId("r")
                    .process(sink));
            app.start();
            for (int i = 0; i < 10; i++) {
                long wanted = 10 * i;
                Sink.await(() -> OpenHandles.below(directory.resolve("home")) > wanted);
                app.stop("r");
                assertEquals(0, OpenHandles.below(directory.resolve("home")));
                app.start("r");
            }
        }
    }

    @Test
    void aStopThatCamelInterruptsClosesAllTheSame() throws Exception {
        try (App app = held("web")) {
            app.sandboxes.out("web", "a", "b");
            app.start();
            held.expect(2);
            held.get(0).end();
            MsbLogsConsumer consumer = consumer(app);
            app.context.getShutdownStrategy().setTimeout(1);
            consumer.suspend();
            long over = System.nanoTime() + 1_100_000_000L;
            Sink.await(() -> System.nanoTime() > over); // the time that Camel gives
            Thread stop = new Thread(() -> {
                Thread.currentThread().interrupt(); // as the shutdown strategy does when its time is over
                consumer.stop();
            });
            stop.start();
            stop.join();
            held.get(1).end();
            logged.expect(Level.WARN, "after the route had stopped");
            assertEquals(0, OpenHandles.below(directory.resolve("home")));
            held.letThrough();
            consumer.start();
            held.expect(3);
            assertEquals("b", held.get(2).text());
        }
    }

    @Test
    void aSynchronousRouteThatIsStuckDoesNotHoldUpTheStopForEverAndHarmsNoLaterRun() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.context.getShutdownStrategy().setTimeout(1);
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(sink)
                            .process(gate))
                    .start();
            gate.awaitEntered();
            app.stop("r");
            logged.expect(Level.WARN, "while an exchange is still under way");
            app.start("r");
            sink.expect(2); // the same again, in a run of its own
            gate.open();
            sink.expect("a", "a", "b");
            app.sandboxes.out("web", "c");
            sink.expect("a", "a", "b", "c");
        }
    }

    @Test
    void aCleanStopAndStartRepeatsNothing() {
        try (App app = held("web?maxInFlight=7&body=text")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(7);
            held.letThrough();
            for (int i = 6; i >= 0; i--) {
                held.get(i).end();
            }
            for (int times = 0; times < 5; times++) {
                app.stop("r");
                app.sandboxes.out("web", "again " + times);
                app.start("r");
            }
            held.expect(205);
            assertEquals(205, held.texts().stream().distinct().count());
            assertEquals(205, held.count());
            logged.noWarning();
        }
    }

    @Test
    void twoRoutesOnOneSandboxDoNotDisturbEachOther() {
        try (App app = held("web")) {
            app.sandboxes.out("web", TEXTS);
            app.route("other", "web", sink).start();
            held.expect(128);
            sink.expect(TEXTS); // though the first is stuck
            app.stop("other").start("other");
            app.sandboxes.out("web", "more");
            sink.expect(201);
            held.open().expect(201);
            assertEquals(201, sink.all().size());
        }
    }

    @Test
    void oneRouteStopsWhileAnotherCommits() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", TEXTS);
            app.route("one", "web?commitInterval=0&cursorName=one", sink);
            Sink other = new Sink();
            app.route("two", "web?commitInterval=0&cursorName=two", other).start();
            for (int i = 0; i < 20; i++) {
                app.stop("two");
                app.sandboxes.out("web", "x" + i);
                app.start("two");
            }
            sink.expect(220);
            other.expect(220);
            assertEquals(220, other.texts().size());
            assertEquals(220, sink.texts().size());
            logged.noWarning();
        }
    }

    @Test
    void aCompletingThreadThatIsInterruptedHarmsNobody() {
        try (App app = held("web?commitInterval=0")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(128);
            held.letThrough();
            for (int i = 0; i < 128; i++) {
                Thread.currentThread().interrupt();
                held.get(i).end();
                assertTrue(Thread.interrupted());
            }
            held.expect(200);
            app.stop("r").start("r");
            app.sandboxes.out("web", "later");
            held.expect(201);
            assertEquals(201, held.count());
            logged.noWarning();
        }
    }

    @Test
    void autoStartupFalseStartsWhenAsked() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .autoStartup(false)
                            .process(sink))
                    .start();
            assertEquals(ServiceStatus.Stopped, app.status("r"));
            app.start("r");
            sink.expect("a");
        }
    }

    @Test
    void aRoutePolicyMayStopAndStartTheConsumerAndStartupOrderHolds() {
        RoutePolicySupport afterThree = new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                if ("c".equals(exchange.getMessage().getBody(String.class))) {
                    try {
                        suspendOrStopConsumer(route.getConsumer());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c", "d");
            app.routes(builder -> {
                        builder.from(App.uri("web?body=text&maxInFlight=1"))
                                .routeId("r")
                                .startupOrder(2)
                                .routePolicy(afterThree)
                                .transform(builder.body().regexReplaceAll("\\s", ""))
                                .to("direct:next");
                        builder.from("direct:next").startupOrder(1).process(sink);
                    })
                    .start();
            sink.expect("a", "b", "c");
            Sink.await(() -> !consumer(app).mayDispatch());
            consumer(app).resume();
            sink.expect("a", "b", "c", "d");
        }
    }

    @Test
    void supervisedARouteThatCannotStartStartsWhenItCan() throws Exception {
        try (App app = new App(directory)) {
            var supervisor = app.context.getRouteController().supervising();
            supervisor.setBackOffDelay(50);
            supervisor.setBackOffMaxAttempts(100);
            app.route("r", "web?follow=false", sink).start();
            Sink.await(() -> !supervisor.getRestartingRoutes().isEmpty());
            app.sandboxes.out("web", "a");
            sink.expect("a");
        }
    }

    private static MsbLogsConsumer consumer(App app) {
        return (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
    }

    private App held(String uri) {
        return new App(directory)
                .routes(builder -> builder.from(App.uri(uri)).routeId("r").process(held));
    }
}
