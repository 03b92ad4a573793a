package dev.microsandbox.camel.logs.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What editors complete and explain is generated from the catalog. When an option changes, this fails, and
 * {@code mvn test -pl camel-microsandbox-logs -Dtest=MetadataTest -Dtest.args=-Dmetadata.write=true} writes the file anew.
 */
class MetadataTest {
    private static final Path FILE =
            Path.of("src", "generated", "resources", "META-INF", "spring-configuration-metadata.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isWhatTheCatalogSays() throws Exception {
        String wanted = metadata();
        if (Boolean.getBoolean("metadata.write")) {
            Files.writeString(FILE, wanted);
        }
        assertEquals(wanted, Files.readString(FILE), "generate it anew, see above");
    }

    @Test
    void hasExactlyThePropertiesThatAreRead() throws Exception {
        TreeSet<String> read = new TreeSet<>();
        MsbLogsProperties.options().keySet().forEach(option -> read.add(MsbLogsProperties.property(option)));
        MsbLogsProperties.SWITCHES.forEach(option -> read.add(MsbLogsProperties.PREFIX + "." + option));
        TreeSet<String> described = new TreeSet<>();
        JSON.readTree(FILE.toFile())
                .get("properties")
                .forEach(property -> described.add(property.get("name").asText()));
        assertEquals(read, described);
    }

    private static String metadata() throws IOException, ClassNotFoundException {
        ObjectNode metadata = JSON.createObjectNode();
        ObjectNode group = metadata.putArray("groups").addObject();
        group.put("name", MsbLogsProperties.PREFIX);
        group.put("type", MsbLogsComponent.class.getName());
        group.put("sourceType", MsbLogsComponent.class.getName());
        ArrayNode properties = metadata.putArray("properties");
        properties.addAll(java.util.List.of(
                onOrOff("enabled", "Whether to enable auto configuration of the msblogs component."),
                onOrOff("customizer.enabled", "Whether these properties are set on the msblogs component.")));
        for (Map.Entry<String, JsonNode> option : Catalog.options().entrySet()) {
            properties.add(property(option.getKey(), option.getValue()));
        }
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        return JSON.writer(printer).writeValueAsString(metadata) + "\n";
    }

    private static ObjectNode onOrOff(String name, String description) {
        ObjectNode property = JSON.createObjectNode();
        property.put("name", MsbLogsProperties.PREFIX + "." + name);
        property.put("type", "java.lang.Boolean");
        property.put("description", description);
        property.put("defaultValue", true);
        return property;
    }

    private static ObjectNode property(String name, JsonNode option) throws ClassNotFoundException {
        ObjectNode property = JSON.createObjectNode();
        property.put("name", MsbLogsProperties.PREFIX + "." + Catalog.dashed(name));
        property.put("type", type(option));
        property.put("description", option.get("description").asText());
        property.put("sourceType", option.path("configurationClass").asText(MsbLogsComponent.class.getName()));
        JsonNode standard = option.path("defaultValue");
        if (option.get("type").asText().equals("duration")) {
            property.put("defaultValue", standard.asText() + "ms");
        } else if (!standard.isMissingNode()) {
            property.set("defaultValue", standard);
        }
        return property;
    }

    private static String type(JsonNode option) throws ClassNotFoundException {
        String type = option.get("javaType").asText();
        return switch (option.get("type").asText()) {
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> type.equals("long") ? "java.lang.Long" : "java.lang.Integer";
            case "duration" -> "java.time.Duration";
            case "enum" -> Catalog.binary(type).getName();
            default -> type;
        };
    }
}
