package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");

    @Test
    void knowsEveryCharacter() {
        byte[] room = new byte[4];
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(c);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertEquals(bytes.length, Utf8.sequence(bytes, 0, bytes.length));
            assertEquals(bytes.length, Utf8.append(c, room, 0));
            assertArrayEquals(bytes, Arrays.copyOf(room, bytes.length));
            boolean white = WHITE_SPACE.matcher(text).matches();
            assertEquals(white ? bytes.length : 0, Utf8.whiteSpace(bytes, 0, bytes.length), text);
        }
    }

    @Test
    void measuresEveryWrongSequenceOfThreeBytesAsThePatternDoes() {
        byte[] bytes = new byte[3];
        int[] seconds = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF};
        for (int first = 0x80; first <= 0xFF; first++) {
            for (int second : seconds) {
                for (int third : seconds) {
                    bytes[0] = (byte) first;
                    bytes[1] = (byte) second;
                    bytes[2] = (byte) third;
                    AnsiText text = new AnsiText();
                    // An escape would be taken out; none of these bytes is one.
                    text.clean(bytes, 0, 3);
                    assertEquals(
                            TextLineOracle.decode(bytes),
                            new String(text.bytes, 0, text.length, StandardCharsets.UTF_8),
                            () -> RandomLine.print(bytes));
                }
            }
        }
    }

    @Test
    void passesOverWhiteSpaceFromBothEnds() {
        byte[] text = "\u3000 \u00A0\ta \u2003 é\u2028\u0085 ".getBytes(StandardCharsets.UTF_8);
        int from = Utf8.skipWhiteSpace(text, 0, text.length);
        int to = Utf8.skipWhiteSpaceBack(text, from, text.length);
        assertEquals("a \u2003 é", new String(text, from, to - from, StandardCharsets.UTF_8));
        byte[] blank = "\u3000 \u0085".getBytes(StandardCharsets.UTF_8);
        assertEquals(blank.length, Utf8.skipWhiteSpace(blank, 0, blank.length));
        assertEquals(0, Utf8.skipWhiteSpaceBack(blank, 0, blank.length));
    }
}
