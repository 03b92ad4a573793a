package dev.microsandbox.logs;

import java.util.Objects;

/** Fuzz target: lines of exec.log, all read by one parser, as {@link ExecLineOracle} reads them; and both ways through the parser. */
public final class ExecLineFuzz {
    private static final ExecLineOracle ORACLE = new ExecLineOracle();
    /** One for all lines: what it remembers of one must not change the next. */
    private static final ExecLineParser PARSER = new ExecLineParser();

    private ExecLineFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (byte[] line : Fuzz.lines(input)) {
            Answer wanted = ORACLE.read(line);
            same(wanted, Answer.of(PARSER, line), "parse", line);
            same(wanted, Answer.of(PARSER, line, 0, line.length), "parse at the edge", line);
            Answer ahead = Answer.ahead(PARSER, line);
            if (ahead != null) {
                same(wanted, ahead, "ahead", line);
            }
        }
    }

    private static void same(Answer wanted, Answer was, String how, byte[] line) {
        Fuzz.require(
                Objects.equals(wanted, was),
                () -> how + "\n  line   " + RandomLine.print(line) + "\n  wanted " + wanted + "\n  was    " + was);
    }
}
