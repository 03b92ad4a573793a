package dev.microsandbox.logs;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where an entry came from: a stream of a program in the sandbox, or the host.
 *
 * <p>Immutable, any thread.
 */
public enum LogSource {
    /** What a program wrote to its standard output, through a pipe. */
    STDOUT,
    /** What a program wrote to its standard error, through a pipe. */
    STDERR,
    /** What a program wrote to its terminal: both streams, merged. */
    OUTPUT,
    /** Lifecycle markers of exec.log, and every line of runtime.log and kernel.log. Only the host writes these. */
    SYSTEM;

    private static final Set<LogSource> DEFAULTS = Set.of(STDOUT, STDERR, OUTPUT);

    /** One of each, for ten thousand sandboxes. */
    private static final Map<Set<LogSource>, Set<LogSource>> SHARED = new ConcurrentHashMap<>();

    private final String text = name().toLowerCase(Locale.ROOT);

    /** {@return the name as the log files and the options of the component have it: {@code stdout} … {@code system}} */
    public String text() {
        return text;
    }

    /**
     * The sources to read when these were asked for: none or null means stdout, stderr and output.
     *
     * @param asked sources, or none, or null
     * @return never null, never empty
     */
    public static Set<LogSource> effective(Collection<LogSource> asked) {
        return asked == null || asked.isEmpty()
                ? DEFAULTS
                : SHARED.computeIfAbsent(Set.copyOf(EnumSet.copyOf(asked)), Function.identity());
    }

    /**
     * Reads a list as the component's option {@code sources} has it.
     *
     * @param list names with commas between them, {@code all}, or null or blank for the default
     * @return the sources that it names
     * @throws IllegalArgumentException for any other name, with what would be right
     */
    public static Set<LogSource> parse(String list) {
        if (list == null || list.isBlank()) {
            return DEFAULTS;
        }
        Set<LogSource> sources = EnumSet.noneOf(LogSource.class);
        for (String part : list.split(",", -1)) {
            String name = part.trim();
            if (name.equals("all")) {
                sources.addAll(EnumSet.allOf(LogSource.class));
                continue;
            }
            LogSource source = of(name);
            if (source == null) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no source: one or more of stdout, stderr, output, system, or all");
            }
            sources.add(source);
        }
        return Set.copyOf(sources);
    }

    /** The source of that name, or null. */
    static LogSource of(String name) {
        return switch (name) {
            case "stdout" -> STDOUT;
            case "stderr" -> STDERR;
            case "output" -> OUTPUT;
            case "system" -> SYSTEM;
            default -> null;
        };
    }
}
