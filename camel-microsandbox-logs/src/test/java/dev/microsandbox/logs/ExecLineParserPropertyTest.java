package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Objects;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Both ways through {@link ExecLineParser}, each against a parser made of other parts. A line is
 * shrunk here and not by jqwik, which sees a seed only.
 */
class ExecLineParserPropertyTest {
    private static final int LINES = 1000;

    private final ExecLineOracle oracle = new ExecLineOracle();
    /** One for all lines: what it remembers of one must not change the next. */
    private final ExecLineParser parser = new ExecLineParser();

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void readsEveryLineAsTheOracleDoes(@ForAll long seed) {
        int valid = check(new ExecLines(seed), LINES);
        assertTrue(valid > LINES / 4 && valid < LINES * 3 / 4, () -> valid + " of " + LINES + " lines were valid");
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void takesTheFastWayForEveryLineOfTheProducer(@ForAll long seed) {
        ExecLines lines = new ExecLines(seed);
        for (int i = 0; i < LINES; i++) {
            byte[] line = lines.fromProducer();
            assertNotNull(Answer.ahead(parser, line), () -> RandomLine.print(line));
        }
    }

    /** {@code -Dlines=50000000} for more. */
    @Tag("stress")
    @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void readsMillionsOfLinesAsTheOracleDoes(@ForAll long seed) {
        check(new ExecLines(seed), Long.getLong("lines", 5_000_000));
    }

    private int check(ExecLines lines, long count) {
        int valid = 0;
        for (long i = 0; i < count; i++) {
            byte[] line = lines.any();
            Answer wanted = oracle.read(line);
            if (disagrees(line, wanted)) {
                fail(explain(RandomLine.smallest(line, shorter -> disagrees(shorter, oracle.read(shorter)))));
            }
            valid += wanted == null ? 0 : 1;
        }
        return valid;
    }

    private boolean disagrees(byte[] line, Answer wanted) {
        Answer ahead = Answer.ahead(parser, line);
        return !Objects.equals(wanted, Answer.of(parser, line))
                || !Objects.equals(wanted, Answer.of(parser, line, 0, line.length))
                || ahead != null && !ahead.equals(wanted);
    }

    private String explain(byte[] line) {
        return String.join(
                "\n  ",
                "line    " + RandomLine.print(line),
                "wanted  " + oracle.read(line),
                "parse   " + Answer.of(parser, line),
                "ahead   " + Answer.ahead(parser, line) + " (null: left to the other way)");
    }
}
