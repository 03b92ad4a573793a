package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogListener;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts what the engine tells of one sandbox, and notes it for the log.
 *
 * <p>The worker's thread.
 */
final class TailListener implements LogListener {
    private final String sandbox;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final Consumer<LogGap> onGap;
    /** Names that were told: the engine tells of them at every look. Null: none, as nearly always. */
    private Set<String> refused;

    TailListener(String sandbox, TailCounters counters, TroubleLog trouble, Consumer<LogGap> onGap) {
        this.sandbox = sandbox;
        this.counters = counters;
        this.trouble = trouble;
        this.onGap = onGap;
    }

    @Override
    public void malformed(String file, long generation, long offset, long bytes) {
        counters.malformed.increment();
        place(TroubleLog.Kind.MALFORMED, file, generation, offset);
    }

    @Override
    public void oversized(String file, long generation, long offset, long bytes) {
        counters.oversized.increment();
        place(TroubleLog.Kind.OVERSIZED, file, generation, offset);
    }

    @Override
    public void torn(String file, long generation, long offset, long bytes) {
        counters.torn.increment();
        place(TroubleLog.Kind.TORN, file, generation, offset);
    }

    @Override
    public void truncated(String file, long generation, long offset) {
        counters.truncations.increment();
        place(TroubleLog.Kind.TRUNCATED, file, generation, offset);
    }

    @Override
    public void rotated(String file, long fromGeneration, long toGeneration) {
        counters.rotations.increment();
    }

    @Override
    public void gap(LogGap lost) {
        onGap.accept(lost);
    }

    @Override
    public void refused(String name, String reason) {
        refused = refused == null ? new HashSet<>() : refused;
        if (refused.add(name + " " + reason)) {
            counters.refused.increment();
            trouble.note(TroubleLog.Kind.REFUSED, sandbox + ": " + name + " " + reason);
        }
    }

    private void place(TroubleLog.Kind kind, String file, long generation, long offset) {
        trouble.note(
                kind, sandbox + ": " + file + " generation " + Long.toUnsignedString(generation) + " offset " + offset);
    }
}
