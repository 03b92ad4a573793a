package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same lines as {@link TextLineParser}, read as Strings with four patterns. */
final class TextLineOracle {
    /**
     * A run of ASCII, another character, or the longest beginning of one, in bytes that are read as ISO 8859-1: table
     * 3-7 of Unicode.
     */
    private static final Pattern UTF8 = Pattern.compile(
            """
            (?x) ( [\\x00-\\x7F]++
                 | [\\xC2-\\xDF][\\x80-\\xBF]
                 | \\xE0[\\xA0-\\xBF][\\x80-\\xBF]
                 | [\\xE1-\\xEC\\xEE\\xEF][\\x80-\\xBF]{2}
                 | \\xED[\\x80-\\x9F][\\x80-\\xBF]
                 | \\xF0[\\x90-\\xBF][\\x80-\\xBF]{2}
                 | [\\xF1-\\xF3][\\x80-\\xBF]{3}
                 | \\xF4[\\x80-\\x8F][\\x80-\\xBF]{2} )
            | \\xE0[\\xA0-\\xBF] | [\\xE1-\\xEC\\xEE\\xEF][\\x80-\\xBF] | \\xED[\\x80-\\x9F]
            | \\xF0[\\x90-\\xBF][\\x80-\\xBF]? | [\\xF1-\\xF3][\\x80-\\xBF]{1,2} | \\xF4[\\x80-\\x8F][\\x80-\\xBF]?
            | [\\x80-\\xFF]
            """);

    private static final Pattern ESCAPE =
            Pattern.compile("(?s)\\x1B(?:\\[[^\\x40-\\x7E]*+[\\x40-\\x7E]?|\\].*?(?:\\x07|\\x1B\\\\|\\z)|.|\\z)");
    private static final Pattern TOKEN =
            Pattern.compile("(?s)([^\\p{IsWhite_Space}]{19,}+(?<=Z))\\p{IsWhite_Space}++(.*)");

    private final Instant fallback;

    TextLineOracle(Instant fallback) {
        this.fallback = fallback;
    }

    Answer read(byte[] line) {
        String text = ESCAPE.matcher(decode(line)).replaceAll("");
        Instant time = fallback;
        Matcher token = TOKEN.matcher(text);
        if (token.matches() && token.group(1).codePointCount(0, token.end(1)) >= 20) {
            Instant stamp = Rfc3339Oracle.read(token.group(1));
            time = stamp == null ? fallback : stamp;
            text = token.group(2);
        }
        byte[] data = (text + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(time.getEpochSecond(), time.getNano(), LogSource.SYSTEM, false, 0, ByteBuffer.wrap(data));
    }

    static String decode(byte[] line) {
        StringBuilder text = new StringBuilder();
        Matcher piece = UTF8.matcher(new String(line, StandardCharsets.ISO_8859_1));
        while (piece.find()) {
            text.append(
                    piece.group(1) == null
                            ? "\uFFFD"
                            : new String(piece.group(1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
