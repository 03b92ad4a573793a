package dev.microsandbox.camel.logs.journal;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** States as text for people: control characters escaped, cursors as positions. */
final class JournalText {
    /** What a consumer writes behind a checkpoint; where that is a time, in seconds since 1970. */
    private static final Pattern MARKED =
            Pattern.compile("(.*?) ((?:missed)?(?: ?(?:gone|absent)(?: \\d{1,18})?)?)", Pattern.DOTALL);

    private JournalText() {}

    static List<Map.Entry<String, String>> sorted(Map<String, String> states) {
        return states.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    /** A key, and what its value says: positions where it is a cursor, else the value. */
    static String line(String key, String value) {
        Matcher marked = MARKED.matcher(value);
        String mark = marked.matches() ? marked.group(2) : "";
        String checkpoint = mark.isEmpty() ? value : marked.group(1);
        StringBuilder text = new StringBuilder(escaped(key));
        try {
            LogCheckpoint cursor = LogCheckpoint.parse(checkpoint);
            for (String file : cursor.fileNames()) {
                text.append("  ").append(file).append(' ').append(cursor.position(file));
            }
        } catch (InvalidCursorException e) {
            text.append("  ").append(escaped(checkpoint)); // somebody else's state
        }
        return mark.isEmpty() ? text.toString() : text + "  " + mark;
    }

    /** Keys that damage may have hit. */
    static String of(List<String> keys) {
        return keys.isEmpty() ? "" : ", of " + escaped(keys);
    }

    /** Each of them escaped. */
    static List<String> escaped(List<String> keys) {
        return keys.stream().map(JournalText::escaped).toList();
    }

    /** Control characters, and what else a terminal or a logging library might act on, as Java writes them. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean unsafe = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (unsafe) {
                escaped.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString().replace("${", "\\u0024{");
    }
}
