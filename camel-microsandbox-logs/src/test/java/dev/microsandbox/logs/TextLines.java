package dev.microsandbox.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Lines of runtime.log and kernel.log: with stamps and without, coloured, and damaged. */
final class TextLines {
    private static final String[] ESCAPES = {
        "\u001B[0m", "\u001B[2m", "\u001B[33m", "\u001B[1;31m", "\u001B[K", "\u001B[?25h", "\u001B]0;title\u0007",
        "\u001B]8;;http://x\u001B\\", "\u001B(B", "\u001B=", "\u001B中", "\u001B😀", "\u001B\u001B", "\u001B[é~"
    };
    private static final String[] OPEN_ESCAPES = {
        "\u001B", "\u001B[", "\u001B[12;", "\u001B]", "\u001B]0;t\u001B", "\u009B1m"
    };

    private final RandomLine some;

    TextLines(long seed) {
        some = new RandomLine(new Random(seed));
    }

    byte[] any() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        escape(line);
        switch (some.number(0, 9)) {
            case 0, 1, 2, 3 -> write(line, some.producerStamp());
            case 4, 5, 6 -> write(line, some.stamp());
            case 7 -> write(
                    line,
                    some.pick("", "[    0.123456]", "2026-05-01T10:00:00", "ééééééééééZ", "aaaaaaaaaaaaaaaaaaaZ"));
            case 8 -> write(line, some.word() + "Z");
            default -> write(line, some.word());
        }
        escape(line);
        if (!some.oneIn(10)) {
            for (int i = some.number(1, 3); i > 0; i--) {
                write(line, some.pick(" ", " ", " ", "\t", "\r", "\u000B", "\f"));
                write(line, some.oneIn(8) ? some.character() : "");
            }
            for (int i = some.number(0, 5); i > 0; i--) {
                write(line, some.word() + " ");
                write(line, some.oneIn(6) ? some.character() : "");
                escape(line);
                if (some.oneIn(12)) {
                    line.writeBytes(some.badUtf8());
                }
            }
        }
        write(line, some.oneIn(6) ? "\r" : "");
        if (line.size() == 0) {
            write(line, " ");
        }
        return some.oneIn(4) ? some.damage(line.toByteArray()) : line.toByteArray();
    }

    private void escape(ByteArrayOutputStream line) {
        if (some.oneIn(8)) {
            write(line, some.oneIn(8) ? some.pick(OPEN_ESCAPES) : some.pick(ESCAPES));
        }
    }

    private static void write(ByteArrayOutputStream line, String text) {
        line.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
