package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalRecordTest {
    static List<String> oddTexts() {
        return List.of(
                "",
                " ",
                "web/a=b",
                "two\nlines\r\n",
                "\0",
                "ÿþ\u00FFMSB",
                "ключ/鍵/🔑",
                "\uFEFF\uFFFF\uFFFD",
                "x".repeat(64 * 1024),
                "🔑".repeat(JournalRecord.MAX_TEXT_BYTES / 4));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void comesBackAsItWasGiven(String text) {
        for (JournalRecord record :
                List.of(JournalRecord.of(text, "v"), JournalRecord.of("k", text), JournalRecord.of(text, null))) {
            byte[] bytes = record.encode();
            assertEquals(bytes.length, record.bytes());
            assertEquals(record, decode(bytes));
        }
    }

    @Test
    void drawnInItsJavadoc() {
        byte[] bytes = JournalRecord.of("ab", "c").encode();
        assertEquals(20, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertEquals(0xFF4D5342, buffer.getInt(0));
        assertEquals('P', buffer.get(8));
        assertEquals(2, buffer.getInt(9));
        assertEquals(1, buffer.getInt(13));
        assertEquals("abc", new String(bytes, 17, 3, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void anyFlippedBitIsSeen() {
        byte[] bytes = JournalRecord.of("web/box", "token=").encode();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertNull(decode(bytes), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void refusesWhatWouldNotComeBack() {
        String tooLong = "é".repeat(JournalRecord.MAX_TEXT_BYTES / 2) + "x";
        for (String text : List.of(tooLong, "\uD83D", "\uDD11x", "a\uDD11\uD83D")) {
            assertThrows(IllegalArgumentException.class, () -> JournalRecord.check(text, "v"));
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> JournalRecord.check("web/box", text));
            assertTrue(e.getMessage().contains("'web/box'"), e.getMessage());
        }
        oddTexts().forEach(text -> JournalRecord.check(text, text));
        assertThrows(NullPointerException.class, () -> JournalRecord.check(null, "v"));
    }

    private static JournalRecord decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = JournalRecord.length(buffer, 0);
        return length < 0 || length > bytes.length ? null : JournalRecord.decode(buffer, 0, length);
    }
}
