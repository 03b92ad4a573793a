package dev.microsandbox.camel.logs.examples.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConsoleTest {
    @Test
    void showsControlCharactersInWords() {
        assertEquals(
                "\\u001b[2J\\u0007 a\\nb\\tc\\r".replace("\\r", "\\u000d"), Console.shown("\u001b[2J\u0007 a\nb\tc\r"));
        assertEquals("\\u009b31m \\u202e \\u2028", Console.shown("\u009b31m \u202e \u2028"));
        assertEquals("\\ud800", Console.shown("\ud800"));
    }

    @Test
    void leavesTextAlone() {
        assertEquals("größer ✓ 日本 👍", Console.shown("größer ✓ 日本 👍"));
    }
}
