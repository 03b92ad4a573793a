package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The example against a server: killed in the middle while a producer writes and rotates, with entries that the server never takes, with
 * indices that take nothing for a while, and with a server that goes away and comes back.
 */
final class SearchRun {
    private static final String SANDBOX = "web";
    private static final String ODD = "odd";
    private static final String KEYWORD = "{\"type\":\"keyword\"}";
    private static final int LIMIT_MILLIS = 240_000;
    private static final int LINES_PER_SECOND = 10_000;
    private static final int MOST_DOCUMENTS_A_RUN = 1500;

    private final Path dir;
    private final Indices indices;
    private final List<String> options;

    SearchRun(Path dir, String engine, int port) {
        this.dir = dir;
        this.indices = new Indices(port);
        this.options = options(dir, engine, port);
    }

    /** What the application is started with. */
    static List<String> options(Path dir, String engine, int port) {
        return List.of(
                "-Dsearch.engine=" + engine,
                "-Dsearch.hosts=127.0.0.1:" + port,
                "-Delasticsearch.dir=" + dir,
                "-Dcamel.component.msblogs.maxRetryDelay=2000"); // a sink that was away is not waited for longer
    }

    /** What happens to the server. */
    interface Outage {
        void happen(ChildProcess run) throws Exception;
    }

    /** All of it. Gives how many lines were written. */
    long kill(int times, long seed, Outage outage) throws Exception {
        Random random = new Random(seed);
        writeOdd();
        long written;
        try (NumberedSandbox sandbox =
                new NumberedSandbox(ChildProcess.home(dir), SANDBOX, LINES_PER_SECOND, indices::count)) {
            for (int i = 0; i < times; i++) {
                try (ChildProcess run = start()) {
                    long until = indices.count() + 1 + random.nextInt(MOST_DOCUMENTS_A_RUN);
                    run.expect("documents", () -> indices.count() >= until);
                    run.kill();
                }
            }
            try (ChildProcess run = start()) { // one for each refusal: the second of a run would be told a minute later
                refuseForNow(run, "429 cluster_block_exception", "index.blocks.read_only_allow_delete", "true");
                run.kill();
            }
            try (ChildProcess run = start()) {
                refuseForNow(run, "400 illegal_argument_exception", "index.default_pipeline", "\"none\"");
                outage.happen(run);
                written = sandbox.end();
                run.expect("all documents", () -> indices.count() >= written + 2);
                run.expect("the dead letters", () -> deadLetters().size() == 2);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            assertTrue(sandbox.rotations() > times, "rotations: " + sandbox.rotations());
        }
        indices.expectOnce(SANDBOX, written);
        expectOdd();
        expectTypes();
        return written;
    }

    private ChildProcess start() throws IOException {
        return ChildProcess.start(dir, Elasticsearch.class, options);
    }

    /** Waits until the application asks for the server that is not there. */
    static void expectAsked(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.accept().close();
        }
    }

    /** The disk of the server is full, or its pipeline is gone: its indices take no documents, until that is repaired. */
    private void refuseForNow(ChildProcess run, String answer, String setting, String value) throws IOException {
        run.expect("documents", () -> indices.count() > 0);
        indices.send("PUT", "sandbox-logs-*/_settings", "{\"" + setting + "\":" + value + "}");
        run.expect("documents refused for now", () -> run.output()
                .contains("documents are refused for now, the first with " + answer));
        indices.send("PUT", "sandbox-logs-*/_settings", "{\"" + setting + "\":null}");
    }

    /**
     * Four entries, of which two can never be stored: the second is from before 1970, and date_nanos holds no such time; the last is
     * longer than a keyword may be, as which somebody has mapped the text of its day.
     */
    private void writeOdd() throws IOException {
        indices.send(
                "PUT",
                "sandbox-logs-2026.11.23",
                "{\"mappings\":{\"properties\":{\"text\":" + KEYWORD + ",\"sandbox\":" + KEYWORD + ",\"entry_id\":"
                        + KEYWORD + "}}}");
        Path logs = Files.createDirectories(dir.resolve("home/sandboxes/" + ODD + "/logs"));
        Files.writeString(
                logs.resolve("exec.log"),
                "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"one\\n\",\"id\":18446744073709551615}\n"
                        + "{\"t\":\"1969-12-31T23:59:59.000Z\",\"s\":\"stderr\",\"d\":\"/wD+\",\"e\":\"b64\",\"id\":1}\n"
                        + "{\"t\":\"2026-11-24T04:51:42.447Z\",\"s\":\"stderr\",\"d\":\"/wD+\",\"e\":\"b64\",\"id\":1}\n"
                        + "{\"t\":\"2026-11-23T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"" + "x".repeat(40_000)
                        + "\",\"id\":1}\n");
    }

    private void expectOdd() throws IOException {
        List<JsonNode> documents = indices.documents(ODD);
        assertEquals(2, documents.size());
        JsonNode first = documents.get(0).get("_source");
        assertEquals("one\n", first.get("text").asText());
        assertEquals("18446744073709551615", first.get("session").asText());
        assertEquals("2026-11-24T04:51:42.445Z", first.get("@timestamp").asText());
        assertEquals("/wD+", documents.get(1).at("/_source/data").asText());
        JsonNode letter = deadLetters().get(0);
        assertEquals("1969-12-31T23:59:59.000Z", letter.at("/entry/t").asText());
        assertEquals("/wD+", letter.at("/entry/d").asText());
        assertEquals("sandbox-logs-1969.12.31", letter.get("index").asText());
        assertEquals(400, letter.get("status").asInt());
        assertTrue(letter.get("reason").asText().contains("1969"), letter::toString);
        String tooLong = deadLetters().get(1).get("reason").asText();
        assertTrue(tooLong.contains("immense term"), tooLong);
        assertEquals(1, told(), "told once in all runs");
    }

    /** Those of the template, not what a server guesses. */
    private void expectTypes() throws IOException {
        JsonNode fields = indices.send("GET", "sandbox-logs-2026.11.24/_mapping", null)
                .at("/sandbox-logs-2026.11.24/mappings/properties");
        assertEquals("date_nanos", fields.at("/@timestamp/type").asText());
        assertEquals("keyword", fields.at("/session/type").asText());
        assertEquals("binary", fields.at("/data/type").asText());
    }

    private List<JsonNode> deadLetters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (String line : Files.readAllLines(dir.resolve("refused.ndjson"))) {
            letters.add(new ObjectMapper().readTree(line));
        }
        return letters;
    }

    private long told() throws IOException {
        long told = 0;
        try (var runs = Files.newDirectoryStream(dir, "run*.err")) {
            for (Path run : runs) {
                told += Arrays.stream(Files.readString(run).split("\n"))
                        .filter(line -> line.contains("refused for ever"))
                        .count();
            }
        }
        return told;
    }
}
