package dev.microsandbox.camel.logs.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/spring-boot.md shows as code is this example's, line by line, and every property that it names is one of the component's. */
class PageTest {
    private static final Path PAGE = Path.of("..", "..", "camel-microsandbox-logs", "docs", "spring-boot.md");
    private static final Map<String, Path> SHOWN = Map.of(
            "xml", Path.of("pom.xml"),
            "yaml", Path.of("src/main/resources/application.yaml"),
            "java", Path.of("src/main/java/dev/microsandbox/camel/logs/examples/springboot/SandboxLogsRoute.java"));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern PROPERTY = Pattern.compile("camel\\.component\\.msblogs\\.([a-z.-]+)");

    @Test
    void everyBlockStandsInTheExample() throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(PAGE)).results().toList();
        assertEquals(
                SHOWN.keySet(), blocks.stream().map(block -> block.group(1)).collect(Collectors.toSet()));
        List<String> other = new ArrayList<>();
        for (MatchResult block : blocks) {
            String file = withVersions(Files.readString(SHOWN.get(block.group(1))));
            if (!unindented(file).contains(unindented(block.group(2)))) {
                other.add(block.group());
            }
        }
        assertEquals(List.of(), other, "not in the example as they are");
    }

    @Test
    void everyPropertyOnItExists() throws Exception {
        StringBuilder metadata = new StringBuilder();
        for (URL one : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = one.openStream()) {
                metadata.append(new String(json.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        PROPERTY.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .filter(property -> !property.endsWith(".") && !property.endsWith("curser-dir"))
                .forEach(property -> assertTrue(metadata.indexOf("\"" + property + "\"") >= 0, property));
    }

    /** A reader has no properties of our build. */
    private static String withVersions(String file) throws IOException {
        String root = Files.readString(Path.of("..", "..", "pom.xml"));
        return file.replace("${project.version}", first(root, "version"))
                .replace("${camel.version}", first(root, "camel.version"));
    }

    private static String first(String pom, String element) {
        return pom.replaceFirst("(?s).*?<" + element + ">([^<]+)<.*", "$1");
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
