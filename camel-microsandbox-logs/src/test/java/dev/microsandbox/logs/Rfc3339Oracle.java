package dev.microsandbox.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same times as {@link Rfc3339}, read with a pattern and java.time. */
final class Rfc3339Oracle {
    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):([0-5]\\d|60)"
            + "(?:\\.(\\d{1,9}))?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

    private Rfc3339Oracle() {}

    /** Null when the text is no such time. */
    static Instant read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        boolean leap = form.group(6).equals("60");
        String fraction = form.group(7) == null || leap ? "0" : form.group(7);
        LocalDateTime local;
        try {
            local = LocalDateTime.of(
                    Integer.parseInt(form.group(1)),
                    Integer.parseInt(form.group(2)),
                    Integer.parseInt(form.group(3)),
                    Integer.parseInt(form.group(4)),
                    Integer.parseInt(form.group(5)),
                    leap ? 59 : Integer.parseInt(form.group(6)));
        } catch (DateTimeException e) {
            return null;
        }
        Instant time = local.toInstant(ZoneOffset.UTC)
                .plusSeconds(leap ? 1 : 0)
                .plusNanos(Long.parseLong((fraction + "00000000").substring(0, 9)));
        if (form.group(8) == null) {
            return time;
        }
        long offset = 3600 * Long.parseLong(form.group(9)) + 60 * Long.parseLong(form.group(10));
        return form.group(8).equals("+") ? time.minusSeconds(offset) : time.plusSeconds(offset);
    }
}
