package dev.microsandbox.logs;

import java.time.Instant;
import java.util.Set;

/**
 * Which lines are given: by source, {@code since} (inclusive) and {@code until} (exclusive).
 *
 * <p>Immutable, any thread.
 */
final class LineFilter {
    /** What to do with a line. */
    enum Verdict {
        GIVE,
        DROP,
        /** It is at or after {@code until}: its log file ends before it. */
        END
    }

    private final boolean[] wanted = new boolean[LogSource.values().length];
    private final Instant since;
    private final Instant until;

    LineFilter(Set<LogSource> sources, Instant since, Instant until) {
        for (LogSource source : sources) {
            wanted[source.ordinal()] = true;
        }
        this.since = since;
        this.until = until;
    }

    Verdict judge(ParsedLine line) {
        if (!wanted[line.source.ordinal()] || since != null && isBefore(line, since)) {
            return Verdict.DROP;
        }
        return until != null && !isBefore(line, until) ? Verdict.END : Verdict.GIVE;
    }

    private static boolean isBefore(ParsedLine line, Instant time) {
        long second = time.getEpochSecond();
        return line.epochSecond < second || line.epochSecond == second && line.nano < time.getNano();
    }
}
