package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogPosition;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.MissedRotationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One sandbox on one worker: stream → exchange → commit. One exchange at a time; one that fails comes again, until it is done.
 *
 * <p>Everything runs on the worker's thread but {@link #wake} and {@link #done}.
 */
final class SandboxTail {
    private static final long RETRY_FIRST_MILLIS = 1000;
    private static final long RETRY_MOST_MILLIS = 30_000;
    private static final long COMMIT_INTERVAL_MILLIS = 1000;
    /** How long a gap waits for an entry to ride on. */
    private static final long GAP_ALONE_MILLIS = 30_000;
    /** What is still appended to an open file after its directory was removed comes within this time. */
    private static final long LAST_WORDS_MILLIS = 2000;
    /** A quiet sandbox has passed {@code until} when the clock is this far behind it; {@link LogStream} says so then. */
    private static final Duration UNTIL_GRACE = Duration.ofSeconds(10);
    /** No timer is set further ahead, so that an {@code until} in a thousand years overflows nothing. */
    private static final long LONGEST_TIMER_MILLIS = 3_600_000;
    /** How often a directory that cannot be watched yet is looked at. */
    private static final long UNWATCHED_MILLIS = 100;

    /** What a tail needs of its consumer. */
    interface Owner {
        /** Runs {@code task} on the worker, now or after a while. */
        void run(Runnable task, long delayMillis);

        /** Whether exchanges may be dispatched. */
        boolean mayDispatch();

        /** Sends an entry on its way; {@link SandboxTail#done} is called when it is done. */
        void dispatch(SandboxTail tail, LogEntry entry, LogGap gap, int tries);

        /** An error outside an exchange, to be seen by the exception handler. */
        void failed(SandboxTail tail, String message, Exception cause, boolean stopRoute);

        /** Everything was given, and nothing will come. */
        void finished(SandboxTail tail);
    }

    /** Where to begin without a stored cursor, and where to end; {@code until} null: never. */
    record Beginning(LogOptions.Builder options, LogCheckpoint fromCursor, Instant until) {}

    private final Owner owner;
    private final String sandbox;
    private final Path directory;
    private final StoredCursors cursors;
    private final MsbLogsConfiguration configuration;
    private final TailCounters counters;
    private final TroubleLog trouble;

    private final AtomicBoolean queued = new AtomicBoolean();
    /** Set by the worker when it dispatches, cleared by whoever completes. */
    private volatile boolean inFlight;
    /** The outcome of the exchange that was in flight; read after {@link #inFlight} was seen to be false. */
    private volatile boolean succeeded;
    /** Whether the worker looks itself, when it comes back from dispatching, so that a completion need not wake it. */
    private volatile boolean dispatching;

    private Beginning beginning;
    private LogStream stream;
    /** The entry that is under way or has failed; null when everything given is done. */
    private LogEntry current;

    private LogGap currentGap;
    private int tries;
    private long retryAtNanos;
    /** The last entry that is done; null: none since the stream was opened. */
    private LogEntry done;

    private LogGap gap;
    private long gapSinceNanos;
    private LogCheckpoint stored;
    private long storedAtNanos;
    private boolean commitDue;
    private boolean everCommitted;
    private boolean gone;
    private long goneSinceNanos;
    /** While it is opened: it had gone, and what is there now is another one of its name, so no line can be lost. */
    private boolean newSandbox;

    private boolean closed;
    private boolean failedForGood;
    private boolean timerSet;
    private long timerAtNanos;

    SandboxTail(
            Owner owner,
            String sandbox,
            Path directory,
            Beginning beginning,
            StoredCursors cursors,
            MsbLogsConfiguration configuration,
            TailCounters counters,
            TroubleLog trouble) {
        this.owner = owner;
        this.sandbox = sandbox;
        this.directory = directory;
        this.beginning = beginning;
        this.cursors = cursors;
        this.configuration = configuration;
        this.counters = counters;
        this.trouble = trouble;
    }

    String sandbox() {
        return sandbox;
    }

    boolean isInFlight() {
        return inFlight;
    }

    /** Whether the sandbox is not there any more. */
    boolean isGone() {
        return gone;
    }

    /** Whether only a sweep shows what is new. */
    boolean needsSweep() {
        return stream == null || !stream.isWatched();
    }

    /** Asks for a turn. Any thread; as often as one likes. */
    void wake() {
        if (queued.compareAndSet(false, true)) {
            owner.run(this::run, 0);
        }
    }

    /** Asks for a turn after a while; a timer that is due before serves as well. */
    private void wakeIn(long millis) {
        long at = System.nanoTime() + millis * 1_000_000;
        if (timerSet && timerAtNanos - at <= 0) {
            return;
        }
        timerSet = true;
        timerAtNanos = at;
        owner.run(
                () -> {
                    timerSet &= timerAtNanos != at;
                    wake();
                },
                millis);
    }

    /** Whether the sandbox is there; one that has gone is read to its end and let go. */
    void setGone(boolean nowGone) {
        if (nowGone && !gone) {
            goneSinceNanos = System.nanoTime();
        }
        gone = nowGone;
    }

    private void run() {
        queued.set(false);
        if (closed || failedForGood) {
            return;
        }
        try {
            turn();
        } catch (MissedRotationException e) {
            missed(e);
        } catch (LogException e) {
            trouble.note(TroubleLog.Kind.UNREADABLE, sandbox + ": " + TroubleLog.escaped(e.getMessage()));
            wakeIn(RETRY_FIRST_MILLIS);
        } catch (RuntimeException e) {
            owner.failed(this, "Sandbox " + sandbox + ": cannot go on, to be tried again", e, false);
            wakeIn(RETRY_FIRST_MILLIS);
        }
        trouble.tell(false);
    }

    /** Lines were lost, and the route is to fail: its cursor stays before the gap, and a restart fails again. */
    private void missed(MissedRotationException e) {
        failedForGood = true;
        closed = true;
        LogCheckpoint before = done == null ? stored : done.checkpoint();
        if (before != null) {
            cursors.storeMissed(sandbox, before);
        }
        if (stream != null) {
            stream.close();
        }
        owner.failed(
                this,
                "Sandbox " + sandbox + ": lines were lost. Reset the cursor " + cursors.key(sandbox)
                        + " to go on, or set onMissedRotation=skip",
                e,
                true);
    }

    private void turn() throws LogException {
        if (inFlight) {
            if (stream != null) {
                stream.keep(); // blocked: what is rotated meanwhile is held open
            }
            return;
        }
        if (stream == null && !open()) {
            return;
        }
        if (!owner.mayDispatch()) {
            stream.keep();
            commit(false);
            return;
        }
        if (current != null && !again()) {
            stream.keep();
            commit(false);
            return;
        }
        LogStream.State state = stream.poll(this::give);
        commit(false);
        if (inFlight || current != null) {
            return;
        }
        switch (state) {
            case MORE -> wake();
            case FINISHED -> finish();
            default -> idle();
        }
    }

    private void idle() {
        if (beginning.until() != null) {
            Duration ahead = Duration.between(Instant.now(), beginning.until().plus(UNTIL_GRACE));
            wakeIn(ahead.isNegative() ? 1 : Math.min(ahead.toMillis() + 1, LONGEST_TIMER_MILLIS));
        }
        if (gap != null) {
            long waited = (System.nanoTime() - gapSinceNanos) / 1_000_000;
            if (waited >= GAP_ALONE_MILLIS) {
                give(stream.gapEntry(gap));
                return;
            }
            wakeIn(GAP_ALONE_MILLIS - waited);
        }
        if (gone) {
            long waited = (System.nanoTime() - goneSinceNanos) / 1_000_000;
            if (waited >= LAST_WORDS_MILLIS) {
                finish();
                return;
            }
            wakeIn(Math.min(UNWATCHED_MILLIS, LAST_WORDS_MILLIS - waited));
        } else if (!stream.isWatched() && Files.isDirectory(directory.getParent())) {
            wakeIn(UNWATCHED_MILLIS);
        }
    }

    private void finish() {
        if (gap != null) {
            give(stream.gapEntry(gap));
            if (inFlight || current != null) {
                return;
            }
        }
        commit(true);
        if (gone) {
            cursors.storeGone(sandbox, stream.checkpoint());
        }
        close();
        owner.finished(this);
    }

    /** Opens the stream; false when it cannot be opened now. */
    private boolean open() throws LogException {
        StoredCursors.Stored from;
        try {
            from = cursors.load(sandbox);
        } catch (InvalidCursorException e) {
            from = null;
            if (!invalid(e, null)) {
                return false;
            }
        }
        if (from != null
                && from.missed()
                && configuration.getOnMissedRotation() == MsbLogsConfiguration.OnMissedRotation.fail) {
            stored = from.checkpoint();
            missed(new MissedRotationException(lostBehind(stored, "exec.log", "noted by an earlier run")));
            return false;
        }
        LogOptions.Builder options =
                beginning.options().sandbox(sandbox).listener(new TailListener(sandbox, counters, trouble, this::lost));
        LogCheckpoint checkpoint = from == null ? beginning.fromCursor() : from.checkpoint();
        if (from != null) {
            options.since(null).atEnd(false);
        }
        newSandbox = from != null && from.gone();
        while (stream == null) {
            try {
                stream = LogStream.open(directory, options.from(checkpoint).build());
            } catch (InvalidCursorException e) {
                if (!newSandbox && !invalid(e, checkpoint)) {
                    return false;
                }
                checkpoint = checkpoint == null ? null : checkpoint.without(e.logFile());
                options.atEnd(
                        !newSandbox && configuration.getOnInvalidCursor() == MsbLogsConfiguration.OnInvalidCursor.end);
            }
        }
        newSandbox = false;
        stream.onChange(this::wake);
        stored = stream.checkpoint();
        cursors.store(sandbox, stored); // before the first exchange: a crash from here on resumes right here
        return true;
    }

    /** A cursor does not fit. False when reading must not go on. */
    private boolean invalid(InvalidCursorException e, LogCheckpoint checkpoint) {
        counters.invalidCursors.increment();
        trouble.note(TroubleLog.Kind.CURSOR, sandbox + ": " + TroubleLog.escaped(e.getMessage()));
        if (configuration.getOnInvalidCursor() == MsbLogsConfiguration.OnInvalidCursor.fail) {
            failedForGood = true;
            owner.failed(
                    this, "Sandbox " + sandbox + " is not read: reset its cursor, or set onInvalidCursor", e, false);
            return false;
        }
        noteGap(lostBehind(checkpoint, e.logFile() == null ? "exec.log" : e.logFile(), e.getMessage()));
        return true;
    }

    private static LogGap lostBehind(LogCheckpoint checkpoint, String logFile, String reason) {
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

    /** Sends an entry on; false when the next must wait. */
    private boolean give(LogEntry entry) {
        current = entry;
        currentGap = gap;
        gap = null;
        tries = 1;
        return send();
    }

    private boolean send() {
        inFlight = true;
        dispatching = true;
        owner.dispatch(this, current, currentGap, tries);
        dispatching = false; // before inFlight is read: the completing thread writes and reads them the other way round
        return !inFlight && settled() && owner.mayDispatch();
    }

    /** The exchange under way is done. Any thread: only takes note. */
    void done(boolean success) {
        succeeded = success;
        inFlight = false;
        if (!dispatching) {
            wake();
        }
    }

    /** What became of the exchange that was under way. True when it succeeded. */
    private boolean settled() {
        if (succeeded) {
            counters.entries.increment();
            counters.bytes.add(current.data().length);
            done = current;
            current = null;
            currentGap = null;
            commitDue = true;
            return true;
        }
        long delay = Math.min(RETRY_MOST_MILLIS, RETRY_FIRST_MILLIS << Math.min(tries - 1, 5));
        retryAtNanos = System.nanoTime() + delay * 1_000_000;
        counters.retries.increment();
        trouble.note(TroubleLog.Kind.RETRY, current.id() + ", try " + tries + ", again in " + delay + " ms");
        tries++;
        wakeIn(delay);
        return false;
    }

    /** An exchange completed elsewhere, or one failed before: true when reading may go on. */
    private boolean again() {
        if (retryAtNanos == 0) {
            return settled();
        }
        if (System.nanoTime() - retryAtNanos < 0) {
            return false;
        }
        retryAtNanos = 0;
        return send();
    }

    /** Stores how far everything is done, when it is time. */
    private void commit(boolean now) {
        long since = (System.nanoTime() - storedAtNanos) / 1_000_000;
        if (!now && everCommitted && since < COMMIT_INTERVAL_MILLIS) {
            if (commitDue) {
                wakeIn(COMMIT_INTERVAL_MILLIS - since);
            }
            return;
        }
        // With nothing under way, also what was passed over behind the last entry is done; but a gap that was not told
        // yet is not.
        boolean all = current == null && gap == null;
        LogCheckpoint checkpoint = all ? stream.checkpoint() : done == null ? stored : done.checkpoint();
        if (!commitDue && checkpoint.equals(stored)) {
            return;
        }
        try {
            cursors.store(sandbox, checkpoint);
            counters.commits.increment();
            stored = checkpoint;
            done = null;
            commitDue = false;
            everCommitted = true;
        } catch (RuntimeException e) {
            trouble.note(TroubleLog.Kind.STORE, sandbox + ": " + TroubleLog.escaped(String.valueOf(e.getMessage())));
            wakeIn(RETRY_FIRST_MILLIS);
        }
        storedAtNanos = System.nanoTime();
    }

    /** Stores what is done and lets the files go. */
    void close() {
        if (!closed) {
            closed = true;
            if (stream != null) {
                if (!inFlight && current != null && retryAtNanos == 0) {
                    settled();
                }
                commit(true);
                stream.close();
            }
        }
    }

    /** The engine tells of a gap; none that was there before a new sandbox of this name began. */
    private void lost(LogGap lost) {
        if (!newSandbox) {
            noteGap(lost);
        }
    }

    private void noteGap(LogGap lost) {
        counters.gaps.increment();
        gap = lost;
        gapSinceNanos = System.nanoTime();
        trouble.note(TroubleLog.Kind.GAP, sandbox + ": " + lost);
    }
}
