package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code on the page is this example's. */
class DocsPageTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(?:<!-- from (\\S+) -->\n)?```(java|properties)\n(.*?)```\n");

    @Test
    void everyBlockStandsInTheFileItNames() throws Exception {
        String page = Files.readString(ROOT.resolve("camel-microsandbox-logs/docs/kafka.md"));
        int blocks = 0;
        for (MatchResult block : BLOCK.matcher(page).results().toList()) {
            assertTrue(block.group(1) != null, () -> "from which file is this? " + block.group(3));
            String file = Files.readString(ROOT.resolve(block.group(1)));
            assertTrue(
                    plain(file).contains(plain(block.group(3))),
                    () -> "not in " + block.group(1) + ":\n" + block.group(3));
            blocks++;
        }
        assertTrue(blocks >= 2, "the page has no code");
    }

    /** Without what indents its lines. */
    private static String plain(String text) {
        return text.replaceAll("(?m)^ +", "").strip();
    }
}
