package dev.microsandbox.camel.logs.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The options of the component, from the catalog that Camel's plugin generates. */
final class Catalog {
    private Catalog() {}

    /** All of them, in its order. */
    static Map<String, JsonNode> options() throws IOException {
        try (InputStream json =
                MsbLogsComponent.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            Map<String, JsonNode> options = new LinkedHashMap<>();
            new ObjectMapper()
                    .readTree(json)
                    .get("componentProperties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), option.getValue()));
            return options;
        }
    }

    static String dashed(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A value of the option's type that is not its default. */
    static Object otherThanTheDefault(String name, JsonNode option) throws ClassNotFoundException {
        String type = option.get("javaType").asText();
        String standard = option.path("defaultValue").asText("");
        return switch (option.get("type").asText()) {
            case "boolean" -> !Boolean.parseBoolean(standard);
            case "integer" -> type.equals("long") ? (Object) 4_294_967_303L : (Object) 77;
            case "duration" -> 77_000L;
            case "enum" -> lastConstant(type);
            default -> "other " + name;
        };
    }

    private static Object lastConstant(String type) throws ClassNotFoundException {
        Object[] constants = binary(type).getEnumConstants();
        return constants[constants.length - 1];
    }

    /** The class of a nested type, whose name is written with a dot. */
    static Class<?> binary(String type) throws ClassNotFoundException {
        int dot = type.lastIndexOf('.');
        return Class.forName(type.substring(0, dot) + "$" + type.substring(dot + 1));
    }

    /** As a person would write that value. */
    static String text(JsonNode option, Object value) {
        boolean duration = option.get("type").asText().equals("duration");
        return duration ? (Long) value / 1000 + "s" : value.toString();
    }
}
