package dev.microsandbox.logs.bench;

import dev.microsandbox.logs.LogCursor;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSource;
import dev.microsandbox.logs.LogStream;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Reads a log directory once, on one thread, and looks at every entry.
 *
 * <p>One thread.
 */
public final class Drain {
    private final Path logs;
    private final boolean cursors;

    /** How many entries came. */
    public long entries;
    /** What they hold, in bytes. */
    public long dataBytes;
    /** The last entry and its cursor, kept so that none is optimised away. */
    private LogEntry last;

    private LogCursor lastCursor;

    /**
     * @param cursors whether each entry is asked for its cursor
     */
    public Drain(Path logs, boolean cursors) {
        this.logs = logs;
        this.cursors = cursors;
    }

    /** All sources, once. */
    public static LogOptions.Builder options() {
        return LogOptions.builder().sources(EnumSet.allOf(LogSource.class)).sandbox("web");
    }

    /** Reads everything. */
    public Drain run() throws LogException {
        entries = 0;
        dataBytes = 0;
        try (LogStream stream = LogStream.open(logs, options().build())) {
            while (stream.poll(this::take) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        if (last == null || cursors == (lastCursor == null)) {
            throw new IllegalStateException("no entry, or no cursor");
        }
        return this;
    }

    private boolean take(LogEntry entry) {
        last = entry;
        entries++;
        dataBytes += entry.data().length;
        if (cursors) {
            lastCursor = entry.cursor();
        }
        return true;
    }
}
