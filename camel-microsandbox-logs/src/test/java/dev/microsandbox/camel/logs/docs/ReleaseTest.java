package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a user of the jar gets along with it. A library that is added here is one more that every user must trust, update and find room
 * for: it is added on purpose, or not at all.
 */
class ReleaseTest {
    private static final Set<String> WANTED = new TreeSet<>(Set.of(
            "com.fasterxml.jackson.core:jackson-annotations",
            "com.fasterxml.jackson.core:jackson-core",
            "com.fasterxml.jackson.core:jackson-databind",
            "jakarta.activation:jakarta.activation-api",
            "jakarta.xml.bind:jakarta.xml.bind-api",
            "org.apache.camel:camel-api",
            "org.apache.camel:camel-base",
            "org.apache.camel:camel-base-engine",
            "org.apache.camel:camel-core-engine",
            "org.apache.camel:camel-core-model",
            "org.apache.camel:camel-core-processor",
            "org.apache.camel:camel-core-reifier",
            "org.apache.camel:camel-jackson",
            "org.apache.camel:camel-management-api",
            "org.apache.camel:camel-support",
            "org.apache.camel:camel-util",
            "org.apache.camel:camel-util-json",
            "org.apache.camel:camel-xml-jaxp-util",
            "org.slf4j:slf4j-api"));

    /** A line of {@code dependency:tree}: how deep, what, and in which scope. */
    private static final Pattern NODE = Pattern.compile(
            "([| ]*)[+\\\\]- \\(?([^: ]+:[^: ]+):[^: ]+:(?:[^: ]+:)?[^: ]+:(compile|runtime|provided|test)\\b.*");

    private static final Pattern OPTIONAL =
            Pattern.compile("<artifactId>([^<]+)</artifactId>(?:(?!</dependency>)(?s:.))*<optional>true</optional>");
    private static final Pattern LISTED = Pattern.compile("\\(([^: ()]+:[^: ()]+):[^: ()]+ - ");

    @Test
    void theseLibrariesComeWithTheJarAndNoOthers() throws Exception {
        assertEquals(WANTED, needed());
    }

    @Test
    void theirLicencesAreInTheJar() throws Exception {
        String text = Files.readString(Path.of("target", "classes", "META-INF", "THIRD-PARTY.txt"));
        Set<String> listed = LISTED.matcher(text)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(WANTED, listed);
    }

    /** All that can be reached from the dependencies that are neither optional nor for tests. */
    private static Set<String> needed() throws IOException {
        Set<String> optional = OPTIONAL.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(dependency -> dependency.group(1))
                .collect(Collectors.toSet());
        Map<String, Set<String>> graph = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        List<String> above = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("target", "dependency-tree.txt"))) {
            Matcher node = NODE.matcher(line);
            if (node.matches()) {
                int depth = node.group(1).length() / 3;
                String name = node.group(2);
                above = new ArrayList<>(above.subList(0, depth));
                if (depth > 0) {
                    graph.computeIfAbsent(above.get(depth - 1), any -> new TreeSet<>())
                            .add(name);
                } else if (!optional.contains(name.split(":")[1])
                        && node.group(3).matches("compile|runtime")) {
                    open.add(name);
                }
                above.add(name);
            }
        }
        Set<String> needed = new TreeSet<>();
        while (!open.isEmpty()) {
            String one = open.remove();
            if (needed.add(one)) {
                open.addAll(graph.getOrDefault(one, Set.of()));
            }
        }
        return needed;
    }
}
