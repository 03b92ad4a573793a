package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsiTextTest {
    private final AnsiText text = new AnsiText();

    @Test
    void removesColoursAndMovements() {
        assertEquals("WARN text", clean("\u001B[33mWARN\u001B[0m \u001B[1;38;5;9mtext\u001B[K"));
        assertEquals("ab", clean("a\u001B[?25hb"));
    }

    @Test
    void endsAControlSequenceAtTheFirstByteFromAtSignToTilde() {
        assertEquals("b", clean("\u001B[ !/09:;<=>?@b"));
        assertEquals("b", clean("\u001B[1~b"));
        assertEquals("b", clean("\u001B[\u007F;é中mb"));
        assertEquals("mb", clean("\u001B[1\u001B[mb"));
    }

    @Test
    void removesTitlesAndLinksUpToTheirTerminator() {
        assertEquals("after", clean("\u001B]0;title\u0007after"));
        assertEquals("link", clean("\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\"));
        assertEquals("after", clean("\u001B]0;a\u001Bb\u001B\u001B\\after"));
    }

    @Test
    void removesTheOneCharacterBehindAnyOtherEscape() {
        assertEquals("Bx", clean("\u001B(Bx"));
        assertEquals("x", clean("\u001B=x"));
        assertEquals("x", clean("\u001B\u001Bx"));
        assertEquals("中x", clean("\u001B中中x"));
        assertEquals("x", clean("\u001B😀x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B", "\u001B[", "\u001B[12;3", "\u001B]", "\u001B]0;title", "\u001B]0;title\u001B"})
    void takesWhatFollowsASequenceThatDoesNotEnd(String open) {
        assertEquals("before ", clean("before " + open));
    }

    @Test
    void leavesAllElseAsItIs() {
        String all = "\t\r\u0000\u0007\u007F [0m ]0; \\ é中😀\u009B1m";
        assertEquals(all, clean(all));
    }

    @Test
    void putsOneReplacementForEachLongestBeginningOfACharacter() {
        assertEquals("a\uFFFDb", clean('a', 0xFF, 'b'));
        assertEquals("\uFFFD\uFFFD", clean(0xC0, 0x80));
        assertEquals("\uFFFD", clean(0xE4, 0xB8));
        assertEquals("\uFFFD\uFFFD\uFFFD", clean(0xED, 0xA0, 0x80));
        assertEquals("\uFFFDx", clean(0xF0, 0x9F, 0x98, 'x'));
        assertEquals("\uFFFD\uFFFD\uFFFD\uFFFD", clean(0xF4, 0x90, 0x80, 0x80));
    }

    @Test
    void takesABadCharacterBehindAnEscapeForOneCharacter() {
        assertEquals("x", clean(0x1B, 0xF0, 0x9F, 0x98, 'x'));
        assertEquals("\uFFFDx", clean(0x1B, 0xFF, 0xFE, 'x'));
    }

    @Test
    void needsTimeInProportionToTheLine() {
        byte[] line = new byte[8 << 20];
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String piece : new String[] {"\u001B", "\u001B[", "\u001B]", "\u001B]\u001B", "\u001B[m", "é"}) {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < line.length; i++) {
                    line[i] = bytes[i % bytes.length];
                }
                text.clean(line, 0, line.length);
            }
            Arrays.fill(line, (byte) 0xFF);
            text.clean(line, 0, line.length);
        });
        assertEquals(3 * line.length, text.length);
        text.release();
        assertTrue(text.bytes.length < 1 << 20, "the room for a long line is given back");
    }

    private String clean(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        text.clean(bytes, 0, bytes.length);
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }

    private String clean(int... line) {
        byte[] bytes = new byte[line.length];
        for (int i = 0; i < line.length; i++) {
            bytes[i] = (byte) line[i];
        }
        text.clean(bytes, 0, bytes.length);
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }
}
