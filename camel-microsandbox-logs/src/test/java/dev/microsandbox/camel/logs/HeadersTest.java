package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.LogCursor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HeadersTest {
    private static final String TIME = "2026-04-30T20:32:59.688Z";

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void anEntryHasTheHeadersOfTheContractAndNoOthers() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.line("web", TIME, "stdout", "7", "hello\n");
            app.route("r", "web", sink).start();
            Sink.Given given = sink.expect("hello").get(0);
            assertEquals("web", given.header("CamelMsbLogsSandbox"));
            assertEquals("stdout", given.header("CamelMsbLogsSource"));
            assertEquals(7L, given.header("CamelMsbLogsSessionId"));
            assertEquals(Instant.parse(TIME), given.header("CamelMsbLogsTimestamp"));
            assertEquals(Instant.parse(TIME).toEpochMilli(), given.header(Exchange.MESSAGE_TIMESTAMP));
            String cursor = (String) given.header("CamelMsbLogsCursor");
            assertEquals(
                    java.nio.file.Files.size(app.sandboxes.exec("web")),
                    LogCursor.fromToken(cursor).positions().get(0).offset());
            assertTrue(given.header("CamelMsbLogsEntryId") instanceof String);
            assertEquals(
                    Set.of(
                            "CamelMsbLogsSandbox",
                            "CamelMsbLogsSource",
                            "CamelMsbLogsSessionId",
                            "CamelMsbLogsTimestamp",
                            "CamelMessageTimestamp",
                            "CamelMsbLogsCursor",
                            "CamelMsbLogsEntryId"),
                    given.headers().keySet());
        }
    }

    @Test
    void eachSourceIsNamed() {
        try (App app = new App(directory)) {
            for (String source : List.of("stdout", "stderr", "output", "system")) {
                app.sandboxes.line("web", source, source.equals("system") ? null : "1", source + "\n");
            }
            app.sandboxes.kernel("web", "[    0.123456] Linux version 6\n");
            app.route("r", "web?sources=all", sink).start();
            sink.expect("stdout", "stderr", "output", "system", "[    0.123456] Linux version 6");
            assertEquals(
                    List.of("stdout", "stderr", "output", "system", "system"),
                    sink.all().stream()
                            .map(given -> given.header(MsbLogsConstants.SOURCE))
                            .toList());
            assertFalse(sink.get(3).headers().containsKey(MsbLogsConstants.SESSION_ID));
            assertFalse(sink.get(4).headers().containsKey(MsbLogsConstants.SESSION_ID));
            logged.noWarning();
        }
    }

    @Test
    void aSessionBeyondTwoToThe63IsItsBits() {
        try (App app = new App(directory)) {
            app.sandboxes
                    .line("web", "stdout", "9223372036854775807", "a")
                    .line("web", "stdout", "9223372036854775808", "b")
                    .line("web", "stdout", "18446744073709551615", "c");
            app.route("r", "web", sink).start();
            sink.expect("a", "b", "c");
            assertEquals(Long.MAX_VALUE, sink.get(0).header(MsbLogsConstants.SESSION_ID));
            assertEquals(Long.MIN_VALUE, sink.get(1).header(MsbLogsConstants.SESSION_ID));
            assertEquals("18446744073709551615", Long.toUnsignedString((Long)
                    sink.get(2).header(MsbLogsConstants.SESSION_ID)));
        }
    }

    @Test
    void onlyMarkersThatTheHostWroteAreLifecycle() {
        String started = "--- sandbox started ---\n";
        try (App app = new App(directory)) {
            app.sandboxes
                    .line("web", "system", null, started)
                    .line("web", "stdout", "1", started)
                    .line("web", "output", "1", "--- sandbox stopped ---\n")
                    .line("web", "system", null, "--- sandbox stopped ---\n")
                    .line("web", "system", null, "--- sandbox  ---\n")
                    .line("web", "system", null, "--- sandbox Stopped\u0001 ---\n")
                    .line("web", "system", null, "--- sandbox ---\n")
                    .line("web", "system", null, "x")
                    .kernel("web", started);
            app.route("r", "web?sources=all", sink).start();
            sink.expect(9);
            assertEquals(
                    Arrays.asList("started", null, null, "stopped", null, null, null, null, null),
                    Arrays.asList(sink.all().stream()
                            .map(given -> given.header(MsbLogsConstants.LIFECYCLE))
                            .toArray()));
        }
    }

    @Test
    void timesKeepTheirNanosecondsAndTheMessageItsMilliseconds() {
        try (App app = new App(directory)) {
            app.sandboxes.line("web", "2026-04-30T20:32:59.123456789Z", "stdout", "1", "late");
            app.sandboxes.line("web", "1969-12-31T23:59:59.9995Z", "stdout", "1", "early");
            app.route("r", "web", sink).start();
            sink.expect("late", "early");
            assertEquals(
                    Instant.parse("2026-04-30T20:32:59.123456789Z"), sink.get(0).header(MsbLogsConstants.TIMESTAMP));
            assertEquals(-1L, sink.get(1).header(Exchange.MESSAGE_TIMESTAMP));
        }
    }

    @Test
    void entryIdsAreUniqueSafeAndTheSameOnEveryDelivery() {
        List<Object> first = readAll("first");
        assertEquals(120, first.size());
        assertEquals(120, new HashSet<>(first).size());
        for (Object id : first) {
            assertTrue(((String) id).matches("[A-Za-z0-9._-]{1,200}"), () -> "not safe: " + id);
        }
        new Sandboxes(App.home(directory).resolve("sandboxes")).rotate("web"); // a name is not an identity
        assertEquals(first, readAll("second"));
    }

    private List<Object> readAll(String route) {
        Sink all = new Sink();
        try (App app = new App(directory)) {
            if (route.equals("first")) {
                for (int i = 0; i < 40; i++) {
                    app.sandboxes.line("web", TIME, "stdout", "7", "same\n");
                    app.sandboxes.line("db.1", TIME, "stdout", "7", "same\n");
                    if (i % 20 == 19) {
                        app.sandboxes.rotate("web");
                    }
                }
                for (int i = 0; i < 40; i++) {
                    app.sandboxes.kernel("web", "same\n");
                }
            }
            app.route(route, "*?sources=all&follow=false&stopWhenDone=true&cursorRepository=none", all)
                    .start();
            app.expectStopped(route);
        }
        return all.all().stream()
                .map(given -> given.header(MsbLogsConstants.ENTRY_ID))
                .sorted()
                .toList();
    }
}
