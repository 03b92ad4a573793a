package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.LogCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A route that stops and starts goes on where it was. */
class ResumeTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void aRouteStoppedAndStartedRepeatsNothingAndLosesNothing() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b").out("db", "x");
            app.route("r", "web,db", sink).start();
            sink.expect(3);
            app.stop("r");
            app.sandboxes.out("web", "c").rotate("web").out("web", "d").out("new", "n");
            app.start("r");
            sink.expect(5);
            app.sandboxes.out("web", "e");
            sink.expect(6);
            assertEquals(List.of("a", "b", "c", "d", "e"), of("web"));
            assertEquals(List.of("x"), of("db"));
            logged.noWarning();
        }
    }

    @Test
    void aContextStoppedAndStartedRepeatsNothingAndLosesNothing() {
        List<String> wanted = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (App app = new App(directory)) {
                app.sandboxes.out("web", "a" + run).rotate("web").out("web", "b" + run);
                wanted.addAll(List.of("a" + run, "b" + run));
                app.route("r", "*", sink).start();
                sink.expect(wanted.toArray(String[]::new));
            }
        }
        logged.noWarning();
    }

    @Test
    void theMiddleOfAFileIsAPlaceToGoOnFrom() {
        Sink first = new Sink();
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c", "d");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(first)
                            .filter(exchange -> first.all().size() == 2)
                            .process(gate))
                    .start();
            gate.awaitEntered(); // b is under way
            Thread stop = new Thread(() -> app.stop("r"));
            stop.start();
            Sink.await(
                    () -> app.context.getRouteController().getRouteStatus("r").isStopping()
                            || app.context.getInflightRepository().size() == 1 && !mayDispatch(app));
            gate.open();
            app.expectStopped("r");
            join(stop);
            first.expect("a", "b");
            app.sandboxes.out("web", "e");
            app.start("r");
            first.expect("a", "b", "c", "d", "e");
        }
    }

    private static boolean mayDispatch(App app) {
        return ((MsbLogsConsumer) app.context.getRoute("r").getConsumer()).mayDispatch();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cursorsAreStoredOnDiskBelowCursorDirByDefault() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("my route", "web", sink).start();
            sink.expect("a");
            String told = logged.expect(Level.INFO, "Cursors of my route are stored in");
            Path place = Path.of(told.substring(told.indexOf('/')));
            assertEquals(App.cursors(directory), place.getParent());
            assertTrue(Files.isDirectory(place), told);
        }
    }

    @Test
    void withNoneEveryStartBeginsAnew() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web?cursorRepository=none", sink).start();
            sink.expect("a");
            app.stop("r").start("r");
            sink.expect("a", "a");
            assertFalse(Files.exists(App.cursors(directory)));
        }
    }

    @Test
    void anotherListOfSourcesIsNoInvalidCursorAndKeepsWhatIsKnown() {
        States repository = new States();
        read(repository, "sources=all", app -> app.sandboxes.out("web", "a").kernel("web", "k1\n"));
        sink.expect("a", "k1");
        read(repository, "sources=stdout", app -> app.sandboxes.out("web", "b").kernel("web", "k2\n"));
        sink.expect("a", "k1", "b");
        read(repository, "sources=all", app -> app.sandboxes.out("web", "c").kernel("web", "k3\n"));
        sink.expect("a", "k1", "b", "c", "k2", "k3");
        logged.noWarning();
    }

    @Test
    void sourcesThatComeNewBeginAtTheirBeginning() {
        States repository = new States();
        read(repository, "sources=stdout", app -> app.sandboxes.out("web", "a").kernel("web", "k1\n"));
        read(repository, "sources=all", app -> app.sandboxes.out("web", "b"));
        sink.expect("a", "b", "k1");
        logged.noWarning();
    }

    @Test
    void aTokenOfAnotherSdkUnderTheKeyIsTaken() throws Exception {
        States repository = new States();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c");
            app.route("first", "web?cursorRepository=none", sink).start();
            sink.expect("a", "b", "c");
        }
        LogCursor behindB = LogCursor.fromToken((String) sink.get(1).header(MsbLogsConstants.CURSOR));
        repository.setState("r/web", behindB.token());
        Sink second = new Sink();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("repository", repository);
            app.route("r", "web?cursorRepository=#repository", second).start();
            second.expect("c");
        }
        logged.noWarning();
    }

    @Test
    void whatIsStoredIsOneLineOfVersionedTextThatNamesItsFiles() {
        States repository = new States();
        read(repository, "sources=all", app -> app.sandboxes.out("web", "a").kernel("web", "k\n"));
        String stored = repository.getState("r/web");
        String token = (String) sink.get(1).header(MsbLogsConstants.CURSOR);
        assertTrue(
                stored.matches("msb1 " + java.util.regex.Pattern.quote(token)
                        + " exec\\.log/\\S+ runtime\\.log/\\S+ kernel\\.log/\\S+"),
                stored);
    }

    @Test
    void fromCursorGoesOnBehindItWhereNothingIsStored() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b", "c");
            app.route("first", "web", sink).start();
            sink.expect("a", "b", "c");
            String token = (String) sink.get(0).header(MsbLogsConstants.CURSOR);
            Sink second = new Sink();
            app.route("second", "web?fromCursor=" + token, second);
            second.expect("b", "c");
            app.stop("second").start("second");
            app.sandboxes.out("web", "d");
            second.expect("b", "c", "d");
        }
    }

    private interface Write {
        void to(App app);
    }

    /** Runs the route {@code r} until all is read. */
    private void read(States repository, String options, Write write) {
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("repository", repository);
            write.to(app);
            app.route("r", "web?cursorRepository=#repository&follow=false&stopWhenDone=true&" + options, sink)
                    .start();
            app.expectStopped("r");
        }
    }

    private List<String> of(String sandbox) {
        return sink.all().stream()
                .filter(given -> sandbox.equals(given.header(MsbLogsConstants.SANDBOX)))
                .map(Sink.Given::text)
                .toList();
    }
}
