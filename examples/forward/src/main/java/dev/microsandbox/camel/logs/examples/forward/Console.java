package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The console: a line per entry, in colours when it is a terminal and NO_COLOR is not set. What a sandbox printed cannot move the
 * cursor or forge a line: control characters are shown, not sent.
 *
 * <p>Any thread.
 */
final class Console {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String PLAIN = "\u001b[0m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String CYAN = "\u001b[36m";

    private final PrintStream out;
    private final boolean colours;

    /** On the standard output. */
    Console() {
        boolean terminal = isTerminal();
        colours = terminal && System.getenv("NO_COLOR") == null;
        out = new PrintStream(
                new FileOutputStream(FileDescriptor.out),
                true,
                terminal ? System.console().charset() : StandardCharsets.UTF_8);
    }

    @SuppressWarnings("SystemConsoleNull") // true of Java 22 and later, where the console itself tells
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22
        }
    }

    /** Something about the application itself. */
    void say(String text) {
        out.println(coloured(YELLOW, "forward: " + shown(text)));
    }

    /** Time, sandbox, source, session, text. */
    void show(LogEntry entry) {
        String session = entry.sessionId() == null ? "-" : Long.toUnsignedString(entry.sessionId());
        String text = shown(entry.text().stripTrailing());
        boolean error = entry.source() == LogSource.STDERR;
        boolean system = entry.source() == LogSource.SYSTEM;
        out.println(coloured(DIM, TIME.format(entry.timestamp()))
                + " " + coloured(CYAN, entry.sandbox())
                + " "
                + coloured(error ? RED : system ? DIM : GREEN, entry.source().text())
                + " " + session
                + " " + (system ? coloured(DIM, text) : text));
    }

    private String coloured(String colour, String text) {
        return colours ? colour + text + PLAIN : text;
    }

    /** The text with control characters, line ends and what turns the direction of writing in words. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append("\\n");
            } else if (c == '\t') {
                shown.append("\\t");
            } else if (isShownInWords(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isShownInWords(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
