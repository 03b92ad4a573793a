package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What one exchange carries: one entry, or several of one sandbox, in order.
 *
 * <p>One thread while it is filled; then any.
 */
final class Batch {
    /** What an entry takes beside its data, about, in bytes. */
    private static final int ENTRY_BYTES = 200;
    /** Room for so many at first: a quiet sandbox fills no batch. */
    private static final int FEW = 16;
    /** And for so many when it turns out not to be. */
    private static final int MANY = 1024;

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Batch, List> ENTRIES =
            AtomicReferenceFieldUpdater.newUpdater(Batch.class, List.class, "entries");

    /** What was lost before the first entry; null: nothing. */
    private final LogGap gap;

    private volatile List<LogEntry> entries;
    private final int most;
    private int size;
    /** Where reading stands behind it, once the entries are not needed any more; else null. */
    private volatile LogCheckpoint done;

    private long firstMillis;
    private long weight;
    private long dataBytes;
    private long lineBytes;

    /**
     * @param most how many there will be at the most
     */
    Batch(LogGap gap, int most) {
        this.gap = gap;
        this.most = most;
        ENTRIES.lazySet(this, new ArrayList<>(Math.min(most, FEW))); // nobody else has it yet: no fence
    }

    void add(LogEntry entry) {
        if (size == most) {
            throw new IllegalStateException("It is full: " + most);
        }
        if (size++ == 0) {
            firstMillis = entry.timestampMillis();
        }
        if (size == FEW + 1) {
            ENTRIES.lazySet(this, withRoom(entries, most));
        }
        entries.add(entry);
        int length = entry.data().length;
        dataBytes += length;
        lineBytes += entry.lineBytes();
        weight += length + ENTRY_BYTES;
    }

    private static List<LogEntry> withRoom(List<LogEntry> few, int most) {
        List<LogEntry> all = new ArrayList<>(Math.min(most, MANY));
        all.addAll(few);
        return all;
    }

    LogGap gap() {
        return gap;
    }

    List<LogEntry> entries() {
        return entries;
    }

    /** How many entries it has, or had before they were let go. */
    int size() {
        return size;
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
