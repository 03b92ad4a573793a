package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogReadException;
import dev.microsandbox.logs.SandboxNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerTest {
    private static final Instant NOON = Instant.parse("2026-04-30T12:00:00Z");

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private App app;
    private ProducerTemplate template;

    @BeforeEach
    void twoSandboxesThatTakeTurns() {
        app = new App(directory).start();
        template = app.context.createProducerTemplate();
        app.sandboxes
                .at("web", NOON, "w0")
                .at("db", NOON.plusSeconds(1), "d1")
                .at("web", NOON.plusSeconds(2), "w2")
                .rotate("web")
                .at("db", NOON.plusSeconds(3), "d3")
                .at("web", NOON.plusSeconds(4), "w4")
                .line("web", NOON.plusSeconds(5).toString(), "system", null, "--- sandbox stopped ---\n");
    }

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            web                                            | w0 w2 w4
            db                                             | d1 d3
            web,db                                         | w0 d1 w2 d3 w4
            *                                              | w0 d1 w2 d3 w4
            w*?operation=read                              | w0 w2 w4
            nothing-*                                      |
            web?tail=2                                     | w2 w4
            *?tail=2                                       | d3 w4
            *?tail=0                                       |
            web?tail=100                                   | w0 w2 w4
            *?since=2026-04-30T12:00:02Z                   | w2 d3 w4
            *?until=2026-04-30T12:00:02Z                   | w0 d1
            *?since=2026-04-30T12:00:01Z&until=2026-04-30T12:00:03Z | d1 w2
            *?since=2026-04-30T12:00:01Z&tail=1            | w4
            *?sources=system                               | --- sandbox stopped ---
            *?since=1m                                     |
            """)
    void readGivesWhatIsThereMergedByTime(String uri, String wanted) {
        assertEquals(wanted == null ? "" : wanted, texts(read(uri, Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CamelMsbLogsSandbox | db                       | d1 d3
            CamelMsbLogsSandbox | w*,db                    | w0 d1 w2 d3 w4
            CamelMsbLogsSandbox | we?                      | w0 w2 w4
            CamelMsbLogsTail    | 1                        | w4
            CamelMsbLogsSince   | 2026-04-30T12:00:04Z     | w4
            CamelMsbLogsSince   | 2026-04-30T14:00:02+02:00 | w2 w4
            CamelMsbLogsUntil   | 2026-04-30T12:00:02Z     | w0
            """)
    void headersStandAboveOptions(String header, String value, String wanted) {
        assertEquals(
                wanted,
                texts(read(
                        "web?tail=50&since=2026-04-29T12:00:00Z&until=2026-05-01T12:00:00Z", Map.of(header, value))));
    }

    @Test
    void headersMayBeOfTheirOwnTypes() {
        assertEquals(
                "w2",
                texts(read(
                        "web",
                        Map.of(
                                MsbLogsConstants.SINCE,
                                NOON.plusSeconds(1),
                                MsbLogsConstants.UNTIL,
                                NOON.plusSeconds(4),
                                MsbLogsConstants.TAIL,
                                1))));
    }

    @ParameterizedTest
    @CsvSource({
        "CamelMsbLogsTail, -1, 0 or more",
        "CamelMsbLogsTail, ten, whole number",
        "CamelMsbLogsTail, 4294967297, whole number",
        "CamelMsbLogsSince, yesterday, 2026-04-30T20:32:59Z",
        "CamelMsbLogsUntil, 15, 2026-04-30T20:32:59Z",
        "CamelMsbLogsSandbox, ../web, 'ASCII letters, digits'",
    })
    void aHeaderThatIsWrongIsNamedWithItsValueAndWhatWouldBeRight(String header, String value, String right) {
        Throwable refused = assertThrows(CamelExecutionException.class, () -> read("web", Map.of(header, value)))
                .getCause();
        String message = refused.getMessage();
        assertTrue(message.contains(header) && message.contains(value) && message.contains(right), message);
    }

    @Test
    void untilMayBeAheadInAHeaderAsInTheOption() {
        assertEquals("w0 w2 w4", texts(read("web", Map.of(MsbLogsConstants.UNTIL, "+1h"))));
        assertEquals("w0 w2 w4", texts(read("web?until=+1h", Map.of())));
    }

    @Test
    void aNamedSandboxThatDoesNotExistIsNotFound() {
        Throwable refused = assertThrows(CamelExecutionException.class, () -> read("web,nope", Map.of()))
                .getCause();
        assertTrue(refused instanceof SandboxNotFoundException, refused::toString);
        assertTrue(refused.getMessage().contains("nope"), refused.getMessage());
    }

    @Test
    void theEndCursorHandsOverToAConsumerWithoutAGap() {
        Exchange snapshot = read("web?tail=1", Map.of());
        assertEquals("w4", texts(snapshot));
        String cursor = snapshot.getMessage().getHeader(MsbLogsConstants.END_CURSOR, String.class);
        app.sandboxes.out("web", "n1").rotate("web").out("web", "n2");
        Sink sink = new Sink();
        app.route("r", "web?fromCursor=" + cursor, sink);
        sink.expect("n1", "n2");
        app.sandboxes.out("web", "n3");
        sink.expect("n1", "n2", "n3");
        logged.noWarning();
    }

    @Test
    void theEndCursorIsThereForOneSandboxOnly() {
        assertNotNull(read("web", Map.of()).getMessage().getHeader(MsbLogsConstants.END_CURSOR));
        assertNull(read("*", Map.of()).getMessage().getHeader(MsbLogsConstants.END_CURSOR));
    }

    @Test
    void theEndCursorOfAnEmptyLogIsItsBeginning() throws Exception {
        Files.createDirectories(app.sandboxes.logs("empty"));
        Exchange snapshot = read("empty", Map.of());
        assertEquals("", texts(snapshot));
        String cursor = snapshot.getMessage().getHeader(MsbLogsConstants.END_CURSOR, String.class);
        app.sandboxes.out("empty", "first");
        Sink sink = new Sink();
        app.route("r", "empty?fromCursor=" + cursor, sink);
        sink.expect("first");
    }

    @Test
    void eachEntryOfASnapshotHasACursorToGoOnFrom() {
        List<LogEntry> entries = entries(read("web", Map.of()));
        Sink sink = new Sink();
        app.route("r", "web?fromCursor=" + entries.get(0).cursor().token(), sink);
        sink.expect("w2", "w4");
    }

    @Test
    void listGivesTheSandboxesThatMatch() throws Exception {
        app.sandboxes.kernel("db", "boot\n");
        Files.createDirectories(app.sandboxes.logs("quiet"));
        Files.writeString(app.sandboxes.logs("web").resolve("boot-error.json"), "{}");
        Exchange list = send("*?operation=list", Map.of());
        List<?> infos = list.getMessage().getBody(List.class);
        assertEquals(
                List.of("db", "quiet", "web"),
                infos.stream().map(info -> ((SandboxInfo) info).name()).toList());
        SandboxInfo db = (SandboxInfo) infos.get(0);
        assertEquals(Files.size(app.sandboxes.exec("db")) + 5, db.bytes());
        assertEquals(app.sandboxes.logs("db"), db.logDirectory());
        assertFalse(db.lastWritten().isAfter(Instant.now()));
        assertEquals(NOON.plusSeconds(1), db.first());
        assertEquals(NOON.plusSeconds(3), db.last());
        SandboxInfo quiet = (SandboxInfo) infos.get(1);
        assertEquals(0, quiet.bytes());
        assertNull(quiet.lastWritten());
        assertNull(quiet.first());
        assertNull(quiet.last());
        SandboxInfo web = (SandboxInfo) infos.get(2);
        assertEquals(
                Files.size(app.sandboxes.exec("web"))
                        + Files.size(app.sandboxes.logs("web").resolve("exec.log.1")),
                web.bytes());
        assertEquals(NOON, web.first());
        assertEquals(NOON.plusSeconds(4), web.last());
        List<?> some = send("*?operation=list", Map.of(MsbLogsConstants.SANDBOX, "w*"))
                .getMessage()
                .getBody(List.class);
        assertEquals(1, some.size());
    }

    @Test
    void listGivesTheTimesOfTheSourcesThatAreAskedFor() {
        SandboxInfo web = list("web?operation=list&sources=system").get(0);
        assertEquals(NOON.plusSeconds(5), web.first());
        assertEquals(NOON.plusSeconds(5), web.last());
        assertNull(list("web?operation=list&sources=stderr").get(0).first());
    }

    @Test
    void listCountsNoFilesThatSymbolicLinksLeadTo() throws Exception {
        Path logs = Files.createDirectories(app.sandboxes.logs("odd"));
        Files.createSymbolicLink(logs.resolve("exec.log"), app.sandboxes.exec("web"));
        Files.createSymbolicLink(logs.resolve("runtime.log"), logs.resolve("nowhere"));
        assertEquals(List.of(new SandboxInfo("odd", logs, 0, null, null, null, List.of())), list("odd?operation=list"));
    }

    @Test
    void listOfCopiedLogsIsOfLogDir() {
        Path logs = app.sandboxes.logs("web");
        SandboxInfo copy = list("copy?operation=list&logDir=" + logs).get(0);
        assertEquals("copy", copy.name());
        assertEquals(logs, copy.logDirectory());
        assertEquals(NOON, copy.first());
        assertEquals(NOON.plusSeconds(4), copy.last());
        assertEquals(List.of(), list("copy?operation=list&logDir=" + directory.resolve("nowhere")));
    }

    @Test
    void logDirMayBeASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), app.sandboxes.logs("web"));
        assertEquals("w0 w2 w4", texts(read("copy?logDir=" + link, Map.of())));
        assertEquals(NOON, list("copy?operation=list&logDir=" + link).get(0).first());
    }

    @Test
    void aSandboxThatIsNotThereIsNotFoundInLogDirEither() {
        String nowhere = directory.resolve("nowhere").toString();
        Throwable refused = assertThrows(CamelExecutionException.class, () -> read("copy?logDir=" + nowhere, Map.of()))
                .getCause();
        assertTrue(refused instanceof SandboxNotFoundException, refused::toString);
        assertTrue(refused.getMessage().contains(nowhere), refused.getMessage());
    }

    @Test
    void withLogDirTheHeaderCanNameNoOtherSandbox() {
        String uri = "copy?logDir=" + app.sandboxes.logs("web");
        assertEquals("w0 w2 w4", texts(read(uri, Map.of(MsbLogsConstants.SANDBOX, "copy"))));
        assertEquals("w0 w2 w4", texts(read(uri, Map.of(MsbLogsConstants.SANDBOX, "*"))));
        assertEquals("", texts(read(uri, Map.of(MsbLogsConstants.SANDBOX, "w*"))));
        for (String other : List.of("web", "copy,web")) {
            Throwable refused = assertThrows(
                            CamelExecutionException.class, () -> read(uri, Map.of(MsbLogsConstants.SANDBOX, other)))
                    .getCause();
            String message = refused.getMessage();
            assertTrue(message.contains("CamelMsbLogsSandbox=" + other) && message.contains("copy"), message);
        }
    }

    @Test
    void anExcludedSandboxIsNotMissed() {
        assertEquals("w0 w2 w4", texts(read("web,db,nope?exclude=db,nope", Map.of())));
        assertEquals("w0 w2 w4", texts(read("*?exclude=d*", Map.of())));
    }

    @Test
    void aSnapshotOfSeveralCarriesNoEndCursorOfAnother() {
        assertNull(read("*", Map.of(MsbLogsConstants.END_CURSOR, "AA=="))
                .getMessage()
                .getHeader(MsbLogsConstants.END_CURSOR));
    }

    @Test
    void aSandboxThatMatchesAPatternAndHasNoLogsIsPassedOverAndOneThatIsNamedIsNot() throws Exception {
        Files.createDirectories(app.sandboxes.logs("new").getParent());
        assertEquals("w0 d1 w2 d3 w4", texts(read("*", Map.of())));
        assertThrows(CamelExecutionException.class, () -> read("web,new", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"new/logs/exec.log, ---------", "new/logs, ---------", "new, ---------", "'', r--------"})
    void whatMayNotBeReadIsAnErrorAlsoBehindAPattern(String path, String rights) throws Exception {
        app.sandboxes.at("new", NOON, "n0");
        Path refusing = App.home(directory).resolve("sandboxes").resolve(path);
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(refusing);
        Files.setPosixFilePermissions(refusing, PosixFilePermissions.fromString(rights));
        try {
            Assumptions.assumeFalse(Files.isReadable(app.sandboxes.exec("new")), "who runs this may read everything");
            for (String uri : List.of("new", "*", "*?operation=list")) {
                Throwable refused = assertThrows(CamelExecutionException.class, () -> send(uri, Map.of()))
                        .getCause();
                assertTrue(refused instanceof LogReadException, refused::toString);
                assertTrue(refused.getMessage().contains("permission denied"), refused.getMessage());
            }
        } finally {
            Files.setPosixFilePermissions(refusing, before);
        }
    }

    @Test
    void whatIsSkippedIsToldOnceWithItsCount() throws Exception {
        app.sandboxes.raw("db", "torn\n").raw("db", "torn\n").at("db", NOON.plusSeconds(9), "d9");
        Files.createSymbolicLink(app.sandboxes.logs("db").resolve("kernel.log"), app.sandboxes.exec("web"));
        Exchange snapshot = read("*?sources=all", Map.of());
        assertTrue(texts(snapshot).endsWith("d9"));
        List<String> warnings = logged.lines(Level.WARN);
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("2 malformed lines skipped"), warnings::toString);
        assertTrue(warnings.get(1).contains("db: kernel.log is not a regular file"), warnings::toString);
    }

    @Test
    void listOfAHomeThatIsNotThereIsEmpty() {
        assertEquals(
                List.of(),
                send("*?operation=list&home=" + directory.resolve("nowhere"), Map.of())
                        .getMessage()
                        .getBody());
    }

    @Test
    void aSnapshotOfCopiedLogsIsReadFromLogDir() {
        String copied = "copy?logDir=" + app.sandboxes.logs("web");
        Exchange snapshot = read(copied, Map.of());
        assertEquals("w0 w2 w4", texts(snapshot));
        assertEquals("copy", entries(snapshot).get(0).sandbox());
    }

    @SuppressWarnings("unchecked")
    private List<SandboxInfo> list(String uri) {
        return (List<SandboxInfo>) send(uri, Map.of()).getMessage().getBody();
    }

    private Exchange read(String uri, Map<String, Object> headers) {
        return send(uri, headers);
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        Exchange done = template.request(
                "msblogs:" + uri, exchange -> exchange.getMessage().setHeaders(new java.util.HashMap<>(headers)));
        if (done.getException() != null) {
            throw new CamelExecutionException("failed", done, done.getException());
        }
        return done;
    }

    @SuppressWarnings("unchecked")
    private static List<LogEntry> entries(Exchange snapshot) {
        return (List<LogEntry>) snapshot.getMessage().getBody();
    }

    private static String texts(Exchange snapshot) {
        return String.join(
                " ",
                entries(snapshot).stream()
                        .map(entry -> entry.text().stripTrailing())
                        .toList());
    }
}
