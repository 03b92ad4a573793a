package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import dev.microsandbox.camel.logs.MsbLogsManualCommit.Outcome;
import dev.microsandbox.logs.LogCheckpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.AggregationStrategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Only commit() moves the stored cursor. */
class ManualCommitTest {
    private static final String[] TEXTS =
            IntStream.range(0, 600).mapToObj(String::valueOf).toArray(String[]::new);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Held held = new Held();
    private final States states = new States();

    /** Committed within its exchange into a repository that is not ours, and then it fails: it comes again as it was. */
    @Test
    void whatIsCommittedWithinAnExchangeThatThenFailsComesAgain() {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch late = new CountDownLatch(1);
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.routes(builder -> builder.from(App.uri("web?commit=manual&cursorRepository=#states&retryDelay=10"))
                            .routeId("r")
                            .threads(4)
                            .process(exchange -> {
                                String text = exchange.getMessage()
                                        .getBody(String.class)
                                        .strip();
                                exchange.getMessage()
                                        .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                                        .commit();
                                if (text.equals("0") && failed.add(text)) {
                                    late.await(10, TimeUnit.SECONDS); // its worker has turns meanwhile
                                    throw new IllegalStateException("rolled back");
                                }
                                done.add(text);
                            }))
                    .start();
            app.sandboxes.out("web", "0");
            Sink.await(() -> !failed.isEmpty());
            for (int i = 1; i < 20; i++) {
                app.sandboxes.out("web", String.valueOf(i));
                int wanted = i;
                Sink.await(() -> done.size() == wanted);
            }
            late.countDown();
            Sink.await(() -> done.contains("0"));
            Sink.await(() -> Set.copyOf(done).size() == 20 && states.all.get("r/web") != null);
        }
    }

    @Test
    void whatIsNotCommittedComesAgainAfterARestart() {
        try (App app = own("web?commit=manual")) {
            app.sandboxes.out("web", "a", "b", "c");
            held.letThrough();
            app.start();
            held.expect(3);
            assertEquals(Outcome.COMMITTED, commit(1)); // and what is before it
            assertEquals(Outcome.ALREADY_COMMITTED, commit(1));
            app.stop("r").start("r");
            held.expect(4);
            assertEquals(List.of("a", "b", "c", "c"), held.texts());
            logged.noWarning();
        }
    }

    @Test
    void aCommitIsHeldBackByWhatIsUnderWayBeforeIt() {
        try (App app = foreign("web?commit=manual")) {
            app.sandboxes.out("web", "a", "b", "c");
            app.start();
            held.expect(3);
            String begin = cursor();
            held.get(1).end();
            held.get(2).end();
            assertEquals(Outcome.HELD_BACK, commit(1));
            assertEquals(begin, cursor());
            held.get(0).end(); // not committed itself: b's commit covers it
            Sink.await(() -> cursor().equals(token(1)));
            assertEquals(Outcome.COMMITTED, commit(2));
            assertEquals(token(2), cursor());
        }
    }

    @Test
    void inAForeignRepositoryACommitWithinTheExchangeIsStoredByThatThread() {
        Thread[] threads = new Thread[2];
        States watching = new States() {
            @Override
            public void setState(String key, String value) {
                threads[0] = Thread.currentThread();
                super.setState(key, value);
            }
        };
        Outcome[] outcome = new Outcome[1];
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", watching);
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web?commit=manual&cursorRepository=#states"))
                            .routeId("r")
                            .threads(1)
                            .process(exchange -> {
                                outcome[0] = exchange.getMessage()
                                        .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                                        .commit();
                                threads[1] = Thread.currentThread();
                            })
                            .process(held))
                    .start();
            held.expect(1);
            assertEquals(Outcome.COMMITTED, outcome[0]);
            assertEquals(threads[1], threads[0]);
            held.get(0).end();
        }
    }

    @Test
    void whatTheForeignRepositoryThrowsTheCallerGets() {
        States failing = new States() {
            @Override
            public void setState(String key, String value) {
                if (!key.endsWith("/") && held.count() > 0) {
                    throw new IllegalStateException("no room");
                }
                super.setState(key, value);
            }
        };
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", failing);
            app.sandboxes.out("web", "a");
            app.routes(builder -> builder.from(App.uri("web?commit=manual&cursorRepository=#states"))
                            .routeId("r")
                            .process(held))
                    .start();
            held.get(0).end();
            assertEquals(
                    "no room",
                    assertThrows(IllegalStateException.class, () -> commit(0)).getMessage());
        }
    }

    @Test
    void aCommitInAnExchangeThatThenFailsIsForgotten() {
        try (App app = foreign("web?commit=manual&retryDelay=10")) {
            app.sandboxes.out("web", "a");
            app.start();
            held.expect(1);
            String begin = cursor();
            assertEquals(Outcome.COMMITTED, commit(0));
            assertEquals(token(0), cursor());
            held.get(0).fail("after all not");
            held.expect(2);
            assertEquals(Outcome.FAILED, commit(0));
            Sink.await(() -> cursor().equals(begin));
            held.get(1).end();
            assertEquals(Outcome.COMMITTED, commit(1));
            assertEquals(token(0), cursor());
        }
    }

    @Test
    void aCommitFromAnotherThreadAfterTheExchangeHasEnded() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (App app = own("web?commit=manual")) {
            app.sandboxes.out("web", TEXTS);
            held.letThrough();
            app.start();
            held.expect(600);
            Sink.await(() -> pending(app) == 0);
            assertEquals(Outcome.COMMITTED, other.submit(() -> commit(599)).get());
            app.stop("r").start("r");
            app.sandboxes.out("web", "next");
            held.expect(601);
            assertEquals("next", held.get(600).text());
        } finally {
            other.shutdown();
        }
    }

    @Test
    void afterTheRouteHasStoppedACommitChangesNothingAndSaysSo() {
        try (App app = foreign("web?commit=manual")) {
            app.sandboxes.out("web", "a");
            held.letThrough();
            app.start();
            held.expect(1);
            app.stop("r");
            String stored = states.getState("r/web");
            assertEquals(Outcome.CLOSED, commit(0));
            assertEquals(stored, states.getState("r/web"));
            logged.expect(Level.WARN, "after the route had stopped");
            app.start("r");
            held.expect(2);
            assertEquals(Outcome.CLOSED, commit(0)); // of the run before
            assertEquals(Outcome.COMMITTED, commit(1));
        }
    }

    @Test
    void aRouteThatReadsOnceMayBeCommittedAfterItHasGivenAll() {
        try (App app = foreign("web?commit=manual&follow=false")) {
            app.sandboxes.out("web", "a", "b");
            held.letThrough();
            app.start();
            logged.expect(Level.INFO, "all done, 2 entries");
            assertEquals(Outcome.COMMITTED, commit(1));
            assertEquals(token(1), cursor());
        }
    }

    @Test
    void anAggregatorLargerThanTheWindowDoesNotHang() throws InterruptedException, ExecutionException {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", TEXTS);
            Sink sink = new Sink();
            Sink passed = new Sink();
            app.routes(builder -> builder.from(App.uri("web?commit=manual&maxInFlight=16&body=text"))
                            .routeId("r")
                            .process(passed)
                            .aggregate(builder.constant(true), AggregationStrategies.useLatest())
                            .completionSize(500)
                            .process(exchange -> exchange.getMessage()
                                    .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                                    .commit())
                            .process(sink))
                    .start();
            sink.expect("499");
            passed.expect(600);
            app.stop("r").start("r");
            app.sandboxes.out(
                    "web", texts(600, 900)); // 100 that the aggregator has and that were not committed come again
            sink.expect("499", "899");
        }
    }

    @Test
    void withAutomaticCommitThereIsNoSuchHeader() {
        try (App app = own("web")) {
            app.sandboxes.out("web", "a");
            app.start();
            assertNull(held.get(0).header(MsbLogsConstants.MANUAL_COMMIT, Object.class));
            held.get(0).end();
        }
    }

    private static String[] texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }

    private Outcome commit(int index) {
        return held.get(index)
                .header(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                .commit();
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

    private static int pending(App app) {
        return ((MsbLogsConsumer) app.context.getRoute("r").getConsumer()).getPendingExchangesSize();
    }

    private App own(String uri) {
        return new App(directory)
                .routes(builder -> builder.from(App.uri(uri)).routeId("r").process(held));
    }

    private App foreign(String uri) {
        App app = new App(directory);
        app.context.getRegistry().bind("states", states);
        return app.routes(builder -> builder.from(App.uri(uri + "&cursorRepository=#states"))
                .routeId("r")
                .process(held));
    }
}
