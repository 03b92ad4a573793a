package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several exchanges under way at once: how many, in which order, and how far the stored cursor follows. */
class InFlightTest {
    private static final String[] TEXTS =
            IntStream.range(0, 300).mapToObj(String::valueOf).toArray(String[]::new);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Held held = new Held();
    private final States states = new States();

    @Test
    void soManyAreUnderWayAtOnceAndNoMore() {
        try (App app = app("web?maxInFlight=16")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(16);
            assertEquals(16, pending(app));
            held.get(5).end();
            held.expect(17);
            held.get(16).end();
            held.expect(18);
            assertEquals(16, pending(app));
            assertEquals(List.of(TEXTS).subList(0, 18), held.texts());
            held.open();
            held.expect(300);
            assertEquals(List.of(TEXTS), held.texts());
            logged.noWarning();
        }
    }

    /** Room in the total comes and goes between two looks: what was collected and waits for it must not be joined by the next. */
    @Test
    void noEntryIsLostWhereSeveralWorkersWaitForLittleRoom() throws Exception {
        int lines = 3000;
        List<String> sandboxes = List.of("a", "b", "c", "d");
        Map<String, Set<String>> given = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (App app = new App(directory)) {
            for (String sandbox : sandboxes) {
                given.put(sandbox, ConcurrentHashMap.newKeySet());
                app.sandboxes.out(
                        sandbox,
                        IntStream.range(0, lines).mapToObj(String::valueOf).toArray(String[]::new));
            }
            app.routes(builder -> builder.from(App.uri("*?concurrentConsumers=4&maxInFlightTotal=3&maxInFlight=3"))
                    .routeId("r")
                    .process(new AsyncProcessorSupport() {
                        @Override
                        public boolean process(Exchange exchange, AsyncCallback callback) {
                            threads.execute(() -> {
                                LogEntry entry = exchange.getMessage().getBody(LogEntry.class);
                                given.get(entry.sandbox()).add(entry.text());
                                callback.done(false);
                            });
                            return false;
                        }
                    }));
            app.start();
            MsbLogsConsumer consumer =
                    (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
            Sink.await(() -> consumer.counts().entries() == sandboxes.size() * (long) lines);
            for (String sandbox : sandboxes) {
                assertEquals(lines, given.get(sandbox).size(), sandbox);
            }
            logged.noWarning();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void withOneInFlightTheNextBeginsWhenTheLastIsDone() {
        try (App app = app("web?maxInFlight=1")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            for (int i = 0; i < 40; i++) {
                held.expect(i + 1);
                assertEquals(1, pending(app));
                assertEquals(i + 1, held.count());
                held.get(i).end();
            }
            held.open();
        }
    }

    @Test
    void theStoredCursorFollowsTheLowestThatIsNotDone() throws Exception {
        try (App app = app("web?maxInFlight=4&commitInterval=0&cursorRepository=#states")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(4);
            String begin = states.getState("r/web");
            held.get(2).end();
            held.get(1).end();
            held.expect(6);
            assertEquals(begin, states.getState("r/web"));
            held.get(0).end();
            Sink.await(() -> cursor().equals(token(2)));
            held.get(4).end();
            held.expect(8);
            assertEquals(token(2), cursor());
            held.get(3).end();
            Sink.await(() -> cursor().equals(token(4)));
            held.open();
        }
    }

    private String cursor() {
        try {
            return LogCheckpoint.parse(states.getState("r/web")).cursor().token();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String token(int index) {
        return held.get(index).header(MsbLogsConstants.CURSOR, String.class);
    }

    @Test
    void allSandboxesTogetherHaveSoManyUnderWayAndASilentOneIsNotShutOut() {
        try (App app = app("*?maxInFlightTotal=6")) {
            app.sandboxes.out("a", TEXTS).out("b", TEXTS);
            app.start();
            held.expect(4);
            app.sandboxes.out("late", "hello");
            Sink.await(() -> held.texts().contains("hello"));
            assertTrue(pending(app) <= 6, () -> "under way: " + pending(app));
            held.open();
            held.expect(601);
            logged.noWarning();
        }
    }

    @Test
    void oneSandboxAloneMayHaveAllOfTheTotal() {
        try (App app = app("web?maxInFlightTotal=6")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(6);
            assertEquals(6, pending(app));
            held.open().expect(300);
        }
    }

    @Test
    void soManyBytesAreInFlightAndALargerEntryPassesAlone() {
        String large = "x".repeat(3000);
        try (App app = app("web?maxInFlightBytes=2000")) {
            app.sandboxes.out("web", large, "a", "b");
            app.start();
            held.expect(1);
            assertEquals(1, pending(app));
            held.get(0).end();
            held.expect(3);
            assertEquals(List.of(large, "a", "b"), held.texts());
            held.get(1).end();
            held.get(2).end();
        }
    }

    @Test
    void behindAnExchangeThatIsStuckTheOthersGoOnUntilTheBytesAreUsedUp() {
        try (App app = app("web?maxInFlight=8&maxInFlightBytes=10000")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.get(0);
            held.letThrough();
            for (int i = 1; i < 8 && i < held.count(); i++) {
                held.get(i).end();
            }
            held.expect(40); // some 200 bytes each
            Sink.await(() -> pending(app) == 1);
            int dispatched = held.count();
            assertTrue(dispatched < 60, () -> "dispatched behind the one that is stuck: " + dispatched);
            held.get(0).end();
            held.expect(300);
            assertEquals(List.of(TEXTS), held.texts());
        }
    }

    @Test
    void aStopWaitsForAllThatIsUnderWayAndNothingComesTwice() {
        try (App app = app("web?maxInFlight=8")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            held.expect(8);
            Thread stop = new Thread(() -> app.stop("r"));
            stop.start();
            Sink.await(() -> !consumer(app).mayDispatch());
            held.letThrough();
            for (int i : new int[] {3, 1, 7, 0, 2, 6, 5, 4}) {
                assertTrue(stop.isAlive());
                held.get(i).end();
            }
            app.expectStopped("r");
            app.start("r");
            held.expect(300);
            assertEquals(List.of(TEXTS), held.texts());
            logged.noWarning();
        }
    }

    @Test
    void theFirstProgressIsStoredAtOnceAndTheNextAfterTheInterval() {
        try (App app = app("web?commitInterval=3600000&cursorRepository=#states")) {
            app.sandboxes.out("web", TEXTS);
            held.letThrough();
            app.start();
            held.expect(300);
            Sink.await(() -> consumer(app).getPendingExchangesSize() == 0);
            assertEquals(token(0), cursor());
            app.sandboxes.out("web", "later");
            held.expect(301);
            app.stop("r");
            assertEquals(token(300), cursor()); // a stop stores what is done
        }
    }

    @Test
    void aSynchronousRouteRunsOnTheWorkerWithoutAnotherThread() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", TEXTS);
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(exchange ->
                                    threads.add(Thread.currentThread().getName()))
                            .process(sink))
                    .start();
            sink.expect(TEXTS);
            assertEquals(Set.of("msblogs-r"), threads);
        }
    }

    @Test
    void sandboxesAreSharedAmongWorkersAndOneIsNeverOnTwo() {
        Map<Object, Set<String>> threads = new ConcurrentHashMap<>();
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            for (int i = 0; i < 8; i++) {
                app.sandboxes.out("s" + i, TEXTS);
            }
            app.routes(builder -> builder.from(App.uri("*?concurrentConsumers=3"))
                            .routeId("r")
                            .process(exchange -> threads.computeIfAbsent(
                                            exchange.getMessage().getHeader(MsbLogsConstants.SANDBOX),
                                            sandbox -> ConcurrentHashMap.newKeySet())
                                    .add(Thread.currentThread().getName()))
                            .process(sink))
                    .start();
            sink.expect(8 * TEXTS.length);
            assertTrue(threads.values().stream().allMatch(of -> of.size() == 1), threads::toString);
            assertEquals(
                    Set.of("msblogs-r", "msblogs-r-2", "msblogs-r-3"),
                    threads.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        }
    }

    @Test
    void whoWaitsToSendAgainIsWokenWhenTheTotalHasRoom() {
        try (App app = app("*?maxInFlightTotal=2&retryDelay=1")) {
            app.sandboxes.out("a", "a");
            app.start();
            held.expect(1);
            app.sandboxes.out("b", "b0", "b1", "b2");
            held.expect(2);
            held.get(0).fail("no"); // a is to be sent again, and b takes its place
            held.expect(3);
            held.letThrough();
            for (int i = 1; i < 3; i++) {
                held.get(i).end();
            }
            held.expect(5);
            Sink.await(() -> pending(app) == 0);
            assertEquals(
                    List.of("a", "a", "b0", "b1", "b2"),
                    held.texts().stream().sorted().toList());
        }
    }

    @Test
    void anErrorOfTheRouteIsAFailureLikeAnyOther() {
        AtomicBoolean thrown = new AtomicBoolean();
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> builder.from(App.uri("web?retryDelay=1"))
                            .routeId("r")
                            .process(exchange -> {
                                if (thrown.compareAndSet(false, true)) {
                                    throw new NoClassDefFoundError("not/There");
                                }
                            })
                            .process(sink))
                    .start();
            sink.expect("a", "b");
        }
    }

    private App app(String uri) {
        App app = new App(directory);
        app.context.getRegistry().bind("states", states);
        return app.routes(builder -> builder.from(App.uri(uri)).routeId("r").process(held));
    }

    private static MsbLogsConsumer consumer(App app) {
        return (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
    }

    private static int pending(App app) {
        return consumer(app).getPendingExchangesSize();
    }
}
