package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel's tools know of the component. */
class CatalogTest {
    /** The options of the contract that choose what to read and what the body is, with their defaults. */
    private static final Map<String, String> OPTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("home", ""),
            Map.entry("sandboxesDir", ""),
            Map.entry("logDir", ""),
            Map.entry("sources", "stdout,stderr,output"),
            Map.entry("exclude", ""),
            Map.entry("follow", "true"),
            Map.entry("stopWhenDone", "false"),
            Map.entry("start", "beginning"),
            Map.entry("since", ""),
            Map.entry("until", ""),
            Map.entry("fromCursor", ""),
            Map.entry("cursorRepository", ""),
            Map.entry("cursorName", ""),
            Map.entry("onInvalidCursor", "beginning"),
            Map.entry("onMissedRotation", "skip"),
            Map.entry("body", "entry"),
            Map.entry("maxLineBytes", "1048576"),
            Map.entry("maxOpenFiles", "13"),
            Map.entry("operation", "read"),
            Map.entry("tail", ""),
            Map.entry("delay", "2000"),
            Map.entry("initialDelay", "1000")));

    @TempDir
    Path directory;

    @Test
    void itHasTheOptionsOfTheContractWithTheirDefaults() throws Exception {
        JsonNode options = catalog().get("properties");
        OPTIONS.forEach((name, value) -> {
            assertTrue(options.has(name), name);
            assertEquals(value, options.get(name).path("defaultValue").asText(), name);
        });
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws Exception {
        for (String part : Set.of("properties", "componentProperties", "headers")) {
            catalog().get(part).properties().forEach(option -> {
                String description = option.getValue().path("description").asText();
                assertTrue(description.length() >= 15, option.getKey() + ": " + description);
            });
        }
    }

    @Test
    void itIsLocal() throws Exception {
        assertFalse(catalog().get("component").get("remote").asBoolean());
        assertEquals("msblogs:sandbox", catalog().get("component").get("syntax").asText());
    }

    @Test
    void everyHeaderConstantIsInItWithItsType() throws Exception {
        Set<String> constants = new TreeSet<>();
        for (Field field : MsbLogsConstants.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getName().equals("SCHEME")) {
                constants.add((String) field.get(null));
            }
        }
        Set<String> headers = new TreeSet<>();
        catalog().get("headers").properties().forEach(header -> {
            headers.add(header.getKey());
            assertFalse(header.getValue().path("javaType").asText().isEmpty(), header.getKey());
        });
        assertEquals(constants, headers);
    }

    /** Camel's plugin takes initialDelay for a count, since its default is no text. */
    @Test
    void theCountsOf64BitsAreThoseThatTakeNoTime() throws Exception {
        Set<String> counts = new TreeSet<>();
        catalog().get("properties").properties().forEach(option -> {
            JsonNode described = option.getValue();
            boolean whole = described.get("type").asText().equals("integer");
            if (whole && described.get("javaType").asText().equals("long")) {
                counts.add(option.getKey().toLowerCase(Locale.ROOT));
            }
        });
        counts.remove("initialdelay");
        assertEquals(new TreeSet<>(OptionTexts.COUNTS), counts);
    }

    @Test
    void cursorRepositoryIsAnObjectThatIsNotAutowired() throws Exception {
        for (String part : Set.of("properties", "componentProperties")) {
            JsonNode option = catalog().get(part).get("cursorRepository");
            assertEquals("object", option.get("type").asText());
            assertEquals("java.lang.Object", option.get("javaType").asText());
            assertFalse(option.get("autowired").asBoolean());
        }
    }

    @Test
    void aRepositoryThatHappensToBeInTheRegistryIsNotTaken() throws Exception {
        States states = new States();
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.sandboxes.out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
        }
        assertEquals(Set.of(), states.all.keySet());
    }

    /** Set in Camel 4.14, Map after it. */
    @Test
    void theUriFactoryHasThePrefixesInTheFormOfEveryCamel() throws Exception {
        Map<String, Object> byReturnType = new TreeMap<>();
        for (Method method : MsbLogsEndpointUriFactory.class.getDeclaredMethods()) {
            if (method.getName().equals("multiValuePrefixes")) {
                byReturnType.put(
                        method.getReturnType().getSimpleName(), method.invoke(new MsbLogsEndpointUriFactory()));
            }
        }
        Map<String, String> byOption = new TreeMap<>();
        catalog().get("properties").properties().forEach(option -> {
            if (option.getValue().has("prefix")) {
                byOption.put(option.getKey(), option.getValue().get("prefix").asText());
            }
        });
        assertEquals(Map.of("Set", Set.copyOf(byOption.values()), "Map", byOption), byReturnType);
    }

    @Test
    void theComponentHasTheOptionsOfTheContract() throws Exception {
        JsonNode options = catalog().get("componentProperties");
        for (String name : Set.of(
                "home",
                "sandboxesDir",
                "cursorDir",
                "cursorRepository",
                "configuration",
                "healthCheckConsumerEnabled")) {
            assertNotNull(options.get(name), name);
        }
        assertEquals(
                "java.lang.String", options.get("cursorDir").get("javaType").asText());
    }

    private static JsonNode catalog() throws Exception {
        try (InputStream json =
                CatalogTest.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
