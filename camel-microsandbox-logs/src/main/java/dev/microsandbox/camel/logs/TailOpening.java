package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.MissedRotationException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one sandbox is read from: its stored cursor, else what the options say. Finds out what to do when a cursor does not fit.
 *
 * <p>One thread.
 */
final class TailOpening {
    /**
     * What the options say.
     *
     * @param fromCursor where to begin without a stored cursor; null: where the engine's options say
     * @param until where to end; null: never
     * @param beginAnew whether a cursor that does not fit is passed over (else it is the error of {@code fail})
     * @param atEnd and whether reading then goes on at the end
     * @param failOnMissed whether a gap that an earlier run stopped at stops this one too
     */
    record Beginning(
            LogOptions.Builder options,
            LogCheckpoint fromCursor,
            Instant until,
            boolean beginAnew,
            boolean atEnd,
            boolean failOnMissed) {}

    private final String sandbox;
    private final Path directory;
    /** Null once it is open. */
    private Beginning beginning;

    private final StoredCursors cursors;
    private final TailCounters counters;
    private final TroubleLog trouble;
    private final TailGaps gaps;
    /** The log files whose cursor was told not to fit: opening may be tried again and again. Immutable: there is hardly ever one. */
    private Set<String> told = Set.of();

    private boolean begunAnew;

    TailOpening(
            String sandbox,
            Path directory,
            Beginning beginning,
            StoredCursors cursors,
            TailCounters counters,
            TroubleLog trouble,
            TailGaps gaps) {
        this.sandbox = sandbox;
        this.directory = directory;
        this.beginning = beginning;
        this.cursors = cursors;
        this.counters = counters;
        this.trouble = trouble;
        this.gaps = gaps;
    }

    /**
     * Whether a stored cursor did not fit, and reading begins with the oldest that is there: it would do the same again. At the end it
     * would not: what was written meanwhile would be passed over.
     */
    boolean isBegunAnew() {
        return begunAnew;
    }

    /**
     * Opens the stream.
     *
     * @throws InvalidCursorException when a cursor does not fit, and that is to be an error
     * @throws MissedRotationException when an earlier run stopped at a gap, and nobody has reset the cursor since
     * @throws LogException when it cannot be opened now
     */
    LogStream open() throws LogException {
        StoredCursors.Stored from;
        try {
            from = cursors.load(sandbox);
        } catch (InvalidCursorException e) {
            from = null;
            invalid(e, null);
        }
        if (from != null && from.missed() && beginning.failOnMissed()) {
            throw new MissedRotationException(
                    TailGaps.behind(from.checkpoint(), "exec.log", "noted by an earlier run"));
        }
        LogOptions.Builder options =
                beginning.options().sandbox(sandbox).listener(new TailListener(sandbox, counters, trouble, gaps::add));
        LogCheckpoint checkpoint = from == null ? beginning.fromCursor() : from.checkpoint();
        if (from != null) {
            options.since(null).atEnd(false);
        }
        boolean newSandbox = from != null && from.gone();
        gaps.ignore(newSandbox);
        try {
            while (true) {
                try {
                    LogStream opened =
                            LogStream.open(directory, options.from(checkpoint).build());
                    begunAnew = !told.isEmpty() && !beginning.atEnd();
                    beginning = null;
                    return opened;
                } catch (InvalidCursorException e) {
                    if (!newSandbox) {
                        invalid(e, checkpoint);
                    }
                    checkpoint = checkpoint == null ? null : checkpoint.without(e.logFile());
                    options.atEnd(!newSandbox && beginning.atEnd());
                }
            }
        } finally {
            gaps.ignore(false);
        }
    }

    private void invalid(InvalidCursorException e, LogCheckpoint checkpoint) throws InvalidCursorException {
        String logFile = e.logFile() == null ? "exec.log" : e.logFile();
        if (told.contains(logFile)) {
            return;
        }
        told = Stream.concat(told.stream(), Stream.of(logFile)).collect(Collectors.toUnmodifiableSet());
        counters.invalidCursors.increment();
        trouble.note(TroubleLog.Kind.CURSOR, sandbox + ": " + TroubleLog.escaped(e.getMessage()));
        if (!beginning.beginAnew()) {
            throw e;
        }
        gaps.add(TailGaps.behind(checkpoint, logFile, e.getMessage()));
    }
}
