package dev.microsandbox.logs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * What stands in a log directory now, sorted by time; entries of the same time keep the order in which they were read.
 *
 * <p>Each entry's cursor is a low watermark: resuming from it gives every entry that had not come before it, also where times are out
 * of order. {@link #end} hands over to a stream that follows, without a gap.
 *
 * <p>With {@code since}, what is older by far is not read (see {@link LogOptions.Builder#since}). With {@code tail} and without {@code since} only the end of each log file is read: its last {@code tail} entries and 64 KiB
 * more. That is the answer of a full read as long as times are out of order by no more than what 64 KiB hold.
 *
 * <p>Immutable, any thread.
 */
public final class LogSnapshot {
    /** All of them, in place of a number of entries. */
    public static final int ALL = -1;

    private static final Comparator<Kept> BY_TIME = Comparator.comparingLong((Kept kept) -> kept.entry.epochSecond())
            .thenComparingInt(kept -> kept.entry.nano())
            .thenComparingLong(kept -> kept.order);

    /** An entry while it is sorted. */
    private static final class Kept {
        final LogEntry entry;
        final long order;
        /** Where reading its log file stood before it; null for a boot failure. */
        final LogCheckpoint.Mark before;
        /** Whether it was given out. */
        boolean out;

        Kept(LogEntry entry, long order, LogCheckpoint.Mark before) {
            this.entry = entry;
            this.order = order;
            this.before = before;
        }
    }

    private final List<LogEntry> entries;
    private final LogCheckpoint end;

    private LogSnapshot(List<LogEntry> entries, LogCheckpoint end) {
        this.entries = List.copyOf(entries);
        this.end = end;
    }

    /**
     * Reads a snapshot.
     *
     * @param directory a log directory
     * @param options what to read; {@code follow} does not count
     * @param tail only the last so many entries, or {@link #ALL}
     * @return the entries, and where they end
     * @throws LogException as {@link LogStream#open} and {@link LogStream#poll}
     */
    public static LogSnapshot read(Path directory, LogOptions options, int tail) throws LogException {
        if (tail < ALL) {
            throw new IllegalArgumentException("tail=" + tail + ": must be 0 or more");
        }
        Instant until = options.until();
        // until is applied to what was sorted: an entry out of time order must not end its file.
        try (LogStream stream = LogStream.open(directory, options.once(), null)) {
            if (tail >= 0 && options.since() == null) {
                stream.skipToTail(tail);
            }
            return new Sorting(stream.checkpoint(), until, tail).drain(stream);
        }
    }

    /** {@return the entries, oldest first} */
    public List<LogEntry> entries() {
        return entries;
    }

    /** {@return where a stream goes on that must miss nothing and repeat nothing} */
    public LogCheckpoint end() {
        return end;
    }

    /** One snapshot while it is made. */
    private static final class Sorting {
        private final LogCheckpoint begin;
        private final Instant until;
        private final int tail;
        private final PriorityQueue<Kept> kept = new PriorityQueue<>(BY_TIME);
        /** By log file: where reading stood behind the last entry. */
        private final LogCheckpoint.Mark[] last = new LogCheckpoint.Mark[LogFile.values().length];
        /** By log file: the first entry that is left out because of {@code until}. */
        private final Kept[] beyond = new Kept[LogFile.values().length];

        /** Whether the boot failure is left out because of {@code until}. */
        private boolean bootBeyond;

        private long order;

        Sorting(LogCheckpoint begin, Instant until, int tail) {
            this.begin = begin;
            this.until = until;
            this.tail = tail;
            for (LogFile file : LogFile.values()) {
                last[file.ordinal()] = begin.mark(file);
            }
        }

        LogSnapshot drain(LogStream stream) throws LogException {
            LogStream.State state;
            do {
                long before = order;
                state = stream.poll(this::take);
                if (order == before && state == LogStream.State.MORE) {
                    LockSupport.parkNanos(1_000_000); // names are at odds for a moment
                }
            } while (state != LogStream.State.FINISHED);
            LogCheckpoint end = stream.checkpoint();
            for (LogFile file : LogFile.values()) {
                if (beyond[file.ordinal()] != null) {
                    end = end.with(file, beyond[file.ordinal()].before);
                }
            }
            if (bootBeyond) {
                end = end.withBoot(begin.boot());
            }
            return new LogSnapshot(withWatermarks(end.boot()), end);
        }

        private boolean take(LogEntry entry) {
            boolean isBeyond = until != null && !entry.timestamp().isBefore(until);
            Kept one;
            if (entry.bootError() != null) {
                one = new Kept(entry, order++, null);
                bootBeyond |= isBeyond;
            } else {
                int file = entry.origin().file().ordinal();
                one = new Kept(entry, order++, last[file]);
                last[file] = entry.mark();
                if (isBeyond && beyond[file] == null) {
                    beyond[file] = one;
                }
            }
            if (!isBeyond && tail != 0) {
                kept.add(one);
                if (tail > 0 && kept.size() > tail) {
                    kept.remove();
                }
            }
            return true;
        }

        /** Gives each entry the position before which every entry of every log file has been given out. */
        private List<LogEntry> withWatermarks(String boot) {
            List<Kept> sorted = new ArrayList<>(kept);
            sorted.sort(BY_TIME);
            List<List<Kept>> inOrder = new ArrayList<>();
            for (LogFile file : LogFile.values()) {
                inOrder.add(sorted.stream()
                        .filter(one -> one.entry.origin().file() == file)
                        .sorted(Comparator.comparingLong(one -> one.order))
                        .toList());
            }
            int[] lowest = new int[inOrder.size()];
            boolean bootKept = sorted.stream().anyMatch(one -> one.entry.bootError() != null);
            LogCheckpoint mark = bootKept ? begin : begin.withBoot(boot);
            for (LogFile file : LogFile.values()) {
                mark = advance(mark, file, inOrder.get(file.ordinal()), lowest);
            }
            List<LogEntry> entries = new ArrayList<>(sorted.size());
            for (Kept one : sorted) {
                one.out = true;
                LogFile file = one.entry.origin().file();
                mark = file == null ? mark.withBoot(boot) : advance(mark, file, inOrder.get(file.ordinal()), lowest);
                entries.add(one.entry.withCheckpoint(mark));
            }
            return entries;
        }

        private LogCheckpoint advance(LogCheckpoint mark, LogFile file, List<Kept> inOrder, int[] lowest) {
            int index = file.ordinal();
            while (lowest[index] < inOrder.size() && inOrder.get(lowest[index]).out) {
                lowest[index]++;
            }
            Kept next = lowest[index] < inOrder.size() ? inOrder.get(lowest[index]) : null;
            Kept held = beyond[index];
            if (held != null && (next == null || held.order < next.order)) {
                next = held;
            }
            LogCheckpoint.Mark low = next == null ? last[index] : next.before;
            return low == null ? mark : mark.with(file, low);
        }
    }
}
