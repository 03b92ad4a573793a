package dev.microsandbox.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lines of exec.log: as the producer writes them, as the rules allow them, and damaged. */
final class ExecLines {
    private static final String[] ESCAPES = {
        "\\n",
        "\\n",
        "\\n",
        "\\t",
        "\\r",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\u0000",
        "\\u001b",
        "\\u00E9",
        "\\u4e2D",
        "\\ud83d\\ude00",
        "\\uDBFF\\uDFFF",
        "\\uffff"
    };
    private static final String[] BAD_ESCAPES = {
        "\\x",
        "\\u12",
        "\\u12g4",
        "\\ud83d",
        "\\ude00",
        "\\ud83d\\n",
        "\\ud83d\\u0041",
        "\\ude00\\ud83d",
        "\\ud83d\\ue000",
        "\\U0041",
        "\\'",
        "\\"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "7", "-1", "12.5", "1e5", "1E-5", "-0.0e+1", "1e999", "123456789012345678901234567890"
    };
    private static final String[] BAD_NUMBERS = {
        "01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "-Infinity", "1.e1", "00"
    };

    private final Random random;
    private final RandomLine some;

    ExecLines(long seed) {
        random = new Random(seed);
        some = new RandomLine(random);
    }

    /** Any of the three. */
    byte[] any() {
        return switch (some.number(0, 9)) {
            case 0, 1, 2 -> fromProducer();
            case 3, 4, 5 -> allowed();
            case 6, 7 -> some.damage(fromProducer());
            default -> some.damage(allowed());
        };
    }

    /** What the fast way must know. */
    byte[] fromProducer() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        write(line, "{\"t\":\"" + some.producerStamp() + "\",\"s\":\"");
        write(line, some.pick("stdout", "stderr", "output", "system") + "\",\"d\":");
        boolean base64 = some.oneIn(10);
        if (base64) {
            write(line, "\"" + base64() + "\"");
        } else {
            string(line, false);
        }
        if (!some.oneIn(10)) {
            write(line, ",\"id\":" + session());
        }
        write(line, base64 ? ",\"e\":\"b64\"}" : "}");
        return line.toByteArray();
    }

    /** Any order, white space, keys with escapes, unknown fields; now and then something that is wrong on purpose. */
    byte[] allowed() {
        List<String> names = new ArrayList<>(List.of("t", "s"));
        for (String name : List.of("d", "id", "e", "x", "x", "trace")) {
            if (random.nextBoolean()) {
                names.add(name);
            }
        }
        if (some.oneIn(20)) {
            names.add(some.pick("t", "s", "d", "id", "e"));
        }
        if (some.oneIn(40)) {
            names.remove(some.oneIn(2) ? "t" : "s");
        }
        if (some.oneIn(20)) {
            names.add(some.pick("", "T", "ID", "i", "idd", "t\\u0000", "tt", "\\ud800", "é"));
        }
        Collections.shuffle(names, random);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        blanks(line);
        write(line, "{");
        for (int i = 0; i < names.size(); i++) {
            write(line, i == 0 ? "" : ",");
            blanks(line);
            write(line, "\"" + escaped(names.get(i)) + "\"");
            blanks(line);
            write(line, ":");
            blanks(line);
            field(line, names.get(i));
            blanks(line);
        }
        write(line, some.oneIn(100) ? ",}" : "}");
        blanks(line);
        return line.toByteArray();
    }

    private void field(ByteArrayOutputStream line, String name) {
        if (some.oneIn(60)) {
            value(line);
            return;
        }
        switch (name) {
            case "t" -> write(line, "\"" + escaped(some.stamp()) + "\"");
            case "s" -> write(line, "\"" + escaped(some.pick("stdout", "stderr", "output", "system")) + "\"");
            case "d" -> {
                if (some.oneIn(3)) {
                    write(line, "\"" + base64() + "\"");
                } else {
                    string(line, some.oneIn(10));
                }
            }
            case "id" -> write(line, some.oneIn(4) ? "null" : session());
            case "e" -> write(
                    line, some.pick("null", "\"b64\"", "\"b64\"", "\"raw\"", "\"\\u0062\\u00364\"", "\"b64 \""));
            default -> value(line);
        }
    }

    private String session() {
        return some.oneIn(10)
                ? some.pick(
                        "0",
                        "9223372036854775807",
                        "9223372036854775808",
                        "18446744073709551610",
                        "18446744073709551615",
                        "18446744073709551609")
                : String.valueOf(some.number(1, 2000));
    }

    private String base64() {
        byte[] bytes = new byte[some.number(0, 12)];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        return switch (some.number(0, 9)) {
            case 0 -> some.pick("\\n", " ", "\u3000", "\u00A0", "\\u2028\\t")
                    + text
                    + some.pick("\\n", " ", "\u0085", "");
            case 1 -> text + some.pick("=", "A", "AA==A", "====", "é");
            case 2 -> some.pick("AB==", "AAB=", "=", "A===", "A=", "AA=A", "AA", "A A=", "-_==", "==", "zz==");
            default -> text;
        };
    }

    private void value(ByteArrayOutputStream line) {
        switch (some.number(0, 9)) {
            case 0 -> write(line, some.pick("null", "true", "false"));
            case 1, 2 -> write(line, some.pick(NUMBERS));
            case 3 -> write(line, some.oneIn(10) ? some.pick("nul", "True", "falsey", "") : "true");
            case 4 -> write(line, some.pick(some.oneIn(5) ? BAD_NUMBERS : NUMBERS));
            case 5, 6 -> string(line, some.oneIn(10));
            case 7 -> nested(line, some.oneIn(50) ? some.number(100, 300) : some.number(0, 3));
            case 8 -> {
                write(line, "[");
                value(line);
                write(line, some.oneIn(30) ? ",]" : "]");
            }
            default -> {
                write(line, "{\"t\":");
                value(line);
                write(line, ", \"t\" : ");
                value(line);
                write(line, some.oneIn(30) ? ",}" : "}");
            }
        }
    }

    private void nested(ByteArrayOutputStream line, int depth) {
        StringBuilder ends = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean object = random.nextBoolean();
            write(line, object ? "{\"k\": " : "[ ");
            ends.append(object ? '}' : ']');
        }
        write(line, some.pick("{}", "[]", "[ ]", "{ }", "1", "\"\""));
        write(line, ends.reverse().toString());
    }

    /** A quoted string of plain text, escapes and other scripts; wrong somewhere if it shall be. */
    private void string(ByteArrayOutputStream line, boolean wrong) {
        write(line, "\"");
        for (int i = some.number(0, 6); i > 0; i--) {
            switch (some.number(0, 7)) {
                case 0, 1 -> write(line, some.pick(ESCAPES));
                case 2 -> write(line, some.character());
                default -> write(line, some.word() + " ");
            }
        }
        if (wrong) {
            switch (some.number(0, 2)) {
                case 0 -> write(line, some.pick(BAD_ESCAPES));
                case 1 -> line.writeBytes(some.badUtf8());
                default -> write(line, some.pick("\u001B", "\t", "\0", "\u001F"));
            }
        }
        write(line, "\\n\"");
    }

    /** The same text, now and then with some of its characters as hex escapes. */
    private String escaped(String text) {
        if (!some.oneIn(8)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(
                    text.indexOf('\\') < 0 && random.nextBoolean()
                            ? String.format(java.util.Locale.ROOT, "\\u%04x", (int) c)
                            : "" + c);
        }
        return escaped.toString();
    }

    private void blanks(ByteArrayOutputStream line) {
        if (some.oneIn(6)) {
            write(line, some.oneIn(60) ? some.pick("\f", "\u00A0", "\u000B") : some.pick(" ", "  ", "\t", "\r", "\n"));
        }
    }

    private static void write(ByteArrayOutputStream line, String text) {
        line.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
