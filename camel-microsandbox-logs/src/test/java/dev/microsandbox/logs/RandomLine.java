package dev.microsandbox.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;

/** Pieces of text as they come in logs, damage as it comes on disks, and the smallest line that still shows a fault. */
final class RandomLine {
    private static final String[] CHARACTERS = {
        "é",
        "ß",
        "\u0080",
        "\u07FF",
        "\u0800",
        "中",
        "\uFFFD",
        "\uFFFF",
        "\uFEFF",
        "😀",
        "\uDBFF\uDFFF",
        "\u0085",
        "\u00A0",
        "\u1680",
        "\u2003",
        "\u2028",
        "\u202F",
        "\u205F",
        "\u3000",
        "\u200B",
        "\u007F"
    };
    private static final int[][] BAD_UTF8 = {
        {0x80},
        {0xBF, 0x80},
        {0xC0, 0x80},
        {0xC1, 0xBF},
        {0xC3},
        {0xE0, 0x80, 0x80},
        {0xE0, 0xA0},
        {0xE4, 0xB8},
        {0xED, 0xA0, 0x80},
        {0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80},
        {0xF0, 0x80, 0x80, 0x80},
        {0xF0, 0x9F, 0x98},
        {0xF4, 0x90, 0x80, 0x80},
        {0xF5, 0x80, 0x80, 0x80},
        {0xFF, 0xFE}
    };
    private static final byte[] TELLING =
            "\"\"\\\\{}[],::0019-+.eEuntfdsZTt \t\r\n\0\u001B\u001f\u007F/".getBytes(StandardCharsets.US_ASCII);

    private final Random random;

    RandomLine(Random random) {
        this.random = random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** From {@code from} to {@code to}, both included. */
    int number(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    @SafeVarargs
    final <T> T pick(T... any) {
        return any[random.nextInt(any.length)];
    }

    String word() {
        int length = oneIn(1000) ? number(1, 5000) : number(1, 12);
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (char) number('0', 'z');
            if (letters[i] == '\\') {
                letters[i] = '/';
            }
        }
        return new String(letters);
    }

    String character() {
        return pick(CHARACTERS);
    }

    byte[] badUtf8() {
        int[] bad = pick(BAD_UTF8);
        byte[] bytes = new byte[bad.length];
        for (int i = 0; i < bad.length; i++) {
            bytes[i] = (byte) bad[i];
        }
        return bytes;
    }

    /** A time as RFC 3339 has it, or nearly so. */
    String stamp() {
        if (random.nextBoolean()) {
            return producerStamp();
        }
        StringBuilder text = new StringBuilder();
        if (oneIn(3)) {
            text.append(pick("0000", "1900", "2000", "2024", "2026", "9999"));
            text.append('-').append(two(0, 13)).append('-').append(two(0, 32));
        } else {
            text.append("2026-").append(two(1, 12)).append('-').append(two(1, 28));
        }
        text.append(oneIn(20) ? pick("_", "  ", "", "z") : pick("T", "T", "t", " "));
        boolean edge = oneIn(5);
        text.append(edge ? two(20, 25) : two(0, 23)).append(':');
        text.append(edge ? two(57, 61) : two(0, 59)).append(':');
        text.append(edge ? two(57, 62) : two(0, 59));
        int decimals = oneIn(10) ? number(9, 12) : number(0, 9);
        text.append(decimals > 0 || oneIn(20) ? "." : "");
        for (int i = 0; i < decimals; i++) {
            text.append(number(0, 9));
        }
        switch (number(0, 9)) {
            case 0, 1, 2, 3 -> text.append('Z');
            case 4 -> text.append('z');
            case 5, 6 -> text.append(pick("+", "-"))
                    .append(two(0, 23))
                    .append(':')
                    .append(two(0, 59));
            case 7 -> text.append(pick("+", "-", "±", "\u2212"))
                    .append(two(22, 25))
                    .append(':')
                    .append(two(58, 61));
            case 8 -> text.append(pick("", "+0200", "+02", "-2:00", "ZZ", "Z ", " Z", "+02:0a"));
            default -> text.append("+00:00");
        }
        return text.toString();
    }

    /** The one form that the producer writes; mostly in the same few minutes. */
    String producerStamp() {
        return "2026-" + (oneIn(50) ? two(1, 12) : "05") + "-01T10:" + two(0, 2) + ":" + two(0, 59) + "." + number(0, 9)
                + two(0, 99) + "Z";
    }

    private String two(int from, int to) {
        int number = number(from, to);
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    /** One to three damages: bits, bytes or ranges flipped, put in, cut out, doubled, or cut off. Never empty. */
    byte[] damage(byte[] line) {
        byte[] damaged = line;
        for (int i = number(1, 3); i > 0; i--) {
            int at = random.nextInt(damaged.length);
            int end = Math.min(damaged.length, at + number(1, oneIn(4) ? 40 : 2));
            damaged = switch (number(0, 6)) {
                case 0 -> {
                    byte[] flipped = damaged.clone();
                    flipped[at] ^= (byte) (1 << number(0, 7));
                    yield flipped;
                }
                case 1 -> splice(damaged, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at + 1);
                case 2 -> splice(damaged, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
                case 3 -> splice(damaged, at, badUtf8(), at);
                case 4 -> splice(damaged, at, new byte[0], end);
                case 5 -> splice(damaged, end, Arrays.copyOfRange(damaged, at, end), end);
                default -> oneIn(4) ? Arrays.copyOf(damaged, at) : damaged;
            };
            if (damaged.length == 0) {
                return new byte[] {' '};
            }
        }
        return damaged;
    }

    /** The bytes with {@code middle} in place of {@code [from, to)}. */
    private static byte[] splice(byte[] bytes, int from, byte[] middle, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /** Cuts pieces out of a line as long as it stays wrong. */
    static byte[] smallest(byte[] line, Predicate<byte[]> wrong) {
        byte[] small = line;
        for (int piece = line.length / 2; piece > 0; ) {
            boolean smaller = false;
            for (int from = 0; from + piece <= small.length && small.length > piece; from++) {
                byte[] shorter = splice(small, from, new byte[0], from + piece);
                if (wrong.test(shorter)) {
                    small = shorter;
                    smaller = true;
                }
            }
            piece = smaller ? Math.min(piece, small.length / 2) : piece / 2;
        }
        return small;
    }

    /** For a message: what is not plain ASCII is written as {@code \xhh}. */
    static String print(byte[] line) {
        StringBuilder text = new StringBuilder();
        for (byte b : line) {
            text.append(
                    b >= ' ' && b < 0x7F
                            ? String.valueOf((char) b)
                            : String.format(java.util.Locale.ROOT, "\\x%02x", b));
        }
        return text.toString();
    }
}
