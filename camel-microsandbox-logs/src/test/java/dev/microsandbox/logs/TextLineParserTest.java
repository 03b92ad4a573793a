package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLineParserTest {
    private static final Instant FALLBACK = Instant.parse("2026-05-02T05:33:20.5Z");

    private final TextLineParser parser = new TextLineParser();

    @BeforeEach
    void setFallbackTime() {
        parser.fallbackTime(FALLBACK);
    }

    @Test
    void takesALeadingStampAsTheTimeAndCutsIt() {
        Answer answer = read("2026-11-23T08:33:55.582456Z  INFO microsandbox_runtime::vm: starting");
        assertEquals(Instant.parse("2026-11-23T08:33:55.582456Z"), time(answer));
        assertEquals("INFO microsandbox_runtime::vm: starting\n", text(answer));
    }

    @Test
    void isAlwaysFromTheSystemAndOfNoSession() {
        Answer answer = read("text");
        assertEquals(LogSource.SYSTEM, answer.source());
        assertEquals(false, answer.hasSession());
        assertEquals(0, answer.session());
    }

    @Test
    void findsTheStampBehindColours() {
        Answer answer =
                read("\u001B[2m2026-05-01T10:00:01.000Z\u001B[0m \u001B[33m WARN\u001B[0m ansi \u001B]0;t\u0007end");
        assertEquals(Instant.parse("2026-05-01T10:00:01Z"), time(answer));
        assertEquals("WARN ansi end\n", text(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    0.123456] Linux version",
                "2026-05-01T10:00:02.000+00:00 offset stamp",
                "2026-05-01T10:00:03.000Z",
                "   2026-05-01T10:00:03.000Z leading blanks",
                "aaaaaaaaaaaaaaaaaaZ 19 characters",
                "ééééééééééééééééééZ 19 characters, 37 bytes",
                "\u200B2026-05-01T10:00:03.000z no white space, and a small z",
                " ",
                "\r"
            })
    void leavesALineWithoutAStampWholeAndGivesItTheFallbackTime(String line) {
        Answer answer = read(line);
        assertEquals(FALLBACK, time(answer));
        assertEquals(line + "\n", text(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-45T99:99:99.000Z",
                "aaaaaaaaaaaaaaaaaaaZ",
                "éééééééééééééééééééZ",
                "2026-05-01T10:00:03\uFFFDZ"
            })
    void cutsATokenThatOnlyLooksLikeAStampAndGivesTheFallbackTime(String token) {
        Answer answer = read(token + " rest");
        assertEquals(FALLBACK, time(answer));
        assertEquals("rest\n", text(answer));
    }

    @ParameterizedTest
    @CsvSource({"0009", "000A", "000B", "000C", "000D", "0020", "0085", "00A0", "1680", "2000", "200A", "2028", "2029"})
    @CsvSource({"202F", "205F", "3000"})
    void cutsAnyUnicodeWhiteSpaceBehindTheStamp(String hex) {
        String space = String.valueOf((char) Integer.parseInt(hex, 16));
        Answer answer = read("2026-05-01T10:00:03.000Z" + space + " " + space + "rest" + space);
        assertEquals(Instant.parse("2026-05-01T10:00:03Z"), time(answer));
        assertEquals("rest" + space + "\n", text(answer));
    }

    @Test
    void keepsTheCarriageReturnOfALine() {
        assertEquals("INFO x\r\n", text(read("2026-05-01T10:00:01.000Z INFO x\r")));
        assertEquals("\n", text(read("2026-05-01T10:00:01.000Z\r")));
    }

    @Test
    void replacesBytesThatAreNotUtf8() {
        byte[] line = "bad \u00FF\u00FE here".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("bad \uFFFD\uFFFD here\n", text(Answer.of(parser, line)));
    }

    @Test
    void givesAnEmptyLineForOneOfEscapesOnly() {
        assertEquals("\n", text(read("\u001B[0m\u001B[K")));
    }

    @Test
    void neverFindsALineMalformed() {
        for (int b = 0; b < 256; b++) {
            assertTrue(parser.parse(new byte[] {(byte) b}, 0, 1, new ParsedLine()));
        }
    }

    private Answer read(String line) {
        return Answer.of(parser, line.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant time(Answer answer) {
        return Instant.ofEpochSecond(answer.epochSecond(), answer.nano());
    }

    private static String text(Answer answer) {
        return new String(answer.data().array(), StandardCharsets.UTF_8);
    }
}
