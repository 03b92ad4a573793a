package dev.microsandbox.camel.logs;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Refuses option values that Camel's conversions would take for something else (a number beyond 32 bits for its lower ones, text in place
 * of an Integer for none, 5x or 1GiB for 0, 64m for as many milliseconds), or refuse without saying what would be right.
 */
final class OptionTexts {
    /** The options of 64 bits that are no times, in small letters. */
    static final Set<String> COUNTS = Set.of("maxinflightbytes", "maxheldbytes", "healthdownat", "repeatcount");

    private static final Pattern TIME =
            Pattern.compile("(?=.)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

    private OptionTexts() {}

    /**
     * Looks at the options of a URI before they are set.
     *
     * @throws IllegalArgumentException naming the option, its value and what would be right
     */
    static void check(PropertyConfigurerGetter options, Map<String, Object> parameters) {
        parameters.forEach((option, value) -> {
            Class<?> type = options.getOptionType(option, true);
            if (type != null && value instanceof Collection<?> values) {
                throw new IllegalArgumentException("Option " + option + "=" + values + " is given " + values.size()
                        + " times: must be given once");
            }
            if (type == null || !(value instanceof String text) || text.startsWith("#")) {
                return; // not one of ours, or a bean that is looked up later
            }
            if (type.getEnclosingClass() == MsbLogsConfiguration.class) {
                oneOf(option, text, type);
            } else if (type == int.class || type == Integer.class) {
                number("Option " + option, text);
            } else if (type == long.class) {
                longNumber(option, text);
            }
        });
    }

    private static void oneOf(String option, String text, Class<?> type) {
        Object[] constants = type.getEnumConstants();
        if (Stream.of(constants).noneMatch(constant -> constant.toString().equalsIgnoreCase(text))) {
            String right = Stream.of(constants).map(Object::toString).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("Option " + option + "=" + text + ": must be one of " + right);
        }
    }

    private static void longNumber(String option, String text) {
        boolean count = COUNTS.contains(option.toLowerCase(Locale.ROOT));
        if (!isNumber(text) && (count || !isTime(option, text))) {
            String right =
                    count ? "a whole number" : "a whole number of milliseconds, or a time as 250ms, 30s, 1h30m, 7d";
            throw new IllegalArgumentException("Option " + option + "=" + text + ": must be " + right);
        }
    }

    private static boolean isNumber(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false; // what to say of it, the caller knows
        }
    }

    /** PT3S is one where Camel takes it, and says so when it is none. */
    private static boolean isTime(String option, String text) {
        return TIME.matcher(text).matches() || text.startsWith("P") && !option.equalsIgnoreCase("initialDelay");
    }

    /** A whole number; {@code what} is what it is called in the message. */
    static int number(String what, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    what + "=" + text + ": must be a whole number of at most " + Integer.MAX_VALUE, e);
        }
    }

    /** What to say of options that do not exist. */
    static IllegalArgumentException unknown(Map<String, Object> parameters, Set<String> existing) {
        String given = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException(
                "Option " + given + " does not exist; those that do: " + String.join(", ", new TreeSet<>(existing)));
    }
}
