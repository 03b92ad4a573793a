package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What untrusted code writes reaches bodies and the values of headers; no header's name, no file's name, no URI, and no log line raw. */
class HostileRouteTest {
    /** In every hostile text, so that it is found wherever it went. */
    private static final String MARK = "FORGED";

    private static final List<String> TEXTS = List.of(
            "\u001b[31m" + MARK + "\u001b[0m\u001b]0;" + MARK + "\u0007",
            "\r\n2026-01-01 ERROR " + MARK + "\n",
            "${" + MARK + "}${header." + MARK + "}${sys:user.home}${exchangeId}",
            "$simple{" + MARK + "} #{" + MARK + "} {{" + MARK + "}} {} {0}",
            "%s %n %d %x " + MARK + " %1$s",
            "${jndi:ldap://" + MARK + ".invalid/a} $${lower:j}",
            "\u0000" + MARK + "\u0000",
            "\u009b31m" + MARK + "\u2028\u2029\u202e\u0085",
            "../../../" + MARK,
            "file:" + MARK + "?autoCreate=true&noop=true",
            "\ud83d\ude00" + MARK + "\u00e9");

    private static final Set<String> HEADERS = Set.of(
            MsbLogsConstants.SANDBOX,
            MsbLogsConstants.SOURCE,
            MsbLogsConstants.SESSION_ID,
            MsbLogsConstants.TIMESTAMP,
            Exchange.MESSAGE_TIMESTAMP,
            MsbLogsConstants.CURSOR,
            MsbLogsConstants.ENTRY_ID,
            MsbLogsConstants.LIFECYCLE,
            MsbLogsConstants.TRY);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    /** Every text in every field, as data of every source, as a line of its own, and in lines of the other files. */
    private int write(App app) {
        int entries = 0;
        for (String text : TEXTS) {
            for (String source : List.of("stdout", "stderr", "output", "system")) {
                app.sandboxes.line("web", source, source.equals("system") ? null : "7", text);
                entries++;
            }
            app.sandboxes.line("web", "system", null, "--- sandbox " + text + " ---\n");
            app.sandboxes.raw(
                    "web",
                    "{\"t\":\"2026-04-30T20:32:59Z\",\"s\":\"stdout\"," + quoted(text) + ":" + quoted(text) + "}\n");
            app.sandboxes.raw("web", "{\"t\":\"2026-04-30T20:32:59Z\",\"s\":\"stdout\",\"e\":" + quoted(text) + "}\n");
            entries += 3;
            // no entries:
            app.sandboxes.line("web", text, "stdout", "7", "x");
            app.sandboxes.raw("web", "{\"t\":\"2026-04-30T20:32:59Z\",\"s\":" + quoted(text) + "}\n");
            app.sandboxes.raw("web", "{\"t\":\"2026-04-30T20:32:59Z\",\"s\":\"stdout\",\"id\":" + quoted(text) + "}\n");
            app.sandboxes.raw(
                    "web", "{\"t\":\"2026-04-30T20:32:59Z\",\"s\":\"stdout\",\"d\":" + quoted(text) + ",\"d\":1}\n");
            app.sandboxes.raw("web", text + "\n");
            app.sandboxes.raw("web", (text + " ").repeat(1000).replace('\n', ' ') + "\n"); // too long
            app.sandboxes.kernel("web", text.replace('\n', ' ') + "\n");
            entries++;
        }
        return entries;
    }

    private static String quoted(String text) {
        return '"'
                + new String(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                        .quoteAsString(text))
                + '"';
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "text", "bytes", "json"})
    void lines(String body) throws IOException {
        int wanted;
        try (App app = new App(directory)) {
            wanted = write(app);
            app.route("r", "web?sources=all&maxLineBytes=2000&body=" + body, sink)
                    .start();
            sink.expect(wanted);
            logged.expect(Level.WARN, "malformed");
            logged.expect(Level.WARN, "longer than maxLineBytes");
        }
        assertEquals(wanted, sink.all().size());
        assertNothingReachedNames();
        assertLogsAreClean();
        for (String line : logged.lines()) {
            assertFalse(line.contains(MARK), line); // nothing of a line has any business there
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"onFailure=skip", "onFailure=stop", "onFailure=retry", "onFailure=skip&bridgeErrorHandler=true"})
    void exceptionsThatRepeatALine(String onFailure) throws IOException {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", TEXTS.toArray(String[]::new));
            app.routes(builder -> builder.from(App.uri("web?retryDelay=1&maxRetryDelay=1&" + onFailure))
                            .routeId("r")
                            .process(sink)
                            .process(exchange -> {
                                String text = exchange.getMessage().getBody(String.class);
                                throw new IllegalStateException(text, new IOException(String.join(" ", TEXTS)));
                            }))
                    .start();
            sink.expect(onFailure.startsWith("onFailure=skip") ? TEXTS.size() : onFailure.endsWith("stop") ? 1 : 3);
            if (onFailure.endsWith("stop")) {
                app.expectStopped("r");
            } else {
                logged.expect(Level.WARN, "exchanges failed");
            }
        }
        assertNothingReachedNames();
        assertLogsAreClean();
        assertTrue(logged.lines().stream().anyMatch(line -> line.contains(MARK)), "the reason is told");
    }

    @Test
    void keysOfADamagedJournal() throws IOException {
        Path place = App.cursors(directory).resolve("r");
        JournalStateRepository journal = new JournalStateRepository(place);
        journal.start();
        for (String text : TEXTS) {
            journal.setState(text, "value");
        }
        journal.stop();
        Path file = place.resolve("cursors.journal");
        Files.writeString(
                file,
                Files.readString(file, StandardCharsets.ISO_8859_1).replace("value", "volue"),
                StandardCharsets.ISO_8859_1);
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "good");
            app.route("r", "web", sink).start();
            sink.expect("good");
            assertTrue(logged.expect(Level.INFO, "was cut off").contains(MARK));
        }
        for (String line : logged.ours()) { // keys may have letters of all scripts
            assertFalse(line.contains("${"), line);
            assertTrue(
                    line.codePoints().mapToObj(Character::toString).noneMatch(c -> c.matches("[\\p{C}\\p{Zl}\\p{Zp}]")),
                    line);
        }
    }

    @Test
    void namesThatAreNoSandboxes() throws IOException {
        List<String> names = List.of(
                "_x",
                "-x",
                ".x",
                "a b",
                "a\nb",
                "\u001b[31m" + MARK,
                "${" + MARK + "}",
                "${jndi:ldap:x}",
                "%s",
                "{}",
                "é",
                "a:b",
                "a?noop=true",
                "a\\b",
                "x".repeat(129),
                "a,b",
                "*",
                "?",
                "a~");
        try (App app = new App(directory)) {
            for (String name : names) {
                app.sandboxes.out(name, MARK);
            }
            Files.writeString(App.home(directory).resolve("sandboxes").resolve("file"), MARK);
            app.sandboxes.out("web", "good");
            app.route("r", "*?delay=20&sources=all", sink).start();
            sink.expect("good");
            app.sandboxes.out("db", "good too");
            sink.expect("good", "good too");
            logged.noWarning();
        }
        assertNothingReachedNames();
        assertLogsAreClean();
        assertFalse(
                logged.lines().toString().contains(MARK), () -> logged.lines().toString());
    }

    /** Header names are ours, ids and cursors plain, and no file has a name with the mark in it. */
    private void assertNothingReachedNames() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Sink.Given given : sink.all()) {
            names.addAll(given.headers().keySet());
            String id = (String) given.header(MsbLogsConstants.ENTRY_ID);
            assertTrue(id.matches("[A-Za-z0-9._-]{1,200}") && !id.contains(MARK), id);
            assertTrue(((String) given.header(MsbLogsConstants.CURSOR)).matches("[A-Za-z0-9+/=]+"));
            assertTrue(Set.of("stdout", "stderr", "output", "system").contains(given.header(MsbLogsConstants.SOURCE)));
            Object lifecycle = given.header(MsbLogsConstants.LIFECYCLE);
            assertTrue(lifecycle == null || lifecycle.toString().matches("[a-z]+"), () -> "" + lifecycle);
        }
        assertTrue(HEADERS.containsAll(names), names::toString);
        try (Stream<Path> files = Files.walk(App.cursors(directory))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertTrue(file.getFileName().toString().matches("cursors\\.journal|lock"), file::toString);
                assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK));
            }
        }
    }

    /** Each message of ours is one line of plain ASCII that no logging library expands; so are its exceptions' messages. */
    private void assertLogsAreClean() {
        List<String> unclean = new ArrayList<>();
        for (String text : logged.ours()) {
            if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f) || text.contains("${")) {
                unclean.add(TroubleLog.escaped(text));
            }
        }
        assertEquals(List.of(), unclean);
    }
}
