package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** {@link TextLineParser} against a parser made of patterns. */
class TextLineParserPropertyTest {
    private static final int LINES = 1000;
    private static final Instant FALLBACK = Instant.parse("2001-02-03T04:05:06.789012345Z");

    private final TextLineOracle oracle = new TextLineOracle(FALLBACK);
    /** One for all lines: what it remembers of one must not change the next. */
    private final TextLineParser parser = new TextLineParser();

    TextLineParserPropertyTest() {
        parser.fallbackTime(FALLBACK);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void readsEveryLineAsTheOracleDoes(@ForAll long seed) {
        int stamps = check(new TextLines(seed), LINES);
        assertTrue(stamps > LINES / 4 && stamps < LINES * 3 / 4, () -> stamps + " of " + LINES + " lines had a time");
    }

    /** {@code -Dlines=50000000} for more. */
    @Tag("stress")
    @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void readsMillionsOfLinesAsTheOracleDoes(@ForAll long seed) {
        check(new TextLines(seed), Long.getLong("lines", 5_000_000));
    }

    private int check(TextLines lines, long count) {
        int stamps = 0;
        for (long i = 0; i < count; i++) {
            byte[] line = lines.any();
            Answer wanted = oracle.read(line);
            if (disagrees(line, wanted)) {
                byte[] smallest = RandomLine.smallest(line, shorter -> disagrees(shorter, oracle.read(shorter)));
                fail(String.join(
                        "\n  ",
                        "line   " + RandomLine.print(smallest),
                        "wanted " + oracle.read(smallest),
                        "was    " + Answer.of(parser, smallest)));
            }
            stamps += wanted.epochSecond() == FALLBACK.getEpochSecond() ? 0 : 1;
        }
        return stamps;
    }

    private boolean disagrees(byte[] line, Answer wanted) {
        return !wanted.equals(Answer.of(parser, line)) || !wanted.equals(Answer.of(parser, line, 0, line.length));
    }
}
