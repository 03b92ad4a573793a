package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What stands in a log directory, at a glance: how much, and from when to when. Costs the same whatever the size of the logs: of each
 * log file at most 64 KiB are read at its beginning and 64 KiB at its end, and lines there that are no entries are passed over.
 *
 * <p>Immutable, any thread.
 *
 * @param bytes the size of all log files, the rotated ones included
 * @param lastWritten when the last of them was written; null when there is none
 * @param first the time of the first entry that the options ask for; of several log files, the earliest. Null when there is none, or
 *     none within what is read
 * @param last the time of the last such entry; of several log files, the latest. Null as {@code first}
 */
public record LogOverview(long bytes, Instant lastWritten, Instant first, Instant last) {
    private static final LogOverview NOTHING = new LogOverview(0, null, null, null);

    /**
     * Looks at a log directory. One that is not there is empty. Names that are not regular files count for nothing and are never
     * opened.
     *
     * @param directory a log directory
     * @param options which sources, and how long a line may be; nothing else counts
     * @return what is there
     * @throws LogReadException when the operating system refuses
     */
    public static LogOverview of(Path directory, LogOptions options) throws LogReadException {
        Path at = directory;
        try {
            FileIdentity.Seen there = FileIdentity.look(directory);
            if (there == null || !there.directory()) {
                return NOTHING;
            }
            long bytes = 0;
            Instant written = null;
            for (LogFile file : LogFile.values()) {
                Set<Generation> counted = new HashSet<>();
                for (int i = 0;
                        i <= file.rotated;
                        i++) { // upwards, as files move: one may be met twice, but none is missed
                    at = directory.resolve(file.name(i));
                    FileIdentity.Seen seen = FileIdentity.look(at);
                    if (seen != null && seen.regular() && counted.add(seen.generation())) {
                        bytes += seen.size();
                        written = later(written, seen.modified().toInstant());
                    }
                }
            }
            Instant first = null;
            Instant last = null;
            for (LogFile file : LogFile.readFor(options.sources())) {
                at = directory.resolve(file.fileName);
                LogEnds ends = new LogEnds(directory, file, options).look();
                first = first == null || ends.first() != null && ends.first().isBefore(first) ? ends.first() : first;
                last = later(last, ends.last());
            }
            return new LogOverview(bytes, written, first, last);
        } catch (IOException e) {
            throw new LogReadException(at, e);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
