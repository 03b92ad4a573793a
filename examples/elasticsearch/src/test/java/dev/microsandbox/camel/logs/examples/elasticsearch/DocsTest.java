package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code on the page of this sink is that of the example: each block names its file, and stands in it, blanks aside. */
class DocsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("camel-microsandbox-logs/docs/elasticsearch.md");
    private static final Pattern BLOCK = Pattern.compile("(?:<!-- (\\S+) -->\n)?```(\\w+)\n(.*?)```\n", Pattern.DOTALL);

    @Test
    void everyBlockStandsInItsFile() throws IOException {
        String page = Files.readString(PAGE);
        int blocks = 0;
        for (MatchResult block : BLOCK.matcher(page).results().toList()) {
            assertTrue(block.group(1) != null, () -> "names no file: " + block.group());
            String source = Files.readString(ROOT.resolve(block.group(1)));
            assertTrue(
                    words(source).contains(words(block.group(3))),
                    () -> "not in " + block.group(1) + ":\n" + block.group(3));
            blocks++;
        }
        assertTrue(blocks >= 3, "blocks: " + blocks);
        assertFalse(page.contains("FIGURES"));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
