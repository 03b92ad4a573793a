package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages on languages and high availability show is what is run, and what they name is there. */
class PagesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");

    @ParameterizedTest
    @ValueSource(strings = {"dsls.md", "high-availability.md"})
    void everyBlockIsInAFileThatIsRun(String page) throws Exception {
        List<String> run = run();
        Matcher block = BLOCK.matcher(page(page));
        int blocks = 0;
        while (block.find()) {
            String text = stripped(block.group(2));
            assertTrue(run.stream().anyMatch(file -> file.contains(text)), () -> page + ": in no file:\n" + text);
            blocks++;
        }
        assertTrue(blocks >= 2, page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsls.md", "high-availability.md", "versions.md"})
    void everyLinkAndTestIsThere(String page) throws Exception {
        for (Matcher link = LINK.matcher(page(page)); link.find(); ) {
            assertTrue(Files.exists(Path.of("docs").resolve(link.group(1))), link.group(1));
        }
        List<String> sources = new java.util.ArrayList<>();
        for (Path root : List.of(Path.of("src"), Path.of("..", "examples"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.forEach(file -> sources.add(file.getFileName().toString()));
            }
        }
        for (Matcher test = TEST.matcher(page(page)); test.find(); ) {
            assertTrue(sources.contains(test.group(1) + ".java"), test.group(1));
        }
    }

    @Test
    void theTableOfTheKameletHasItsProperties() throws Exception {
        String text = page("dsls.md");
        Set<String> named = new TreeSet<>();
        for (Matcher row = ROW.matcher(text.substring(text.indexOf("| property |"))); row.find(); ) {
            named.addAll(Arrays.asList(row.group(1).replace("`", "").split(", ")));
        }
        JsonNode properties = KameletTest.schema().get("properties");
        Set<String> declared = new TreeSet<>();
        properties.fieldNames().forEachRemaining(declared::add);
        assertEquals(declared, named);
    }

    private static List<String> run() throws IOException {
        try (Stream<Path> files = Stream.of(
                        Path.of("src/test/java/dev/microsandbox/camel/logs/DslTest.java"),
                        Path.of("src/test/resources/kamelet-route.yaml"),
                        Path.of("../examples/yaml/src/main"),
                        Path.of("../examples/ha/src/main"))
                .flatMap(PagesTest::files)) {
            return files.map(PagesTest::text).map(PagesTest::stripped).toList();
        }
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(String name) {
        return text(Path.of("docs", name));
    }

    /** Without indentation, which differs. */
    private static String stripped(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
