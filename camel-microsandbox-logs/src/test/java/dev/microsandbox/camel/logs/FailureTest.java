package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.trait.message.MessageTrait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges that fail come again; what was handled is done. */
class FailureTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void aFailingExchangeComesAgainAndNothingOvertakes() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(sink)
                            .process(new Failing("b", 2)))
                    .start();
            sink.expect("a", "b", "b", "b", "c");
            assertEquals(Arrays.asList(null, null, 2, 3, null), headers(MsbLogsConstants.TRY));
            List<Object> ids = headers(MsbLogsConstants.ENTRY_ID);
            assertEquals(3, ids.stream().distinct().count());
            assertEquals(ids.get(1), ids.get(3));
            for (Sink.Given given : sink.all()) {
                assertNull(given.header(Exchange.REDELIVERY_COUNTER)); // would eat the route's own redeliveries
            }
            assertTrue(logged.once(Level.WARN, "exchanges failed, to be tried again")
                    .contains(String.valueOf(ids.get(1))));
        }
    }

    @Test
    void theLogTellsWhatIsBehindAWrappedFailure() {
        IllegalStateException full = new IllegalStateException("disk full");
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web")).routeId("r").process(exchange -> {
                        throw new CamelExecutionException("Exception occurred", exchange, new RuntimeException(full));
                    }))
                    .start();
            String told = logged.expect(Level.WARN, "exchanges failed, to be tried again");
            assertTrue(told.contains("CamelExecutionException: Exception occurred"), told);
            assertEquals(told.indexOf("disk full"), told.lastIndexOf("disk full"), told);
            assertTrue(told.contains("IllegalStateException: disk full"), told);
        }
    }

    @Test
    void aSecondTryHasTheRedeliveryTrait() {
        List<Object> traits = new CopyOnWriteArrayList<>();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(exchange -> traits.add(
                                    String.valueOf(exchange.getMessage().getPayloadForTrait(MessageTrait.REDELIVERY))))
                            .process(new Failing("a", 1))
                            .process(sink))
                    .start();
            sink.expect("a");
            assertEquals(List.of("null", "IS_REDELIVERY"), traits);
        }
    }

    @Test
    void oneSandboxThatFailsDoesNotHoldUpAnother() {
        try (App app = new App(directory)) {
            app.sandboxes.out("bad", "x");
            app.routes(builder -> builder.from(App.uri("*"))
                            .routeId("r")
                            .process(new Failing("x", Integer.MAX_VALUE))
                            .process(sink))
                    .start();
            app.sandboxes.out("good", "a", "b");
            sink.expect("a", "b");
        }
    }

    @Test
    void markedForRollbackIsFailed() {
        AtomicInteger times = new AtomicInteger();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(sink)
                            .filter(exchange -> times.getAndIncrement() == 0)
                            .markRollbackOnly())
                    .start();
            sink.expect("a", "a", "b");
            assertEquals(2, sink.get(1).header(MsbLogsConstants.TRY));
        }
    }

    @Test
    void aFailureInTheSecondLegBehindSedaComesAgain() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> {
                        builder.from(App.uri("web?maxInFlight=1")).routeId("r").to("seda:second");
                        builder.from("seda:second?pollTimeout=10").process(sink).process(new Failing("a", 1));
                    })
                    .start();
            sink.expect("a", "a", "b");
            assertEquals(2, sink.get(1).header(MsbLogsConstants.TRY));
        }
    }

    @Test
    void aFailureOnAnotherThreadComesAgain() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> builder.from(App.uri("web?maxInFlight=1"))
                            .routeId("r")
                            .threads(2)
                            .process(sink)
                            .process(new Failing("a", 1)))
                    .start();
            sink.expect("a", "a", "b");
        }
    }

    @Test
    void whatADeadLetterChannelTookIsDone() {
        Sink dead = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> {
                        builder.errorHandler(builder.deadLetterChannel("direct:dead")
                                .maximumRedeliveries(1)
                                .redeliveryDelay(1));
                        builder.from("direct:dead").process(dead);
                        builder.from(App.uri("web"))
                                .routeId("r")
                                .process(new Failing("a", Integer.MAX_VALUE))
                                .process(sink);
                    })
                    .start();
            sink.expect("b");
            dead.expect("a");
            app.stop("r").start("r");
            app.sandboxes.out("web", "c");
            sink.expect("b", "c");
            dead.expect("a");
        }
    }

    @Test
    void whatOnExceptionHandledIsDone() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> {
                        builder.onException(IllegalStateException.class).handled(true);
                        builder.from(App.uri("web"))
                                .routeId("r")
                                .process(sink)
                                .process(new Failing("a", Integer.MAX_VALUE));
                    })
                    .start();
            sink.expect("a", "b");
        }
    }

    @Test
    void theRoutesOwnRedeliveriesComeFirst() {
        AtomicInteger attempts = new AtomicInteger();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.routes(builder -> {
                        builder.errorHandler(builder.defaultErrorHandler()
                                .maximumRedeliveries(2)
                                .redeliveryDelay(1));
                        builder.from(App.uri("web"))
                                .routeId("r")
                                .process(exchange -> attempts.incrementAndGet())
                                .process(exchange -> {
                                    if (attempts.addAndGet(100) < 1000
                                            && !exchange.getMessage()
                                                    .getHeaders()
                                                    .containsKey(MsbLogsConstants.TRY)) {
                                        throw new IllegalStateException("not yet");
                                    }
                                })
                                .process(sink);
                    })
                    .start();
            sink.expect("a");
            assertEquals(402, attempts.get()); // three tries of the first delivery, one of the second
            assertEquals(2, sink.get(0).header(MsbLogsConstants.TRY));
        }
    }

    @Test
    void anEntryThatFailedWhenTheRouteStoppedIsTheFirstOfTheNextStart() {
        Failing failing = new Failing("b", 1);
        Sink done = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(sink)
                            .process(failing)
                            .process(done))
                    .start();
            sink.expect("a", "b");
            app.stop("r").start("r");
            sink.expect("a", "b", "b", "c");
            done.expect("a", "b", "c");
        }
    }

    private List<Object> headers(String name) {
        return Arrays.asList(
                sink.all().stream().map(given -> given.header(name)).toArray());
    }

    /** Fails so often on what begins with this text. */
    private static final class Failing implements Processor {
        private final String text;
        private final AtomicInteger times;

        Failing(String text, int times) {
            this.text = text;
            this.times = new AtomicInteger(times);
        }

        @Override
        public void process(Exchange exchange) {
            if (exchange.getMessage().getBody(String.class).startsWith(text) && times.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        }
    }
}
