package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one exchange carries: one entry, or several of one sandbox, in order.
 *
 * <p>One thread while it is filled; then any.
 */
final class Batch {
    /** What an entry takes beside its data, about, in bytes. */
    private static final int ENTRY_BYTES = 200;

    /** What was lost before the first entry; null: nothing. */
    private final LogGap gap;

    private volatile List<LogEntry> entries;
    /** Where reading stands behind it, once the entries are not needed any more; else null. */
    private volatile LogCheckpoint done;

    private long firstMillis;
    private long weight;
    private long dataBytes;
    private long lineBytes;

    /**
     * @param size how many there will be at the most
     */
    Batch(LogGap gap, int size) {
        this.gap = gap;
        this.entries = new ArrayList<>(Math.min(size, 16));
    }

    void add(LogEntry entry) {
        if (entries.isEmpty()) {
            firstMillis = entry.timestampMillis();
        }
        entries.add(entry);
        dataBytes += entry.data().length;
        lineBytes += entry.lineBytes();
        weight += entry.data().length + ENTRY_BYTES;
    }

    LogGap gap() {
        return gap;
    }

    List<LogEntry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    /** When the first entry was written, to the millisecond; known also when the entries are gone. Any thread. */
    Instant firstTime() {
        return Instant.ofEpochMilli(firstMillis);
    }

    LogEntry first() {
        return entries.get(0);
    }

    /** Where reading stands behind it. */
    LogCheckpoint checkpoint() {
        List<LogEntry> all = entries; // before the other: whoever lets them go writes that first
        LogCheckpoint known = done;
        return known == null ? all.get(all.size() - 1).checkpoint() : known;
    }

    /** It is done, and committed: what is behind it is still asked for, but it is never sent again. Any thread. */
    void letEntriesGo() {
        done = checkpoint();
        entries = List.of();
    }

    LogEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** What it costs to keep, in bytes, about. */
    long weight() {
        return weight;
    }

    /** What its lines take in the log, in bytes. */
    long lineBytes() {
        return lineBytes;
    }

    long dataBytes() {
        return dataBytes;
    }
}
