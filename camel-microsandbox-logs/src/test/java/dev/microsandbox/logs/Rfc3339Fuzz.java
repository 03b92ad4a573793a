package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/** Fuzz target: times, all read by one reader, as {@link Rfc3339Oracle} reads them; and what was read, written again, is the same. */
public final class Rfc3339Fuzz {
    /** One for all: it remembers a minute, which must not change the next. */
    private static final Rfc3339 TIME = new Rfc3339();

    private Rfc3339Fuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (byte[] line : Fuzz.lines(input)) {
            Instant wanted = Rfc3339Oracle.read(new String(line, StandardCharsets.ISO_8859_1));
            same(wanted, read(line, 0, line.length), line);
            byte[] within = new byte[line.length + 8];
            System.arraycopy(line, 0, within, 3, line.length);
            same(wanted, read(within, 3, 3 + line.length), line);
            if (wanted != null && isOfFourDigits(wanted)) {
                byte[] again = wanted.toString().getBytes(StandardCharsets.US_ASCII);
                same(wanted, read(again, 0, again.length), again);
            }
        }
    }

    /** An offset can take a time out of the years that can be written. */
    private static boolean isOfFourDigits(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= 9999;
    }

    private static Instant read(byte[] text, int from, int to) {
        return TIME.parse(text, from, to) ? Instant.ofEpochSecond(TIME.epochSecond, TIME.nano) : null;
    }

    private static void same(Instant wanted, Instant was, byte[] line) {
        Fuzz.require(
                wanted == null ? was == null : wanted.equals(was),
                () -> RandomLine.print(line) + " is " + wanted + ", was " + was);
    }
}
