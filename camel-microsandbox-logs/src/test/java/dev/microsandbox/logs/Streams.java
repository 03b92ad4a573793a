package dev.microsandbox.logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads streams in tests. */
public final class Streams {
    private Streams() {}

    /** Everything that a stream without follow gives. */
    public static List<LogEntry> drain(Path directory, LogOptions options) throws LogException {
        List<LogEntry> entries = new ArrayList<>();
        try (LogStream stream = LogStream.open(directory, options)) {
            while (stream.poll(entries::add) != LogStream.State.FINISHED) {
                Thread.onSpinWait();
            }
        }
        return entries;
    }
}
