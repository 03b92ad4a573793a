package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an exchange that fails: retry, skip, stop; and who is told. */
class OnFailureTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Held held = new Held();
    private final Told told = new Told();

    /** Keeps what an exception handler is told. */
    private static final class Told implements ExceptionHandler {
        private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        private final List<String> causes = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            handleException(null, null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            if (exchange != null) {
                exchanges.add(exchange);
            }
            causes.add(exception.getMessage());
        }
    }

    @Test
    void theWindowIsEmptiedFirstAndThenAllFromTheLowestComesAgainInOrder() {
        try (App app = app("web?retryDelay=10")) {
            app.sandboxes.out("web", "0", "1", "2", "3", "4", "5");
            app.start();
            held.expect(6);
            held.get(4).end();
            held.get(2).fail("no");
            held.get(0).end();
            app.sandboxes.out("web", "6");
            held.get(1).end();
            held.get(3).end();
            assertEquals(6, held.count(), "something was sent while the window was not empty");
            held.letThrough();
            held.get(5).fail("neither");
            held.expect(11);
            assertEquals(List.of("2", "3", "4", "5", "6"), held.texts().subList(6, 11));
            logged.expect(Level.WARN, "exchanges failed, to be tried again");
            assertEquals(List.of(), told.causes); // retry tells nobody
        }
    }

    @Test
    void whatIsSkippedIsCountedAndToldOnceAsACopy() {
        try (App app = app("web?onFailure=skip")) {
            app.sandboxes.out("web", "0", "1", "2");
            app.start();
            held.expect(3);
            Exchange failed = held.get(1).exchange();
            held.get(1).fail("no");
            Sink.await(() -> told.exchanges.size() == 1);
            assertNotSame(failed, told.exchanges.get(0));
            assertEquals("no", told.causes.get(0));
            assertEquals("1\n", told.exchanges.get(0).getMessage().getBody(String.class));
            logged.expect(Level.WARN, "given up (onFailure)");
            held.get(0).end();
            held.get(2).end();
            app.stop("r");
            held.letThrough();
            app.sandboxes.out("web", "3");
            app.start("r");
            held.expect(4);
            assertEquals(List.of("0", "1", "2", "3"), held.texts());
            assertEquals(1, told.causes.size());
        }
    }

    @Test
    void aBatchIsSkippedAsAWhole() {
        try (App app = app("web?onFailure=skip&batchSize=3")) {
            app.sandboxes.out("web", "0", "1", "2", "3", "4", "5");
            app.start();
            held.expect(2);
            held.get(0).fail("no");
            logged.expect(Level.WARN, " and 2 more");
            held.get(1).end();
        }
    }

    @Test
    void stopStopsTheRouteAndARestartBeginsWithWhatFailed() {
        try (App app = app("web?onFailure=stop")) {
            app.sandboxes.out("web", "0", "1", "2");
            app.start();
            held.expect(3);
            held.get(0).end();
            held.get(1).fail("no");
            held.get(2).end();
            app.expectStopped("r");
            assertEquals(List.of("no"), told.causes);
            held.letThrough();
            app.start("r");
            held.expect(5);
            assertEquals(List.of("1", "2"), held.texts().subList(3, 5));
        }
    }

    @Test
    void afterMaxRetriesTheRouteStops() {
        try (App app = app("web?maxRetries=2&retryDelay=5")) {
            app.sandboxes.out("web", "0");
            app.start();
            for (int i = 0; i < 3; i++) {
                held.get(i).fail("try " + (i + 1));
            }
            app.expectStopped("r");
            assertEquals(3, held.count());
            assertEquals(List.of("try 3"), told.causes);
        }
    }

    @Test
    void afterMaxRetriesItIsSkippedWhereThatIsAsked() {
        try (App app = app("web?maxRetries=1&retryDelay=5&afterRetries=skip")) {
            app.sandboxes.out("web", "0", "1");
            app.start();
            held.expect(2);
            held.get(0).fail("first");
            held.get(1).end();
            held.expect(4);
            held.get(3).end();
            held.get(2).fail("second");
            Sink.await(() -> told.causes.equals(List.of("second")));
            held.letThrough();
            app.sandboxes.out("web", "2");
            held.expect(5);
            assertEquals(List.of("0", "1", "0", "1", "2"), held.texts());
        }
    }

    @Test
    void whileItWaitsForTheRetryRotationsAreFollowed() {
        try (App app = app("web?retryDelay=700")) {
            app.sandboxes.out("web", "0");
            app.start();
            held.get(0).fail("no");
            logged.expect(Level.WARN, "exchanges failed, to be tried again");
            for (int i = 1; i <= 9; i++) { // more than the four rotated files that there are
                app.sandboxes.rotate("web").out("web", String.valueOf(i));
                int open = i + 1; // the live one too: what nobody has open goes with its directory
                Sink.await(() -> openFiles() >= open || held.count() > 1);
            }
            assertEquals(1, held.count(), "the retry came too early for this test");
            app.sandboxes.remove("web");
            held.letThrough();
            held.expect(11);
            assertEquals(
                    IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                    held.texts().subList(1, 11));
            assertTrue(logged.lines(Level.WARN).stream().noneMatch(line -> line.contains("gaps")));
        }
    }

    /** How many files of a sandbox this process has open. */
    private long openFiles() {
        return OpenHandles.below(directory);
    }

    @Test
    void bridgedARetryDoesNotRunOnExceptionTwice() {
        AtomicInteger handled = new AtomicInteger();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.routes(builder -> {
                        builder.onException(IllegalStateException.class).process(exchange -> handled.incrementAndGet());
                        builder.from(App.uri("web?bridgeErrorHandler=true&retryDelay=10"))
                                .routeId("r")
                                .process(held);
                    })
                    .start();
            held.get(0).fail("no");
            held.expect(2);
            assertEquals(1, handled.get());
            held.get(1).end();
        }
    }

    @Test
    void bridgedWhatIsSkippedRunsOnExceptionOnceMoreAsACopy() {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0");
            app.routes(builder -> {
                        builder.onException(IllegalStateException.class)
                                .process(exchange ->
                                        handled.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                                .getMessage()));
                        builder.from(App.uri("web?bridgeErrorHandler=true&onFailure=skip"))
                                .routeId("r")
                                .process(held);
                    })
                    .start();
            held.get(0).fail("no");
            Sink.await(() -> handled.size() == 2);
            assertEquals(List.of("no", "no"), handled);
            assertEquals(1, held.count());
        }
    }

    @Test
    void withoutAnErrorHandlerItIsTheSame() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "0", "1");
            app.routes(builder -> {
                        builder.errorHandler(builder.noErrorHandler());
                        builder.from(App.uri("web?retryDelay=10")).routeId("r").process(held);
                    })
                    .start();
            held.expect(2);
            held.get(1).end();
            held.get(0).fail("no");
            held.letThrough();
            held.expect(4);
            assertEquals(List.of("0", "1", "0", "1"), held.texts());
        }
    }

    private App app(String uri) {
        App app = new App(directory);
        app.context.getRegistry().bind("told", told);
        return app.routes(builder -> builder.from(App.uri(uri + "&exceptionHandler=#told"))
                .routeId("r")
                .process(held));
    }
}
