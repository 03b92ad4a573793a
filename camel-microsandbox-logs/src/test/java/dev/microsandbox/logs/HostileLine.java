package dev.microsandbox.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of exec.log that cost a careless reader its stack, its memory or its time; of about as many bytes as wanted. */
enum HostileLine {
    /** An unknown field, nested as deep as it goes. */
    DEEP_ARRAYS(true, "\"x\":", "[", "]"),
    DEEP_OBJECTS(true, "\"x\":", "{\"k\":[", "]}"),
    /** Nested without an end. */
    OPEN_ARRAYS(false, "\"x\":", "[", ""),
    OPEN_OBJECTS(false, "\"x\":", "{\"\":", ""),
    LONG_NUMBER(true, "\"x\":1", "7", ""),
    LONG_FRACTION(true, "\"x\":-0.0", "7", "", "e-77"),
    LONG_EXPONENT(true, "\"x\":1e+0", "9", ""),
    LONG_SESSION(false, "\"id\":1", "7", ""),
    LONG_SESSION_OF_ZEROS(false, "\"id\":0", "0", ""),
    ESCAPES(true, "\"d\":\"", "\\n", "", "\""),
    HEX_ESCAPES(true, "\"d\":\"", "\\u00e9", "", "\""),
    SURROGATE_PAIRS(true, "\"d\":\"", "\\ud83d\\ude00", "", "\""),
    WIDE_CHARACTERS(true, "\"d\":\"", "é😀", "", "\""),
    BASE64(true, "\"e\":\"b64\",\"d\":\"", "AAAA", "", "\""),
    BASE64_WHITE_SPACE(true, "\"e\":\"b64\",\"d\":\"", "\\u2028\u3000", "", "AAAA\""),
    MANY_FIELDS(true, "\"x\":0", ",\"y\":1", ""),
    MANY_FIELDS_WITH_ESCAPES(true, "\"x\":0", ",\"\\u0079\":1", ""),
    MANY_DATA_FIELDS(false, "\"d\":\"\"", ",\"d\":\"\"", ""),
    MANY_STRINGS(true, "\"x\":[\"\\n\"", ",\"\\n\"", "", "]"),
    LONG_KEY(true, "\"", "k", "", "\":1"),
    LONG_KEY_OF_ESCAPES(true, "\"", "\\u006b", "", "\":1"),
    LONG_SOURCE(false, "\"s\":\"", "x", "", "\""),
    WHITE_SPACE(true, "\"x\":", " \t", "", "1"),
    NUL_BYTES(false, "", "\0", ""),
    NUL_ESCAPES(true, "\"d\":\"", "\\u0000", "", "\""),
    LONE_SURROGATES(false, "\"x\":\"", "\\ud800", "", "\""),
    LONE_SURROGATE_AT_THE_END(false, "\"x\":\"", "\\ud83d\\ude00", "", "\\udfff\""),
    BAD_UTF8_AT_THE_END(false, "\"x\":\"", "é", "");

    private static final String BEGIN = "{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",";

    /** Whether it is an entry. */
    final boolean valid;

    private final String begin;
    private final String unit;
    private final String unitEnd;
    private final String end;

    HostileLine(boolean valid, String begin, String unit, String unitEnd) {
        this(valid, begin, unit, unitEnd, "");
    }

    HostileLine(boolean valid, String begin, String unit, String unitEnd, String end) {
        this.valid = valid;
        this.begin = begin;
        this.unit = unit;
        this.unitEnd = unitEnd;
        this.end = end;
    }

    /** With its hostile part repeated until it has about so many bytes, without a newline. */
    byte[] ofBytes(int bytes) {
        return times(bytes / (utf8(unit).length + utf8(unitEnd).length));
    }

    byte[] times(int times) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(utf8(BEGIN + begin));
        line.writeBytes(utf8(unit.repeat(times)));
        if (name().startsWith("DEEP")) {
            line.writeBytes(utf8("null"));
        }
        line.writeBytes(utf8(unitEnd.repeat(times)));
        if (this == BAD_UTF8_AT_THE_END) {
            line.write(0xFF);
            line.write('"');
        } else {
            line.writeBytes(utf8(end));
        }
        line.write('}');
        return line.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
