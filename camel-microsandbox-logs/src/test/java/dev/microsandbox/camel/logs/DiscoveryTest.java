package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.SandboxNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
    /** A sweep that comes too late for any test: what is found meanwhile, the watch found. */
    private static final String NO_SWEEP = "delay=600000";

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            web-1                  | web-1
            web-1,db               | db web-1
            *                      | db w.b web web-1 web-22
            web*                   | web web-1 web-22
            w.b                    | w.b
            db , web-2*            | db web-22
            *?exclude=web*         | db w.b
            *?exclude=db,web-?     | w.b web web-22
            web,db?exclude=db      | web
            """)
    void nameListPatternAndExclusionChooseSandboxes(String which, String wanted) {
        try (App app = new App(directory)) {
            for (String name : List.of("web", "web-1", "web-22", "db", "w.b")) {
                app.sandboxes.out(name, name);
            }
            app.sandboxes.out("_no name", "x");
            String options = "follow=false&stopWhenDone=true";
            app.route("r", which + (which.contains("?exclude") ? "&" : "?") + options, sink)
                    .start();
            app.expectStopped("r");
            assertEquals(wanted, String.join(" ", sink.texts().stream().sorted().toList()));
        }
    }

    @Test
    void aSandboxCreatedLaterIsFoundWithinASecondWithoutASweep() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "w");
            app.route("r", "*?" + NO_SWEEP, sink).start();
            sink.expect("w");
            long begin = System.nanoTime();
            app.sandboxes.out("db", "d");
            sink.expect("w", "d");
            assertTakes(begin, 1000);
            logged.once(Level.INFO, "sandbox db found");
            logged.noWarning();
        }
    }

    @Test
    void aSandboxWhoseLogsComeLaterIsReadWithinASecond() throws Exception {
        try (App app = new App(directory)) {
            Files.createDirectories(app.sandboxes.logs("web").getParent());
            app.route("r", "*?" + NO_SWEEP, sink).start();
            logged.expect(Level.INFO, "sandbox web found");
            long begin = System.nanoTime();
            app.sandboxes.out("web", "a", "b");
            sink.expect("a", "b");
            assertTakes(begin, 1000);
        }
    }

    @Test
    void withoutFollowASandboxWithoutLogsIsDone() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            Files.createDirectories(app.sandboxes.logs("empty").getParent());
            app.route("r", "*?follow=false&stopWhenDone=true&delay=50", sink).start();
            app.expectStopped("r");
            sink.expect("a");
        }
    }

    @Test
    void aHomeThatComesLaterIsFound() {
        try (App app = new App(directory)) {
            app.route("r", "*?delay=200", sink).start();
            logged.expect(Level.INFO, "Cursors of r");
            app.sandboxes.out("web", "a");
            sink.expect("a");
            logged.noWarning();
        }
    }

    @Test
    void aHomeThatCameLaterIsWatched() {
        try (App app = new App(directory)) {
            app.route("r", "*?delay=1200", sink).start();
            app.sandboxes.out("web", "a");
            sink.expect("a");
            for (int i = 0; i < 5; i++) {
                long begin = System.nanoTime();
                app.sandboxes.out("web-" + i, "b");
                sink.expect(i + 2);
                assertTakes(begin, 900);
            }
        }
    }

    @Test
    void aNamedOneThatDoesNotExistIsWaitedForWithOneInfo() {
        try (App app = new App(directory)) {
            app.sandboxes.out("other", "x");
            app.route("r", "web?delay=50", sink).start();
            logged.expect(Level.INFO, "sandbox web does not exist yet, waiting for it");
            Sink.await(() -> sweeps(app) > 3);
            app.sandboxes.out("web", "a");
            sink.expect("a");
            logged.once(Level.INFO, "does not exist yet");
            logged.noWarning();
        }
    }

    private static long sweeps(App app) {
        return ((MsbLogsConsumer) app.context.getRoute("r").getConsumer()).getCounter();
    }

    @Test
    void withoutFollowANamedOneThatDoesNotExistStopsTheStart() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "w");
            app.route("r", "web,db?follow=false", sink);
            Throwable thrown = assertThrows(Exception.class, app::start);
            while (thrown.getCause() != null) {
                thrown = thrown.getCause();
            }
            assertTrue(thrown instanceof SandboxNotFoundException, thrown::toString);
            assertTrue(thrown.getMessage().contains(app.sandboxes.logs("db").toString()), thrown.getMessage());
            assertEquals(List.of(), sink.texts());
        }
    }

    @Test
    void withoutFollowAPatternThatMatchesNothingIsDoneAtOnce() {
        try (App app = new App(directory)) {
            app.route("r", "web-*?follow=false&stopWhenDone=true", sink).start();
            app.expectStopped("r");
            logged.once(Level.INFO, "all done, 0 entries (0 bytes) of 0 sandboxes");
        }
    }

    @Test
    void withoutFollowWhatComesLaterIsNotRead() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.route("r", "*?follow=false&delay=20", sink).start();
            logged.expect(Level.INFO, "r: all done, 2 entries (4 bytes) of 1 sandboxes");
            app.sandboxes.out("web", "c").out("db", "d");
            long before = sweeps(app);
            Sink.await(() -> sweeps(app) > before + 5);
            sink.expect("a", "b");
            logged.once(Level.INFO, "all done");
            assertEquals(org.apache.camel.ServiceStatus.Started, app.status("r"));
        }
    }

    @Test
    void sandboxesDirAndLogDirSayWhereTheyAre() {
        try (App app = new App(directory)) {
            Sandboxes elsewhere = new Sandboxes(directory.resolve("elsewhere"));
            elsewhere.out("web", "elsewhere");
            app.sandboxes.out("web", "home");
            app.routes(builder -> {
                        builder.from(App.uri("web?sandboxesDir=" + directory.resolve("elsewhere")))
                                .routeId("a")
                                .process(sink);
                        builder.from(App.uri("copy?logDir=" + elsewhere.logs("web")))
                                .routeId("b")
                                .process(sink);
                        builder.from(App.uri("web?home=" + App.home(directory)))
                                .routeId("c")
                                .process(sink);
                    })
                    .start();
            sink.expect(3);
            assertEquals(
                    Set.of("web elsewhere", "copy elsewhere", "web home"),
                    sink.all().stream()
                            .map(given -> given.header(MsbLogsConstants.SANDBOX) + " " + given.text())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void configJsonMayPutTheSandboxesElsewhere() throws Exception {
        Path elsewhere = directory.resolve("else where");
        new Sandboxes(elsewhere).out("web", "elsewhere");
        Files.createDirectories(App.home(directory));
        Files.writeString(
                App.home(directory).resolve("config.json"),
                "{\"version\": 1, \"paths\": {\"cache\": {\"sandboxes\": 1}, \"sandboxes\": \"" + elsewhere + "\"}}");
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "home");
            app.route("r", "web", sink).start();
            sink.expect("elsewhere");
        }
    }

    @Test
    void aLogDirThatComesLaterIsWaitedFor() {
        Sandboxes elsewhere = new Sandboxes(directory.resolve("elsewhere"));
        try (App app = new App(directory)) {
            app.route("r", "copy?delay=100&logDir=" + elsewhere.logs("x"), sink).start();
            logged.expect(Level.INFO, "sandbox copy does not exist yet");
            elsewhere.out("x", "a");
            sink.expect("a");
            logged.noWarning();
        }
    }

    static void assertTakes(long beginNanos, long atMostMillis) {
        Duration took = Duration.ofNanos(System.nanoTime() - beginNanos);
        assertTrue(took.toMillis() <= atMostMillis, () -> "took " + took);
    }
}
