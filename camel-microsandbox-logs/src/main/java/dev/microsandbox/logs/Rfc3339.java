package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads {@code 2026-05-01T10:00:00.123Z} and all else that RFC 3339 allows: any offset, none to nine decimals,
 * {@code T}, {@code t} or a blank between date and time, {@code Z} or {@code z}. Second 60, in any minute, is the first
 * instant of the next minute, whatever its decimals.
 *
 * <pre>
 *   0       8       16 17 19
 *   2026-05-01T10:00 : 00 .123 Z
 *   └─ two words ──┘
 * </pre>
 *
 * The minute is remembered: the lines of a log mostly fall into the minute of the line before, and then its two words
 * are compared and the calendar is left alone.
 *
 * <p>One thread. The result is valid after an answer of true.
 */
final class Rfc3339 {
    private static final int SHORTEST = "2026-05-01T10:00:00Z".length();
    private static final int MILLIS = "2026-05-01T10:00:00.123Z".length();
    private static final int NONE = Integer.MIN_VALUE;
    private static final long SECOND_ZERO = Words.of(":00.000Z");
    /** The bytes of it that are no digits. */
    private static final long SIGNS = 0xFF000000FF0000FFL;

    private static final long TOPS = 0x8080808080808080L;
    /** Added to a byte of less than 0x80, sets its top bit when that is above 9. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private static final int[] NANOS = {0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    /** Seconds since 1970-01-01T00:00:00Z. */
    long epochSecond;
    /** 0 to 999,999,999. */
    int nano;

    private long knownFirst;
    private long knownSecond;
    private long knownMinute;

    Rfc3339() {
        // Zeros would be taken for a minute that is known.
        readMinute("1970-01-01T00:00".getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Reads the whole of {@code text[from, to)}; false when it is no such time. */
    boolean parse(byte[] text, int from, int to) {
        if (to - from < SHORTEST) {
            return false;
        }
        boolean known = Words.at(text, from) == knownFirst && Words.at(text, from + 8) == knownSecond;
        if (!known && !readMinute(text, from)) {
            return false;
        }
        int second = twoDigits(text, from + 17);
        if (text[from + 16] != ':' || second < 0 || second > 60) {
            return false;
        }
        int at = from + 19;
        int fraction = 0;
        if (text[at] == '.') {
            int first = ++at;
            while (at < to && isDigit(text[at])) {
                if (at - first == 9) {
                    return false;
                }
                fraction = 10 * fraction + text[at++] - '0';
            }
            if (at == first) {
                return false;
            }
            fraction *= NANOS[at - first];
        }
        int offset = offset(text, at, to);
        if (offset == NONE) {
            return false;
        }
        epochSecond = knownMinute + second - offset;
        nano = second == 60 ? 0 : fraction;
        return true;
    }

    /**
     * Reads the 24 bytes from {@code from} on, {@code 2026-05-01T10:00:00.123Z}: the form that the producer writes.
     *
     * @return false when they are no such time, or another form of one
     */
    boolean parseMillis(byte[] text, int from) {
        if (Words.at(text, from) != knownFirst || Words.at(text, from + 8) != knownSecond) {
            return parse(text, from, from + MILLIS);
        }
        // A digit becomes its value, a sign that is right becomes 0.
        long values = Words.at(text, from + 16) ^ SECOND_ZERO;
        if ((values & SIGNS) != 0 || (values + ABOVE_NINE & TOPS | values & TOPS) != 0) {
            return parse(text, from, from + MILLIS);
        }
        int second = 10 * digit(values, 1) + digit(values, 2);
        if (second > 59) {
            return parse(text, from, from + MILLIS);
        }
        epochSecond = knownMinute + second;
        nano = 1_000_000 * (100 * digit(values, 4) + 10 * digit(values, 5) + digit(values, 6));
        return true;
    }

    private static int digit(long values, int index) {
        return (int) (values >>> 8 * index) & 15;
    }

    /** Reads {@code 2026-05-01T10:00} and remembers it. */
    private boolean readMinute(byte[] text, int from) {
        int century = twoDigits(text, from);
        int year = twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        byte between = text[from + 10];
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        if ((century | year | hour | minute) < 0
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || between != 'T' && between != 't' && between != ' '
                || text[from + 13] != ':'
                || month < 1
                || month > 12
                || day < 1
                || hour > 23
                || minute > 59
                || day > YearMonth.of(100 * century + year, month).lengthOfMonth()) {
            return false;
        }
        long days = LocalDate.of(100 * century + year, month, day).toEpochDay();
        knownMinute = 60 * (60 * (24 * days + hour) + minute);
        knownFirst = Words.at(text, from);
        knownSecond = Words.at(text, from + 8);
        return true;
    }

    /** Reads {@code Z} or {@code ±hh:mm}, and nothing behind it: seconds east of Greenwich, or {@link #NONE}. */
    private static int offset(byte[] text, int from, int to) {
        if (to - from == 1) {
            return text[from] == 'Z' || text[from] == 'z' ? 0 : NONE;
        }
        if (to - from != 6 || text[from + 3] != ':') {
            return NONE;
        }
        int hour = twoDigits(text, from + 1);
        int minute = twoDigits(text, from + 4);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        int seconds = 60 * (60 * hour + minute);
        return switch (text[from]) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> NONE;
        };
    }

    /** Their value, or -1. */
    private static int twoDigits(byte[] text, int at) {
        return isDigit(text[at]) && isDigit(text[at + 1]) ? 10 * (text[at] - '0') + text[at + 1] - '0' : -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
