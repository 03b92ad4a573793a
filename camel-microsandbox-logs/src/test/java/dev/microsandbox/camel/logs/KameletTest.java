package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogEntry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kamelet {@code msb-logs-source}, as routes in YAML use it. */
class KameletTest {
    private static final String FILE = "/kamelets/msb-logs-source.kamelet.yaml";

    /** Properties that are not named as the option is. */
    private static final Map<String, String> OPTION =
            Map.of("excludedSandboxes", "exclude", "microsandboxHome", "home");

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void handsOnEachEntryAndResumesByItsCursorName() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            load(app, "cursorName=mine").start();
            sink.expect(2);
            app.sandboxes.out("web", "c");
            sink.expect(3);
        }
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "d").out("db", "e");
            // another route before it, and another id: neither is what the cursors are stored under
            app.routes(builder -> builder.from("direct:other").to("mock:other"));
            load(app, "cursorName=mine").start();
            sink.expect(5);
        }
        List<String> texts = sink.texts().stream().map(KameletTest::data).toList();
        assertEquals(List.of("a", "b", "c"), texts.subList(0, 3));
        assertEquals(Set.of("d", "e"), Set.copyOf(texts.subList(3, 5)));
        assertTrue(Files.isDirectory(directory.resolve("cursors/mine")));
        logged.noWarning();
    }

    @Test
    void theRouteOfThePageRuns() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web-1", "a").out("db", "b");
            app.routes(builder -> builder.from("direct:lines").process(sink));
            PluginHelper.getRoutesLoader(app.context)
                    .loadRoutes(ResourceHelper.resolveResource(app.context, "classpath:kamelet-route.yaml"));
            app.start();
            sink.expect(1);
            assertEquals("a", data(sink.get(0).text()));
        }
    }

    @Test
    void anEntryThatFailsInTheRouteComesAgain() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("once", (org.apache.camel.Processor) exchange -> {
                if (failed.compareAndSet(false, true)) {
                    throw new IllegalStateException("once");
                }
            });
            app.sandboxes.out("web", "a", "b");
            load(app, "cursorName=mine&body=text&maxInFlight=1", "- process: { ref: once }")
                    .start();
            sink.expect("a", "b");
            assertEquals(2, sink.get(0).header(MsbLogsConstants.TRY));
        }
    }

    @Test
    void aBatchOfJsonIsALineForEachEntry() throws Exception {
        String lines = assertInstanceOf(String.class, batchOfTwo("json"));
        assertEquals(List.of("a", "b"), lines.lines().map(KameletTest::data).toList());
    }

    @Test
    void aBatchOfAnyOtherBodyIsAList() throws Exception {
        assertEquals(List.of("a\n", "b\n"), batchOfTwo("text"));
        List<?> bytes = assertInstanceOf(List.class, batchOfTwo("bytes"));
        assertEquals(2, bytes.size());
        assertArrayEquals(new byte[] {'a', '\n'}, (byte[]) bytes.get(0));
        LogBatch entries = assertInstanceOf(LogBatch.class, batchOfTwo("entry"));
        assertEquals(List.of("a\n", "b\n"), entries.stream().map(LogEntry::text).toList());
    }

    /** The body of one message with two entries. */
    private Object batchOfTwo(String body) throws Exception {
        Sink batches = new Sink();
        try (App app = new App(Files.createDirectory(directory.resolve(body)))) {
            app.sandboxes.out("web", "a", "b");
            app.context.getRegistry().bind("batches", batches);
            load(app, "cursorName=mine&batchSize=2&batchTimeout=60000&body=" + body, "- process: { ref: batches }")
                    .start();
            batches.expect(1);
        }
        return batches.get(0).body();
    }

    @Test
    void everyPropertyArrives() throws Exception {
        String all =
                "cursorName=mine&sandbox=w*&excludedSandboxes=web-test&sources=all&body=text&batchSize=7&batchTimeout=10&start=end"
                        + "&onFailure=skip&maxInFlight=3&commitInterval=0&microsandboxHome=" + App.home(directory);
        Set<String> given = new TreeSet<>();
        for (String option : all.split("&")) {
            given.add(option.substring(0, option.indexOf('=')));
        }
        Set<String> declared = new TreeSet<>();
        schema().get("properties").fieldNames().forEachRemaining(declared::add);
        assertEquals(declared, given, "what this test sets");
        try (App app = new App(directory)) {
            load(app, all).start();
            MsbLogsEndpoint endpoint = endpoint(app);
            MsbLogsConfiguration options = endpoint.getConfiguration();
            assertEquals("w*", endpoint.getSandbox());
            assertEquals("mine", options.getCursorName());
            assertEquals("web-test", options.getExclude());
            assertEquals("all", options.getSources());
            assertEquals(MsbLogsConfiguration.Body.text, options.getBody());
            assertEquals(7, options.getBatchSize());
            assertEquals(10, options.getBatchTimeout());
            assertEquals(MsbLogsConfiguration.Start.end, options.getStart());
            assertEquals(MsbLogsConfiguration.OnFailure.skip, options.getOnFailure());
            assertEquals(3, options.getMaxInFlight());
            assertEquals(0, options.getCommitInterval());
            assertEquals(App.home(directory).toString(), options.getHome());
        }
    }

    @Test
    void itsDefaultsAreThoseOfTheComponentButForTheBody() throws Exception {
        JsonNode catalog;
        try (InputStream json =
                KameletTest.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            catalog = new ObjectMapper().readTree(json).get("properties");
        }
        schema().get("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode option = catalog.get(OPTION.getOrDefault(name, name));
            String value = property.getValue().path("default").asText("");
            String wanted = option.path("defaultValue").asText("");
            assertEquals(
                    switch (name) {
                        case "body" -> "json";
                        case "sandbox" -> "*";
                        default -> wanted;
                    },
                    value,
                    name);
            assertFalse(property.getValue().path("title").asText().isBlank(), name);
            assertTrue(property.getValue().path("description").asText().length() > 20, name);
            assertEquals(
                    option.get("type").asText().replace("enum", "string").replace("duration", "integer"),
                    property.getValue().get("type").asText(),
                    name);
        });
    }

    @Test
    void withoutACursorNameItDoesNotStartAndSaysSo() throws Exception {
        try (App app = new App(directory)) {
            load(app, "sandbox=web");
            Throwable refused = assertThrows(Exception.class, app::start);
            StringBuilder messages = new StringBuilder();
            for (; refused != null; refused = refused.getCause()) {
                messages.append(refused.getMessage()).append('\n');
            }
            assertTrue(
                    messages.toString().contains("msb-logs-source")
                            && messages.toString()
                                    .contains("the following mandatory parameters must be provided: cursorName"),
                    messages.toString());
        }
    }

    @Test
    void theSameCursorNameTwiceIsRefused() throws Exception {
        try (App app = new App(directory)) {
            load(app, "cursorName=mine&sandbox=web");
            load(app, "cursorName=mine&sandbox=db");
            Throwable refused = assertThrows(Exception.class, app::start);
            while (refused.getCause() != null) {
                refused = refused.getCause();
            }
            assertTrue(refused.getMessage().contains("both use cursorName=mine"), refused.getMessage());
        }
    }

    @Test
    void itNamesTheJarItIsIn() throws Exception {
        String file = file();
        assertFalse(file.contains("${"), file);
        assertTrue(file.contains("\"mvn:dev.microsandbox.camel:camel-microsandbox-logs:"), file);
    }

    private App load(App app, String options, String... steps) throws Exception {
        StringBuilder route =
                new StringBuilder("- from:\n    uri: kamelet:msb-logs-source?" + options + "\n    steps:\n");
        for (String step : steps) {
            route.append("      ").append(step).append('\n');
        }
        route.append("      - process:\n          ref: sink\n");
        app.context.getRegistry().bind("sink", sink);
        PluginHelper.getRoutesLoader(app.context).loadRoutes(ResourceHelper.fromString("route.yaml", route.toString()));
        return app;
    }

    private static MsbLogsEndpoint endpoint(App app) {
        return app.context.getEndpoints().stream()
                .filter(MsbLogsEndpoint.class::isInstance)
                .map(MsbLogsEndpoint.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String data(String line) {
        try {
            return new ObjectMapper().readTree(line).get("d").asText().stripTrailing();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Its definition. */
    static JsonNode schema() throws Exception {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(file());
        return new ObjectMapper().valueToTree(yaml).get("spec").get("definition");
    }

    private static String file() throws Exception {
        try (InputStream file = KameletTest.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
