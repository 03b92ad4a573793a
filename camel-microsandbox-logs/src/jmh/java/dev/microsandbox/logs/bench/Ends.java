package dev.microsandbox.logs.bench;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSnapshot;
import dev.microsandbox.logs.LogStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What asks for the end of a full chain only. One thread. */
public final class Ends {
    private static final int TAIL = 100;
    private static final byte[] ONE_MORE =
            "{\"t\":\"2026-11-25T09:00:00.000Z\",\"s\":\"stdout\",\"d\":\"one more\\n\",\"id\":1}\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Path logs;
    private final Instant near;
    /** A stored place behind the last entry, as text; null: not asked for yet. */
    private String stored;

    /**
     * @param last the time of the last entry
     */
    public Ends(Path logs, Instant last) {
        this.logs = logs;
        this.near = last.minusSeconds(1);
    }

    /** The last hundred entries. */
    public int tail() throws LogException {
        return LogSnapshot.read(logs, Drain.options().build(), TAIL).entries().size();
    }

    /** A snapshot of all that came in the last second. */
    public int since() throws LogException {
        LogOptions options = Drain.options().since(near).build();
        return LogSnapshot.read(logs, options, LogSnapshot.ALL).entries().size();
    }

    /** A stream of the same, read once. */
    public int streamSince() throws LogException {
        int[] entries = new int[1];
        try (LogStream stream = LogStream.open(logs, Drain.options().since(near).build())) {
            while (stream.poll(entry -> ++entries[0] > 0) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        return entries[0];
    }

    /** Writes one more entry behind the last one; {@link #resume} gives it. */
    public void append() throws IOException, LogException {
        if (stored == null) {
            stored = end();
        }
        Files.write(logs.resolve("exec.log"), ONE_MORE, StandardOpenOption.APPEND);
    }

    /** Opens a stream at the stored place and reads the first entry that came since. */
    public LogEntry resume() throws LogException {
        LogEntry[] first = new LogEntry[1];
        LogOptions.Builder options = Drain.options().follow(true).from(LogCheckpoint.parse(stored));
        try (LogStream stream = LogStream.open(logs, options.build())) {
            while (first[0] == null) {
                stream.poll(entry -> {
                    first[0] = entry;
                    return false;
                });
            }
        }
        stored = first[0].checkpoint().text();
        return first[0];
    }

    private String end() throws LogException {
        LogEntry[] last = new LogEntry[1];
        try (LogStream stream = LogStream.open(logs, Drain.options().build())) {
            while (stream.poll(entry -> {
                        last[0] = entry;
                        return true;
                    })
                    != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        return last[0].checkpoint().text();
    }
}
