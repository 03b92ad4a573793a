package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where reading begins and where it ends: start, since, until, follow. */
class WindowTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void startEndPassesOverWhatIsThereAtTheFirstStartOnly() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "old").out("quiet", "old");
            app.route("r", "*?start=end", sink).start();
            logged.expect(Level.INFO, "sandbox web found");
            app.sandboxes.out("later", "l1"); // begins at its beginning
            sink.expect("l1");
            app.sandboxes.out("web", "new");
            sink.expect("l1", "new");
            app.stop("r");
            app.sandboxes.out("web", "down").out("quiet", "q").out("born", "b");
            app.start("r");
            sink.expect(5);
            assertEquals(
                    List.of("b", "down", "l1", "new", "q"),
                    sink.texts().stream().sorted().toList());
            logged.noWarning();
        }
    }

    @Test
    void startEndPassesOverALineThatIsNotWholeYetWhenItIs() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "old").raw("web", "{\"t\":\"2026-04-30T20:33:02.120Z\",\"s\":\"stdout\",");
            app.route("r", "web?start=end", sink).start();
            logged.expect(Level.INFO, "sandbox web found");
            Sink.await(() -> stored(app));
            app.sandboxes.raw("web", "\"d\":\"half\\n\",\"id\":1}\n").out("web", "new");
            sink.expect("half", "new");
        }
    }

    /** Whether it is known where reading begins: that is stored as soon as the sandbox is open. */
    private static boolean stored(App app) {
        return ((MsbLogsConsumer) app.context.getRoute("r").getConsumer())
                        .counts()
                        .commits()
                > 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=25m", "since=%s", "since=20m300s"})
    void sinceDropsWhatIsOlder(String since) {
        try (App app = new App(directory)) {
            writeEach10Minutes(app);
            app.route(
                            "r",
                            "web?"
                                    + since.replace(
                                            "%s",
                                            NOW.minus(20, ChronoUnit.MINUTES).toString()),
                            sink)
                    .start();
            sink.expect("-20", "-10", "0");
        }
    }

    @Test
    void sinceIsForThoseThatAreThereAtTheFirstStart() {
        try (App app = new App(directory)) {
            writeEach10Minutes(app);
            app.route("r", "*?since=5m", sink).start();
            sink.expect("0");
            app.sandboxes.at("db", NOW.minus(1, ChronoUnit.HOURS), "old but found later");
            sink.expect("0", "old but found later");
            app.stop("r");
            app.sandboxes.at("web", NOW.minus(1, ChronoUnit.HOURS), "stamped in the past");
            app.start("r");
            sink.expect("0", "old but found later", "stamped in the past");
        }
    }

    @Test
    void untilInThePastEndsAndTheRouteStopsWhenDone() {
        try (App app = new App(directory)) {
            writeEach10Minutes(app);
            app.sandboxes.at("db", NOW.minus(25, ChronoUnit.MINUTES), "db");
            app.route("r", "*?until=15m&stopWhenDone=true", sink).start();
            app.expectStopped("r");
            assertEquals(
                    List.of("-20", "-30", "-40", "db"),
                    sink.texts().stream().sorted().toList());
            logged.once(Level.INFO, "all done, 4 entries (15 bytes) of 2 sandboxes");
        }
    }

    @Test
    void untilIsTheSameForARestart() {
        String until = "&until=" + NOW.minus(15, ChronoUnit.MINUTES);
        try (App app = new App(directory)) {
            writeEach10Minutes(app);
            app.route("r", "web?stopWhenDone=true" + until, sink).start();
            app.expectStopped("r");
            sink.expect("-40", "-30", "-20");
            app.start("r").expectStopped("r");
            sink.expect("-40", "-30", "-20");
        }
        try (App app = new App(directory)) {
            app.route("r", "web", sink).start();
            sink.expect("-40", "-30", "-20", "-10", "0");
        }
    }

    @Test
    void untilAheadEndsAtTheFirstEntryBehindIt() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web?until=+1h&stopWhenDone=true", sink).start();
            sink.expect("a");
            app.sandboxes.at("web", Instant.now().plus(59, ChronoUnit.MINUTES), "within");
            sink.expect("a", "within");
            app.sandboxes.at("web", Instant.now().plus(61, ChronoUnit.MINUTES), "behind");
            logged.expect(Level.INFO, "sandbox web read up to until");
            app.sandboxes.out("web", "never");
            sink.expect("a", "within");
            assertEquals(ServiceStatus.Started, app.status("r")); // others may still come until then
        }
    }

    @Test
    void untilEndsAQuietSandboxWhenTheClockHasPassedItByTenSeconds() {
        try (App app = new App(directory)) {
            app.sandboxes.at("web", NOW.minus(1, ChronoUnit.HOURS), "a");
            long begin = System.nanoTime();
            app.route("r", "web?until=8s&stopWhenDone=true", sink).start();
            sink.expect("a");
            app.expectStopped("r");
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertEquals(2, took.toSeconds(), 1.0, took.toString());
        }
    }

    @Test
    void followFalseReadsUpToTheSizesOfTheStartAndIdles() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b").rotate("web").out("web", "c");
            app.routes(builder -> builder.from(App.uri("web?follow=false"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            app.sandboxes.out("web", "later");
            gate.open();
            logged.expect(Level.INFO, "all done, 3 entries (6 bytes) of 1 sandboxes");
            sink.expect("a", "b", "c");
            assertEquals(ServiceStatus.Started, app.status("r"));
        }
    }

    @Test
    void followFalseGoesOnWhereItWasWhenItIsStartedAgain() {
        for (String text : List.of("a", "b", "c")) {
            Sink one = new Sink();
            try (App app = new App(directory)) {
                app.sandboxes.out("web", text);
                app.route("r", "web?follow=false&stopWhenDone=true", one).start();
                app.expectStopped("r");
                one.expect(text);
            }
        }
        logged.noWarning();
    }

    /** Texts -40, -30 … 0: minutes from now. */
    private static void writeEach10Minutes(App app) {
        for (int minutes = -40; minutes <= 0; minutes += 10) {
            app.sandboxes.at("web", NOW.plus(minutes, ChronoUnit.MINUTES), String.valueOf(minutes));
        }
    }
}
