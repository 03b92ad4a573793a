package dev.microsandbox.camel.logs.examples.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
