package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * That what is compared with the oracle really goes each way through the parsers: the random lines of
 * {@link ExecLineParserPropertyTest}, and the inputs from which {@link FuzzTest} begins.
 */
class ProducerLineCoverageTest {
    /** A way that a line can take. */
    private enum Way {
        /** By {@link ProducerLineParser}: the string has no escape. */
        AHEAD_PLAIN,
        /** The string has one escape, for the newline at its end. */
        AHEAD_NEWLINE,
        /** The string has other escapes, or is not ASCII. */
        AHEAD_OTHER,
        AHEAD_WITHOUT_SESSION,
        AHEAD_WITH_SESSION,
        AHEAD_BASE64,
        /** Left to {@link ExecLineParser#parse}, which takes it. */
        LEFT_AND_TAKEN,
        /** Left to it, and malformed. */
        LEFT_AND_REFUSED
    }

    private final ExecLineParser parser = new ExecLineParser();
    private final Map<Way, Integer> counts = new EnumMap<>(Way.class);

    @Test
    void randomLinesGoEveryWay() {
        ExecLines lines = new ExecLines(1);
        for (int i = 0; i < 100_000; i++) {
            count(lines.any());
        }
        for (Way way : Way.values()) {
            assertTrue(counts.getOrDefault(way, 0) >= 300, () -> "of 100,000 random lines: " + counts);
        }
    }

    @Test
    void fuzzingBeginsWithLinesThatGoEveryWay() throws Exception {
        for (byte[] input : FuzzCorpus.kept("exec-line").values()) {
            Fuzz.lines(input).forEach(this::count);
        }
        for (Way way : Way.values()) {
            assertTrue(counts.getOrDefault(way, 0) >= 1, () -> "of the kept inputs: " + counts);
        }
    }

    private void count(byte[] line) {
        Answer ahead = Answer.ahead(parser, line);
        if (ahead == null) {
            add(Answer.of(parser, line) == null ? Way.LEFT_AND_REFUSED : Way.LEFT_AND_TAKEN);
            return;
        }
        String text = new String(line, StandardCharsets.ISO_8859_1);
        String data = text.substring(text.indexOf("\"d\":\"") + 5);
        int end =
                Words.endOfPlainJson(line, text.length() - data.length(), line.length) - text.length() + data.length();
        add(
                data.startsWith("\"", end)
                        ? Way.AHEAD_PLAIN
                        : data.startsWith("\\n\"", end) ? Way.AHEAD_NEWLINE : Way.AHEAD_OTHER);
        add(ahead.hasSession() ? Way.AHEAD_WITH_SESSION : Way.AHEAD_WITHOUT_SESSION);
        if (text.endsWith("\"e\":\"b64\"}")) {
            add(Way.AHEAD_BASE64);
        }
    }

    private void add(Way way) {
        counts.merge(way, 1, Integer::sum);
    }
}
