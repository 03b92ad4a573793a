package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a*, a, true",
        "a*, ab, true",
        "a*, ba, false",
        "*a, a, true",
        "*a, ba, true",
        "*a, ab, false",
        "a?, a, false",
        "a?, ab, true",
        "a?, abc, false",
        "*, a, true",
        "**, a, true",
        "?, a, true",
        "?, ab, false",
        "a.c, abc, false",
        "a.*, abc, false",
        "*ab*ab, abab, true",
        "*ab*ab, aab, false",
        "a*a, a, false",
        "*a?c*, xabcx, true",
        "*a?c*, xacx, false",
        "*a*b*c*, aXbXcX, true",
        "*a*b*c*, aXcXbX, false"
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertEquals(matches, SandboxPattern.parse(pattern).matches(name));
    }

    @Test
    void needsLittleTimeHoweverManyStars() {
        SandboxPattern pattern = SandboxPattern.parse("*a".repeat(60) + "*b");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertFalse(pattern.matches("a".repeat(128)));
            assertTrue(pattern.matches("a".repeat(127) + "b"));
        });
    }
}
