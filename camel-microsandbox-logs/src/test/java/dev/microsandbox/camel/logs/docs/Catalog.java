package dev.microsandbox.camel.logs.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that the generated catalog knows, and what in a text is none of them. */
final class Catalog {
    private static final Pattern URI = Pattern.compile("msblogs:[^\\s\"'<>?`)]*\\?([^\\s\"'<>`)]+)");
    private static final Pattern KEY = Pattern.compile("camel\\.component\\.msblogs\\.([A-Za-z-]+(?:\\.[A-Za-z-]+)?)");
    private static final Pattern HEADER = Pattern.compile("\\bCamelMsbLogs\\w+");

    /** Spring Boot's own, of every component. */
    private static final Set<String> OF_SPRING_BOOT = Set.of("enabled", "customizer.enabled");

    static final Set<String> OPTIONS = names("properties");
    static final Set<String> COMPONENT = names("componentProperties");
    static final Set<String> HEADERS = names("headers");

    private Catalog() {}

    private static Set<String> names(String part) {
        try (InputStream json =
                Catalog.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            JsonNode names = new ObjectMapper().readTree(json).get(part);
            Set<String> found = new TreeSet<>();
            names.fieldNames().forEachRemaining(found::add);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options in URIs, keys of the component and headers that do not exist. */
    static Set<String> unknownIn(String text) {
        Set<String> unknown = new TreeSet<>();
        for (Matcher uri = URI.matcher(text.replace("&amp;", "&")); uri.find(); ) {
            for (String option : uri.group(1).split("&")) {
                String name = option.split("=", 2)[0];
                if (!name.isEmpty() && !name.startsWith("{{") && !OPTIONS.contains(name)) {
                    unknown.add(name);
                }
            }
        }
        for (Matcher key = KEY.matcher(text); key.find(); ) {
            if (!isKey(key.group(1))) {
                unknown.add(key.group());
            }
        }
        for (Matcher header = HEADER.matcher(text); header.find(); ) {
            if (!HEADERS.contains(header.group())) {
                unknown.add(header.group());
            }
        }
        return unknown;
    }

    /** Whether the component has that option; {@code cursor-dir} is {@code cursorDir}. */
    static boolean isKey(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.replaceFirst("^configuration\\.", "").split("-")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return COMPONENT.contains(name.toString()) || OF_SPRING_BOOT.contains(key);
    }
}
