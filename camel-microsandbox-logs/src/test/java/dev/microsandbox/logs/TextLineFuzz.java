package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Fuzz target: lines of runtime.log and kernel.log, all read by one parser, as {@link TextLineOracle} reads them. */
public final class TextLineFuzz {
    private static final Instant FALLBACK = Instant.parse("2001-02-03T04:05:06.789012345Z");
    private static final TextLineOracle ORACLE = new TextLineOracle(FALLBACK);
    /** One for all lines: what it remembers of one must not change the next. */
    private static final TextLineParser PARSER = new TextLineParser();

    static {
        PARSER.fallbackTime(FALLBACK);
    }

    private TextLineFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (byte[] line : Fuzz.lines(input)) {
            Answer wanted = ORACLE.read(line);
            same(wanted, Answer.of(PARSER, line), line);
            same(wanted, Answer.of(PARSER, line, 0, line.length), line);
            clean(line);
        }
    }

    /** What was cleaned is UTF-8 without an escape, hardly longer than the line, and cannot be cleaned further. */
    private static void clean(byte[] line) {
        AnsiText text = new AnsiText();
        text.clean(line, 0, line.length);
        byte[] once = Arrays.copyOf(text.bytes, text.length);
        String decoded = new String(once, StandardCharsets.UTF_8);
        boolean whole = Arrays.equals(once, decoded.getBytes(StandardCharsets.UTF_8));
        Fuzz.require(whole, () -> "no UTF-8 from " + RandomLine.print(line));
        Fuzz.require(decoded.indexOf(Words.ESC) < 0, () -> "an escape from " + RandomLine.print(line));
        Fuzz.require(once.length <= 3 * line.length, () -> once.length + " bytes from " + RandomLine.print(line));
        text.clean(once, 0, once.length);
        boolean same = Arrays.equals(once, Arrays.copyOf(text.bytes, text.length));
        Fuzz.require(same, () -> "cleaned twice is another text: " + RandomLine.print(line));
    }

    private static void same(Answer wanted, Answer was, byte[] line) {
        Fuzz.require(
                wanted.equals(was),
                () -> "line   " + RandomLine.print(line) + "\n  wanted " + wanted + "\n  was    " + was);
    }
}
