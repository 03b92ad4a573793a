package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogEntry;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {
    private static final String TIME = "2026-04-30T20:32:59.688Z";
    private static final byte[] NO_UTF8 = {'a', (byte) 0xff, (byte) 0xfe, 0, '\n'};

    @TempDir
    Path directory;

    private int apps;

    @Test
    void entryIsTheDefault() {
        LogEntry entry = assertInstanceOf(LogEntry.class, given("", null));
        assertEquals("grüße\n", entry.text());
        assertEquals("web", entry.sandbox());
    }

    @Test
    void textIsAString() {
        assertEquals("grüße\n", given("body=text", null));
    }

    @Test
    void bytesAreTheData() {
        assertArrayEquals("grüße\n".getBytes(StandardCharsets.UTF_8), (byte[]) given("body=bytes", null));
    }

    @Test
    void jsonIsOneLineInTheProducersForm() throws Exception {
        String line = assertInstanceOf(String.class, given("body=json", null));
        assertFalse(line.contains("\n"));
        expectProducersLine(new ObjectMapper().readTree(line));
    }

    @Test
    void anEntryConvertsToStringBytesAndStream() throws Exception {
        byte[] data = "grüße\n".getBytes(StandardCharsets.UTF_8);
        assertEquals("grüße\n", given("", String.class));
        assertArrayEquals(data, (byte[]) given("", byte[].class));
        try (InputStream stream = (InputStream) given("", InputStream.class)) {
            assertArrayEquals(data, stream.readAllBytes());
        }
    }

    @Test
    void anEntryConvertsToTheProducersMap() {
        Map<?, ?> map = (Map<?, ?>) given("", Map.class);
        assertEquals(
                List.of("t", "s", "d", "id", "sandbox", "entryId", "cursor"),
                map.keySet().stream().toList());
        assertEquals(7L, map.get("id"));
        assertEquals(TIME, map.get("t"));
    }

    @Test
    void anEntryConvertsToATree() {
        expectProducersLine((JsonNode) given("", JsonNode.class));
    }

    @Test
    void marshalJsonGivesTheProducersLineWithNoSetUp() throws Exception {
        Sink sink = new Sink();
        try (App app = appWithOneLine()) {
            app.routes(builder -> builder.from(App.uri("web"))
                            .marshal()
                            .json()
                            .convertBodyTo(byte[].class)
                            .process(sink))
                    .start();
            sink.expect(1);
            expectProducersLine(new ObjectMapper().readTree((byte[]) sink.get(0).body()));
        }
    }

    @Test
    void dataThatIsNoUtf8ComesAsBase64() throws Exception {
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.raw(
                    "web",
                    "{\"t\":\"" + TIME + "\",\"s\":\"stdout\",\"d\":\""
                            + Base64.getEncoder().encodeToString(NO_UTF8) + "\",\"id\":1,\"e\":\"b64\"}\n");
            app.routes(builder -> {
                        builder.from(App.uri("web?body=json")).routeId("json").process(sink);
                        builder.from(App.uri("web?body=bytes")).routeId("bytes").process(sink);
                    })
                    .start();
            sink.expect(2);
            for (Sink.Given given : sink.all()) {
                if (given.body() instanceof byte[] bytes) {
                    assertArrayEquals(NO_UTF8, bytes);
                } else {
                    JsonNode line = new ObjectMapper().readTree((String) given.body());
                    assertEquals("b64", line.get("e").asText());
                    assertArrayEquals(NO_UTF8, line.get("d").binaryValue());
                }
            }
        }
    }

    @Test
    void aSessionBeyondTwoToThe63IsABigNumber() throws Exception {
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.line("web", "stdout", "18446744073709551615", "x");
            app.routes(builder -> builder.from(App.uri("web"))
                            .process(sink)
                            .convertBodyTo(Map.class)
                            .process(sink)
                            .marshal()
                            .json()
                            .convertBodyTo(byte[].class)
                            .process(sink))
                    .start();
            sink.expect(3);
            assertEquals(
                    new BigInteger("18446744073709551615"),
                    ((Map<?, ?>) sink.get(1).body()).get("id"));
            assertEquals(
                    "18446744073709551615",
                    new ObjectMapper()
                            .readTree((byte[]) sink.get(2).body())
                            .get("id")
                            .bigIntegerValue()
                            .toString());
        }
    }

    @Test
    void anEntryOfTheHostHasNoIdInItsMap() {
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.line("web", "system", null, "--- sandbox started ---\n");
            app.routes(builder -> builder.from(App.uri("web?sources=system"))
                            .convertBodyTo(Map.class)
                            .process(sink))
                    .start();
            sink.expect(1);
            assertFalse(((Map<?, ?>) sink.get(0).body()).containsKey("id"));
        }
    }

    private App appWithOneLine() {
        App app = new App(directory.resolve("app" + apps++));
        app.sandboxes.line("web", TIME, "stdout", "7", "grüße\n");
        return app;
    }

    /** The body of the one entry there is; converted by the route where a type is given. */
    private Object given(String options, Class<?> type) {
        Sink sink = new Sink();
        try (App app = appWithOneLine()) {
            app.routes(builder -> {
                        var route = builder.from(App.uri("web?" + (options.isEmpty() ? "follow=true" : options)));
                        (type == null ? route : route.convertBodyTo(type)).process(sink);
                    })
                    .start();
            return sink.expect(1).get(0).body();
        }
    }

    private static void expectProducersLine(JsonNode line) {
        assertEquals(TIME, line.get("t").asText());
        assertEquals("stdout", line.get("s").asText());
        assertEquals("grüße\n", line.get("d").asText());
        assertEquals(7, line.get("id").asInt());
        assertEquals("web", line.get("sandbox").asText());
        assertEquals(7, line.size(), line::toString);
        assertFalse(line.get("entryId").asText().isEmpty());
        assertFalse(line.get("cursor").asText().isEmpty());
    }
}
