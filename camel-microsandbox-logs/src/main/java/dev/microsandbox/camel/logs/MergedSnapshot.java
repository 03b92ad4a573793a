package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The snapshots of several sandboxes as one: by time; at the same time by sandbox, in the order in which they are added; within a
 * sandbox as its snapshot has them. With a tail no more than that many entries are held.
 *
 * <p>One thread.
 */
final class MergedSnapshot {
    private static final Comparator<LogEntry> BY_TIME = Comparator.comparing(LogEntry::timestamp);
    private static final Comparator<Ranked> BY_RANK = Comparator.comparing(Ranked::entry, BY_TIME)
            .thenComparingInt(Ranked::sandbox)
            .thenComparingInt(Ranked::index);

    /** An entry and where it came from. */
    private record Ranked(LogEntry entry, int sandbox, int index) {}

    private final int tail;
    /** Without a tail: sandbox after sandbox. */
    private final List<LogEntry> all = new ArrayList<>();
    /** With a tail: the last so many of what was added, the earliest first. */
    private final PriorityQueue<Ranked> last = new PriorityQueue<>(BY_RANK);

    private int sandboxes;

    /**
     * @param tail only the last so many entries, or {@link LogSnapshot#ALL}
     */
    MergedSnapshot(int tail) {
        this.tail = tail;
    }

    /** Adds the entries of one sandbox, which are in order. */
    void add(List<LogEntry> entries) {
        int sandbox = sandboxes++;
        if (tail == LogSnapshot.ALL) {
            all.addAll(entries);
            return;
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            Ranked one = new Ranked(entries.get(i), sandbox, i);
            if (last.size() >= tail) {
                if (tail == 0 || BY_RANK.compare(one, last.peek()) < 0) {
                    return; // and so are all before it
                }
                last.remove();
            }
            last.add(one);
        }
    }

    /** The entries in order; to be asked once. */
    List<LogEntry> entries() {
        if (tail == LogSnapshot.ALL) {
            if (sandboxes > 1) {
                all.sort(BY_TIME); // stable, and a merge of what is in order already
            }
            return all;
        }
        List<LogEntry> entries = new ArrayList<>(last.size());
        while (!last.isEmpty()) {
            entries.add(last.remove().entry());
        }
        return entries;
    }
}
