package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads the one JSON object of {@code boot-error.json}: {@code t}, {@code stage}, {@code errno}, {@code message}, in any order, each at
 * most once; others are checked for being JSON and passed over.
 *
 * <p>That the start failed is known from the file's being there. So a part of another type is no reason to keep silent: text that is no
 * string is given as the JSON that it is, an {@code errno} that is no integer and a {@code t} that is no time count as missing.
 *
 * <p>One thread.
 */
final class BootErrorParser {
    private final JsonScanner json = new JsonScanner();
    private byte[] content;
    private Instant time;
    private String stage;
    private Integer errno;
    private String message;

    private BootErrorParser() {}

    /** Null when it is no JSON object. */
    static BootError parse(byte[] content) {
        return new BootErrorParser().read(content);
    }

    private BootError read(byte[] bytes) {
        content = bytes;
        json.reset(bytes, 0, bytes.length);
        return json.accept('{') && (json.accept('}') || fields()) && json.atEnd()
                ? new BootError(stage, errno, message, time)
                : null;
    }

    private boolean fields() {
        int seen = 0;
        do {
            if (!json.key()) {
                return false;
            }
            int field = field(new String(json.text.copy(), StandardCharsets.UTF_8));
            if ((seen & field) != 0 || !value(field)) {
                return false;
            }
            seen |= field;
        } while (json.accept(','));
        return json.accept('}');
    }

    /** A bit for each that counts; none for others, so that they may come again. */
    private static int field(String name) {
        return switch (name) {
            case "t" -> 1;
            case "stage" -> 2;
            case "errno" -> 4;
            case "message" -> 8;
            default -> 0;
        };
    }

    private boolean value(int field) {
        if (json.acceptNull()) {
            return true;
        }
        int from = json.position(); // white space is behind it
        if (!json.value()) {
            return false;
        }
        switch (field) {
            case 1 -> time = time(from);
            case 2 -> stage = text(from);
            case 4 -> errno = number(from);
            case 8 -> message = text(from);
            default -> {}
        }
        return true;
    }

    private boolean isString(int from) {
        return content[from] == '"';
    }

    private String text(int from) {
        return isString(from)
                ? new String(json.text.copy(), StandardCharsets.UTF_8)
                : new String(content, from, json.position() - from, StandardCharsets.UTF_8);
    }

    private Integer number(int from) {
        try {
            return isString(from) ? null : Integer.valueOf(text(from));
        } catch (NumberFormatException e) {
            return null; // no integer: the message still says what went wrong
        }
    }

    private Instant time(int from) {
        Rfc3339 time = new Rfc3339();
        return isString(from) && time.parse(json.text.bytes, json.text.from, json.text.to)
                ? Instant.ofEpochSecond(time.epochSecond, time.nano)
                : null;
    }
}
