package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The body of an exchange that carries several entries of one sandbox, in order; at least one. It converts to String, {@code byte[]}
 * and {@code InputStream}: one line of JSON for each entry ({@link LogEntry#toMap()}), each with its line end.
 *
 * <p>Immutable, any thread.
 */
public final class LogBatch extends AbstractList<LogEntry> implements RandomAccess {
    private final List<LogEntry> entries;

    /**
     * Of these entries.
     *
     * @param entries all of one sandbox, oldest first
     */
    public LogBatch(List<LogEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Of what an exchange carries, without a copy: nobody adds to it once it is sent. */
    LogBatch(Batch sent) {
        this.entries = sent.entries();
    }

    @Override
    public LogEntry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }
}
