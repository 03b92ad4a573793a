package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogPosition;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * The gaps of one sandbox that were not told yet: each rides on an entry that comes after it.
 *
 * <p>One thread.
 */
final class TailGaps {
    private final String sandbox;
    private final TailCounters counters;
    private final TroubleLog trouble;
    /** Null while there is none, which is nearly always. */
    private ArrayDeque<LogGap> untold;

    private long sinceNanos;
    private boolean ignored;

    TailGaps(String sandbox, TailCounters counters, TroubleLog trouble) {
        this.sandbox = sandbox;
        this.counters = counters;
        this.trouble = trouble;
    }

    /** What comes until this is taken back is none: a new sandbox of an old name begins, and no line can be lost. */
    void ignore(boolean yes) {
        ignored = yes;
    }

    void add(LogGap gap) {
        if (ignored) {
            return;
        }
        counters.gaps.increment();
        counters.bytesLost.add(gap.bytesAtLeast());
        if (untold == null) {
            untold = new ArrayDeque<>();
            sinceNanos = System.nanoTime();
        }
        untold.add(gap);
        trouble.note(TroubleLog.Kind.GAP, sandbox + ": " + gap);
    }

    boolean isEmpty() {
        return untold == null;
    }

    /** The next to be told; null: none. */
    LogGap take() {
        if (untold == null) {
            return null;
        }
        LogGap next = untold.poll();
        untold = untold.isEmpty() ? null : untold;
        return next;
    }

    /** How long the first has waited to be told. */
    long waitedMillis() {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    /** What may have been lost behind a cursor that does not fit what is on disk; null: nothing is known of it. */
    static LogGap behind(LogCheckpoint checkpoint, String logFile, String reason) {
        LogPosition from = checkpoint == null ? LogPosition.START : checkpoint.position(logFile);
        return new LogGap(
                logFile,
                from.generation(),
                from.offset(),
                0,
                0,
                0,
                -1,
                LogGap.Certainty.POSSIBLE,
                reason,
                Instant.now());
    }
}
