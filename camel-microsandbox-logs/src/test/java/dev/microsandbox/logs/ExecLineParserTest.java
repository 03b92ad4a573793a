package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single lines give. In most of them {@code '} stands for the quote, and the needed fields come from a frame. */
class ExecLineParserTest {
    private static final String NEEDED = "'t':'2026-05-01T10:00:00Z','s':'stdout'";

    private final ExecLineParser parser = new ExecLineParser();

    @Test
    void readsALineOfTheProducer() {
        String line = "{'t':'2026-04-30T20:32:59.688Z','s':'stderr','d':'hello\\n','id':7}";
        Answer answer = read(line);
        assertEquals(
                Instant.parse("2026-04-30T20:32:59.688Z"), Instant.ofEpochSecond(answer.epochSecond(), answer.nano()));
        assertEquals(LogSource.STDERR, answer.source());
        assertTrue(answer.hasSession());
        assertEquals(7, answer.session());
        assertEquals("hello\n", text(answer));
        assertEquals(answer, Answer.ahead(parser, bytes(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'t':'2026-04-30T20:32:59.688z','s':'stdout','d':'x'",
                "'t':'2026-04-30t20:32:59.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:60.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:61.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:5:.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:/9.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:59:688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:59.68¹Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:59.6880','s':'stdout','d':'x'",
                "'t':'2026-02-29T20:32:59.688Z','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32+02:0012','s':'stdout','d':'x'",
                "'t':'2026-04-30T20:32:59.688Z','s':'stdeut','d':'x'",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x'",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x\n','id':07",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x\n','id':18446744073709551616",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x\n','id':",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x\n','e':'b65'",
                "'t':'2026-04-30T20:32:59.688Z','s':'system','d':'x\n\','id':1"
            })
    void readsWhatIsNearlyOfTheProducersFormAsAnyOther(String fields) {
        // The minute is known, and it is not.
        for (String before : new String[] {"2026-04-30T20:32:59.688Z", "2025-01-01T00:00:00.000Z"}) {
            assertNotNull(Answer.ahead(parser, bytes("{'t':'" + before + "','s':'stdout','d':'x'}")));
            byte[] line = bytes("{" + fields + "}");
            Answer wanted = new ExecLineOracle().read(line);
            Answer ahead = Answer.ahead(parser, line);
            assertTrue(ahead == null || ahead.equals(wanted), () -> fields + " gave " + ahead);
            assertEquals(wanted, Answer.of(parser, line));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'x','id':",
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'x'",
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'x",
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'x\\\\",
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'x','id':7"
            })
    void neverReadsOverTheEndOfALine(String broken) {
        for (String next : new String[] {"7}", "}", "','id':7}", "'}", ",'id':7}"}) {
            byte[] lines = bytes(broken + "\n" + next + "\n");
            assertEquals(-1, parser.parseAhead(lines, 0, lines.length, new ParsedLine()), () -> broken + "⏎" + next);
        }
    }

    @Test
    void readsAMarkerWhichHasNoSession() {
        Answer answer = read("{'t':'2026-04-30T20:33:02.120Z','s':'system','d':'--- sandbox stopped ---\\n'}");
        assertEquals(LogSource.SYSTEM, answer.source());
        assertFalse(answer.hasSession());
        assertEquals(0, answer.session());
        assertEquals("--- sandbox stopped ---\n", text(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'s':'stdout','t':'2026-05-01T10:00:00Z'}",
                " \t\r\n{ 't' : '2026-05-01T10:00:00Z' , 's' : 'stdout' } \r",
                "{'\\u0074':'2026-05-01T10:00:00\\u005a','\\u0073':'std\\u006Fut'}",
                "{'t':'2026-05-01T10:00:00Z','s':'stdout','id':null,'e':null,'d':''}"
            })
    void readsAnyOrderWhiteSpaceEscapesAndNulls(String line) {
        assertEquals(read("{" + NEEDED + "}"), read(line));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9223372036854775808, 9223372036854775808", "18446744073709551615, 18446744073709551615"
    })
    void readsEveryUnsignedSession(String text, String session) {
        assertEquals(Long.parseUnsignedLong(session), with("'id':" + text).session());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0",
                "+1",
                "1.0",
                "1e0",
                "01",
                "00",
                "'7'",
                "true",
                "{}",
                "[1]",
                "nul",
                "",
                "18446744073709551616",
                "99999999999999999999",
                "184467440737095516150",
                "NaN",
                "1 2"
            })
    void refusesAnyOtherSession(String session) {
        assertNull(with("'id':" + session));
        assertNull(read("{'t':'2026-04-30T20:33:02.120Z','s':'stdout','d':'x','id':" + session + "}"));
    }

    @Test
    void decodesEveryEscape() {
        assertEquals(
                "q\" b\\ s/ n\n r\r t\t b\b f\f ué pair😀 nul\0 end",
                text(with(
                        "'d':'q\\\" b\\\\ s\\/ n\\n r\\r t\\t b\\b f\\f u\\u00e9 pair\\ud83d\\uDE00 nul\\u0000 end'")));
    }

    @Test
    void keepsTextOfAllScriptsAndDelete() {
        assertEquals("é中😀 \u007F\uFFFF\uFEFF", text(with("'d':'é中😀 \u007F\uFFFF\uFEFF'")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'\\x'",
                "'\\u12'",
                "'\\u12g4'",
                "'\\u 123'",
                "'\\u+123'",
                "'\\",
                "'\\'",
                "'\\u",
                "'\\ud83d'",
                "'\\ud83d\\n'",
                "'\\ud83d\\u0041'",
                "'\\ud83d\\ud83d'",
                "'\\ude00'",
                "'\\ude00\\ud83d'",
                "'\\ud83d\\udbff'",
                "'\\ud83d\\ue000'",
                "'\\ud83dx'",
                "'\u001B'",
                "'\t'",
                "'\0'",
                "'open",
                "'",
                "null",
                "1",
                "['x']",
                "{}",
                "x",
                ""
            })
    void refusesDataThatIsNoString(String data) {
        assertNull(with("'d':" + data));
        assertNull(read("{'t':'2026-04-30T20:33:02.120Z','s':'stdout','d':" + data + ",'id':1}"));
        // As strict where nobody wants the value. The others are values, but no strings.
        if (data.startsWith("'") || data.equals("x")) {
            assertNull(with("'unknown':" + data));
            assertNull(with("'unknown':[" + data + "]"));
            assertNull(with(data + ":1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C080", "80", "C3", "E08080", "EDA080", "EDA0BDEDB880", "F0808080", "F4908080", "FF", "F09F98"})
    void refusesBadUtf8Anywhere(String hex) {
        String bad = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        for (String line : new String[] {
            "{" + NEEDED + ",'d':'" + bad + "'}",
            "{" + NEEDED + ",'d':'" + bad,
            "{" + NEEDED + ",'x':'" + bad + "'}",
            "{" + NEEDED + ",'" + bad + "':1}",
            "{" + NEEDED + "}" + bad,
            bad + "{" + NEEDED + "}"
        }) {
            assertNull(Answer.of(parser, line.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1)), line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "s", "d", "id", "e"})
    void refusesAFieldTwiceWhateverItHolds(String name) {
        String once = "'d':'','id':null,'e':null";
        String again =
                switch (name) {
                    case "t" -> "'2026-05-01T10:00:00Z'";
                    case "s" -> "'stdout'";
                    case "d" -> "''";
                    default -> "null";
                };
        assertNotNull(with(once));
        assertNull(with(once + ",'" + name + "':" + again));
    }

    @Test
    void ignoresUnknownFieldsEvenTwice() {
        String[] values = {
            "null",
            "true",
            "false",
            "0",
            "-0",
            "12.5e+3",
            "1E-5",
            "1e999",
            "123456789012345678901234567890",
            "''",
            "'\\n'",
            "[]",
            "{}",
            "[ [ ] , { } ]",
            "{'t':1,'t':{'s':[null,{'y':[1,2,{'z':null}]}]}}"
        };
        for (String value : values) {
            assertEquals(read("{" + NEEDED + "}"), with("'x':" + value + ",'x': " + value + " , 'T':" + value), value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul",
                "nulll",
                "True",
                "tru",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "0x1",
                "NaN",
                "Infinity",
                "-.5",
                "00",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{]",
                "{'a'}",
                "{'a':}",
                "{'a':1,}",
                "{,'a':1}",
                "{a:1}",
                "{1:1}",
                "{'a':1 'b':2}",
                "{'a':[1}]",
                "[{'a':1]}",
                "{'a':1",
                "//c\n1",
                "/**/1",
                "1,,'y':1"
            })
    void refusesUnknownFieldsThatAreNoJson(String value) {
        assertNull(with("'x':" + value));
    }

    @Test
    void ignoresUnknownFieldsHoweverDeep() {
        for (int depth : new int[] {1, 63, 64, 65, 127, 128, 129, 100_000}) {
            String arrays = "[".repeat(depth) + "]".repeat(depth);
            String objects = "{'a':".repeat(depth) + "1" + "}".repeat(depth);
            assertNotNull(with("'x':" + arrays));
            assertNotNull(with("'x':" + objects));
            assertNull(with("'x':" + arrays.substring(1)));
            assertNull(with("'x':" + arrays.substring(0, arrays.length() - 1) + "}"));
            assertNull(with("'x':" + objects.substring(0, objects.length() - 1) + "]"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\r",
                "this is no json",
                "null",
                "1",
                "'text'",
                "[1,2,3]",
                "{",
                "}",
                "{}",
                "{malformed json",
                "['2026-05-01T10:00:00Z','stdout','',null,null]",
                "{'s':'stdout'}",
                "{'t':'2026-05-01T10:00:00Z'}",
                "{'t':null,'s':'stdout'}",
                "{'t':1777629600,'s':'stdout'}",
                "{'t':'yesterday','s':'stdout'}",
                "{'t':'2026-05-01T10:00:00Z','s':null}",
                "{'t':'2026-05-01T10:00:00Z','s':'alien'}",
                "{'t':'2026-05-01T10:00:00Z','s':'STDOUT'}",
                "{'t':'2026-05-01T10:00:00Z','s':'stdout '}",
                "{'t':'2026-05-01T10:00:00Z','s':''}",
                "{'t':'2026-05-01T10:00:00Z','s':'s"
            })
    void refusesALineThatIsNoEntry(String line) {
        assertNull(read(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {" garbage", "}", ",", "{}", "\0", "\f", "\u00A0", "//", "\uFEFF", "'"})
    void refusesTextAroundTheObject(String more) {
        assertNull(read("{" + NEEDED + "}" + more));
        assertNull(read(more + "{" + NEEDED + "}"));
        assertNull(read("{'t':'2026-04-30T20:33:02.120Z','s':'stdout','d':'x','id':1}" + more));
        assertNull(read("{" + NEEDED + more + "}"));
    }

    @ParameterizedTest
    @CsvSource({"AP/+Csg=, 00fffe0ac8", "'', ''", "QQ==, 41", "' \\n QQ==\\u00a0\\u3000', 41", "\\u0051Q=\\u003d, 41"})
    void decodesBase64(String text, String hex) {
        Answer answer = with("'d':'" + text + "','e':'b64'");
        assertArrayEquals(HexFormat.of().parseHex(hex), answer.data().array());
        assertEquals(answer, with("'e':'\\u0062\\u00364','d':'" + text + "'"));
        assertArrayEquals(
                answer.data().array(),
                Answer.ahead(
                                parser,
                                bytes("{'t':'2026-04-30T20:33:02.120Z','s':'stdout','d':'" + text + "','e':'b64'}"))
                        .data()
                        .array());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not valid b64!",
                "QQ",
                "QQ=",
                "Q===",
                "====",
                "QR==",
                "QQF=",
                "QQ==QQ==",
                "QQ=Q",
                "-_==",
                " Q Q= ",
                "éé==",
                "aGVsbG8"
            })
    void keepsTextThatIsNoBase64AsItStands(String text) {
        assertEquals(text, text(with("'d':'" + text + "','e':'b64'")));
    }

    @Test
    void keepsTextOfAnyOtherEncodingAsItStands() {
        assertEquals("QQ==", text(with("'d':'QQ==','e':'raw'")));
        assertEquals("QQ==", text(with("'d':'QQ==','e':'B64'")));
        assertEquals("QQ==", text(with("'d':'QQ==','e':''")));
        assertEquals("QQ==", text(with("'d':'QQ==','e':null")));
        for (String encoding : new String[] {"1", "true", "[]", "{}", "'\\x'", "'b64"}) {
            assertNull(with("'d':'QQ==','e':" + encoding));
        }
    }

    @Test
    void forgetsTheLineBefore() {
        assertEquals(0, with("'d':'QQ==','e':'b64','id':5").data().compareTo(ByteBuffer.wrap(new byte[] {'A'})));
        ParsedLine into = new ParsedLine();
        byte[] full = bytes("{" + NEEDED + ",'d':'QQ==','e':'b64','id':5}");
        byte[] bare = bytes("{" + NEEDED + "}");
        byte[] plain = bytes("{" + NEEDED + ",'d':'QQ=='}");
        assertTrue(parser.parse(full, 0, full.length, into));
        assertTrue(parser.parse(bare, 0, bare.length, into));
        assertEquals(read("{" + NEEDED + "}"), Answer.of(into));
        assertTrue(parser.parse(full, 0, full.length, into));
        assertTrue(parser.parse(plain, 0, plain.length, into));
        assertEquals("QQ==", text(Answer.of(into)));
    }

    @Test
    void givesDataOfItsOwn() {
        byte[] line = bytes("{" + NEEDED + ",'d':'x\\nx'}");
        Answer answer = Answer.of(parser, line, 0, line.length);
        Arrays.fill(line, (byte) '?');
        with("'d':'other\\n'");
        assertEquals("x\nx", text(answer));
    }

    @Test
    void refusesEveryBeginningOfALine() {
        String line =
                "{'t':'2026-04-30T20:32:59.688Z','s':'stdout','d':'a\\n\\ud83d\\ude00é','id':7,'x':[1,{'y':null}],'e':'b64'}";
        byte[] whole = bytes(line);
        assertNotNull(Answer.of(parser, whole));
        for (int to = 1; to < whole.length; to++) {
            // Once with the rest behind it, which is none of its business, and once at the end of the array.
            assertNull(Answer.of(parser, whole, 0, to));
            assertNull(Answer.of(parser, Arrays.copyOf(whole, to), 0, to));
        }
    }

    @Test
    void needsTimeInProportionToTheLine() {
        int times = 200_000;
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertNotNull(with("'d':'" + "\\n".repeat(4 * times) + "'"));
            assertNotNull(with("'d':'" + "é".repeat(4 * times) + "'"));
            assertNotNull(with("'x':" + "[".repeat(times) + "]".repeat(times)));
            assertNotNull(with("'\\u0061':1" + ",'\\u0061':1".repeat(times)));
            assertNotNull(with("'x':['\\n'" + ",'\\n'".repeat(times) + "]"));
            assertNull(with("'x':" + "{'':".repeat(times)));
            assertNull(with("'id':" + "1".repeat(times)));
        });
    }

    private Answer with(String fields) {
        return read("{" + NEEDED + "," + fields + "}");
    }

    private Answer read(String line) {
        return Answer.of(parser, bytes(line));
    }

    private static byte[] bytes(String line) {
        return line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Answer answer) {
        return new String(answer.data().array(), StandardCharsets.UTF_8);
    }
}
