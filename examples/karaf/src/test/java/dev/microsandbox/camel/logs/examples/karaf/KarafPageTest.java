package dev.microsandbox.camel.logs.examples.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in docs/karaf.md stands in this example word for word, so it is compiled and run. */
class KarafPageTest {
    private static final Path PAGE = Path.of("../../camel-microsandbox-logs/docs/karaf.md");
    private static final Pattern BLOCK = Pattern.compile("```(java|xml)\n(.*?)```", Pattern.DOTALL);

    private static final Path FEATURES = Path.of("../../camel-microsandbox-logs/src/main/feature/features.xml");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(feature:.*?)```", Pattern.DOTALL);

    @Test
    void showsNothingButThisExample() throws IOException {
        List<String> sources = sources();
        List<String> shown = new ArrayList<>();
        List<String> notHere = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            String block = trimmed(blocks.group(2));
            shown.add(block);
            if (sources.stream().noneMatch(source -> source.contains(block))) {
                notHere.add(block);
            }
        }
        assertEquals(List.of(), notHere);
        assertEquals(5, shown.size());
    }

    /** What is typed into Karaf's shell names this version and a feature that there is. */
    @Test
    void installsThisVersionOfTheFeature() throws IOException {
        Matcher commands = COMMANDS.matcher(Files.readString(PAGE));
        assertTrue(commands.find(), "no commands");
        String feature = "camel-microsandbox-logs";
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find(), "no version");
        assertEquals(
                List.of(
                        "feature:repo-add mvn:dev.microsandbox.camel/" + feature + "/" + version.group(1)
                                + "/xml/features",
                        "feature:install " + feature),
                commands.group(1).lines().toList());
        assertTrue(Files.readString(FEATURES).contains("<feature name=\"" + feature + "\""), feature);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(trimmed(Files.readString(file)));
            }
            return texts;
        }
    }

    /** The page shows what is within a class or a feature from the first column on. */
    private static String trimmed(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
    }
}
