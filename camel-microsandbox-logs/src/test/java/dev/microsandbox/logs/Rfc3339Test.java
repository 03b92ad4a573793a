package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private final Rfc3339 time = new Rfc3339();

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T10:00:00Z, 2026-05-01T10:00:00Z",
        "2026-05-01t10:00:00z, 2026-05-01T10:00:00Z",
        "2026-05-01 10:00:00Z, 2026-05-01T10:00:00Z",
        "2026-05-01T10:00:00.5Z, 2026-05-01T10:00:00.5Z",
        "2026-05-01T10:00:00.123456789Z, 2026-05-01T10:00:00.123456789Z",
        "2026-05-01T10:00:00.000000001Z, 2026-05-01T10:00:00.000000001Z",
        "2026-05-01T12:00:00+02:00, 2026-05-01T10:00:00Z",
        "2026-05-01T05:30:00.5-04:30, 2026-05-01T10:00:00.5Z",
        "2026-05-01T10:00:00-00:00, 2026-05-01T10:00:00Z",
        "2026-05-01T23:59:00+23:59, 2026-05-01T00:00:00Z",
        "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.25Z",
        "0000-01-01T00:00:00+23:59, -0001-12-31T00:01:00Z",
        "9999-12-31T23:59:59-23:59, +10000-01-01T23:58:59Z"
    })
    void readsEveryFormThatTheRulesAllow(String text, String instant) {
        assertEquals(Instant.parse(instant), read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
        "2026-05-01T10:00:60Z, 2026-05-01T10:01:00Z",
        "2026-05-01T10:00:60.75Z, 2026-05-01T10:01:00Z"
    })
    void takesSecondSixtyForTheFirstInstantOfTheNextMinuteWhateverItsDecimals(String text, String instant) {
        assertEquals(Instant.parse(instant), read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday",
                "2026-05-01",
                "2026-05-01T10:00Z",
                "2026-05-01T10:00:00",
                "2026-05-01T10:00:00.123",
                "2026-05-01T10:00:00.Z",
                "2026-05-01T10:00:00.1234567890Z",
                "2026-05-01T10:00:00,5Z",
                "2026-05-01T10:00:00+0200",
                "2026-05-01T10:00:00+02",
                "2026-05-01T10:00:00+24:00",
                "2026-05-01T10:00:00+02:60",
                "2026-05-01T10:00:00\u221202:00",
                "2026-05-01T10:00:00 Z",
                "2026-05-01T10:00:00ZZ",
                " 2026-05-01T10:00:00Z",
                "2026-05-01_10:00:00Z",
                "2026-05-01T10:00:61Z",
                "2026-05-01T10:60:00Z",
                "2026-05-01T24:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-05-00T10:00:00Z",
                "2026-04-31T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "1900-02-29T10:00:00Z",
                "-026-05-01T10:00:00Z",
                "+2026-05-01T10:00:00Z",
                "2026-5-01T10:00:00.0Z",
                "2026-05-01T10:00:0:Z",
                "２026-05-01T10:00:00Z",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0:00Z"
            })
    void refusesAllElse(String text) {
        assertNull(read(text));
    }

    @Test
    void knowsEveryDayOfTheCalendar() {
        LocalDate end = LocalDate.of(2401, 1, 1);
        for (LocalDate day = LocalDate.of(1999, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            assertEquals(day.toEpochDay() * 86_400, read(day + "T00:00:00Z").getEpochSecond(), day::toString);
        }
    }

    @Test
    void readsAMinuteAgainAfterOneThatWasNone() {
        assertEquals(Instant.parse("2026-05-01T10:00:01Z"), read("2026-05-01T10:00:01Z"));
        assertNull(read("2026-05-01T10:61:01Z"));
        assertNull(read("2026-05-01T10:61:02Z"));
        assertEquals(Instant.parse("2026-05-01T10:00:02Z"), read("2026-05-01T10:00:02Z"));
    }

    @Test
    void agreesWithAPatternAndJavaTimeOnRandomTexts() {
        RandomLine some = new RandomLine(new Random(3339));
        for (int i = 0; i < 50_000; i++) {
            String text = some.stamp();
            assertEquals(Rfc3339Oracle.read(text), read(text), text);
        }
    }

    private Instant read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return time.parse(bytes, 0, bytes.length) ? Instant.ofEpochSecond(time.epochSecond, time.nano) : null;
    }
}
