package dev.microsandbox.camel.logs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of {@code since} and {@code until}: RFC 3339, a duration back from now ({@code 15m}, {@code 2h}, {@code 1d}), or one
 * forward ({@code +1h}). A blank stands for a {@code +}, since that is what a URI makes of it.
 */
final class TimeOption {
    private static final Pattern DURATION = Pattern.compile("([+ ]?)((?:\\d{1,9}(?:ms|[smhd]))+)");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhd])");

    private TimeOption() {}

    /**
     * The time that {@code text} means.
     *
     * @param what what it is called in a message: {@code Option since}
     * @param forward whether a duration forward makes sense here
     * @throws IllegalArgumentException for any other form, saying what would be right
     */
    static Instant parse(String what, String text, Instant now, boolean forward) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Matcher duration = DURATION.matcher(text);
        try {
            if (duration.matches()) {
                boolean ahead = !duration.group(1).isEmpty();
                if (ahead && !forward) {
                    throw invalid(what, text, forward);
                }
                Duration length = length(duration.group(2));
                return ahead ? now.plus(length) : now.minus(length);
            }
            return OffsetDateTime.parse(withPlus(text.strip())).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw invalid(what, text, forward);
        }
    }

    /** A blank between the time and its offset was a plus. */
    private static String withPlus(String text) {
        int last = text.lastIndexOf(' ');
        String plus = last > 10 ? text.substring(0, last) + '+' + text.substring(last + 1) : text;
        return plus.length() > 10 && plus.charAt(10) == ' ' ? plus.substring(0, 10) + 'T' + plus.substring(11) : plus;
    }

    private static Duration length(String parts) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(parts);
        while (part.find()) {
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        return sum;
    }

    private static IllegalArgumentException invalid(String what, String text, boolean forward) {
        return new IllegalArgumentException(what + "=" + text
                + ": must be a time as RFC 3339 has it (2026-04-30T20:32:59Z) or a duration back from now (15m, 2h, 1d)"
                + (forward ? " or forward (+1h)" : ""));
    }
}
