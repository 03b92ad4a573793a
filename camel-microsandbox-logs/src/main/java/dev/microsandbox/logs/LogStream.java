package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries of one sandbox's log directory, pulled: {@link #poll} gives what is there now and never blocks, {@link #await} tells when
 * to poll again.
 *
 * <pre>{@code
 * LogOptions options = LogOptions.builder().follow(true).build();
 * try (LogStream stream = LogStream.open(directory, options)) {
 *     while (true) {
 *         if (stream.poll(entry -> { System.out.print(entry.text()); return true; }) == LogStream.State.IDLE) {
 *             stream.await(Duration.ofSeconds(2));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>One thread at a time; {@link #wake} and {@link #keep} any thread, also while a handler is at work. Do not interrupt a thread in
 * {@code poll} or {@code keep}: that closes the files.
 */
public final class LogStream implements AutoCloseable {
    /** What a poll came to. */
    public enum State {
        /** There may be more now. */
        MORE,
        /** Nothing more is there now. */
        IDLE,
        /** Everything was given; nothing will come any more. */
        FINISHED
    }

    /** Takes entries. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Takes one entry. False: this one is taken, and no more for now.
         *
         * @param entry any entry
         * @return whether more are wanted now
         */
        boolean entry(LogEntry entry);
    }

    /** A quiet stream passes {@code until} when the clock is this far behind it: nothing written before can still come. */
    private static final Duration UNTIL_GRACE = Duration.ofSeconds(10);

    private static final int ONCE_TRIES = 1000;

    /** How long to wait at most where files were on the move, so that only the next look can tell: no event will say when. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final Path directory;
    private final LogOptions options;
    private final List<LogFileReader> readers;
    private final DirectoryWatch.Bell bell = new DirectoryWatch.Bell();
    /** What a cursor says of log files that are not read now; while it begins, of all. */
    private LogCheckpoint kept;

    private final BootErrors boot;
    /** Held by whoever is at the files; a handler runs without it, so that they can be kept while it takes its time. */
    private final ReentrantLock atFiles = new ReentrantLock();

    private DirectoryWatch.Watching watching;
    private LogCheckpoint base;
    /** Null: no poll is under way. */
    private Handler handler;
    /** The last poll could not tell whether there is more. */
    private boolean unsettled;

    private boolean finished;

    private LogStream(Path directory, LogOptions options, LogCheckpoint kept) {
        this.directory = directory;
        this.options = options;
        this.kept = kept;
        this.readers = new ArrayList<>(LogFile.readFor(options.sources()).size());
        boolean anew = kept.fileNames().isEmpty();
        this.boot = new BootErrors(directory, options, kept.boot(), options.atEnd() && anew);
    }

    /**
     * Opens a log directory: holds the files where reading begins.
     *
     * @param directory a log directory
     * @param options what to read, and how
     * @return the stream, to be closed
     * @throws SandboxNotFoundException when there is no such directory, and it is not to be followed
     * @throws InvalidCursorException when what is on disk is not what the cursor speaks of
     * @throws MissedRotationException when files were rotated away while it was opened
     * @throws LogReadException when the operating system refuses
     */
    public static LogStream open(Path directory, LogOptions options) throws LogException {
        return open(directory, options, options.until());
    }

    static LogStream open(Path directory, LogOptions options, Instant until) throws LogException {
        LogStream stream =
                new LogStream(directory, options, options.from() == null ? LogCheckpoint.NONE : options.from());
        try {
            stream.begin(new LineFilter(options.sources(), options.since(), until));
            return stream;
        } catch (IOException e) {
            stream.close();
            throw new LogReadException(directory, e);
        } catch (LogException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private void begin(LineFilter filter) throws IOException, LogException {
        FileIdentity.Seen there = FileIdentity.look(directory);
        if (!options.follow() && (there == null || !there.directory())) {
            throw new SandboxNotFoundException(directory);
        }
        if (options.follow()) {
            watching = DirectoryWatch.watch(directory, bell); // before the first look, so that nothing falls between
        }
        for (LogFile file : LogFile.readFor(options.sources())) {
            DirectoryFiles files = new DirectoryFiles(directory, file, options.listener());
            RotationChain chain =
                    new RotationChain(files, file.rotated, options.maxOpenFiles(), options.files(), System::nanoTime);
            LogFileReader reader = new LogFileReader(file, files, chain, options, filter);
            readers.add(reader);
            try {
                begin(reader);
            } catch (IOException e) {
                throw new LogReadException(directory.resolve(file.fileName), e);
            }
        }
        boot.begin(filter);
        if (kept.fileNames().size() <= readers.size()) {
            kept = LogCheckpoint.NONE; // all that it names is read, and has marks of its own now
        }
    }

    private void begin(LogFileReader reader) throws IOException, LogException {
        LogCheckpoint.Mark from = kept.mark(reader.file());
        if (from != null) {
            reader.resume(from);
        } else if (options.atEnd()) {
            reader.beginAtEnd();
        }
        if (options.follow()) {
            reader.hold();
        } else {
            readOnce(reader, from);
        }
        if (from == null && options.since() != null && !options.atEnd()) {
            reader.skipToSince();
        }
    }

    private static void readOnce(LogFileReader reader, LogCheckpoint.Mark from) throws IOException, LogException {
        int tries = 0;
        while (!reader.readOnce(from, tries < ONCE_TRIES)) {
            if (++tries > 2 * ONCE_TRIES) {
                throw new IOException("the names of " + reader.file().fileName + " do not come to rest");
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Gives what is there now, up to about 1 MiB of each log file, in order: exec.log, runtime.log, kernel.log, and
     * then a boot failure that was not given yet. Never blocks.
     *
     * @param handler who takes the entries
     * @return whether there may be more at once
     * @throws MissedRotationException when lines were lost (unless the options say to go on); polling again goes on behind the gap
     * @throws LogReadException when the operating system refuses; polling again tries again, and nothing was passed over
     */
    public State poll(Handler handler) throws LogException {
        if (finished) {
            return State.FINISHED;
        }
        TurnRoom room = TurnRoom.take();
        boolean progress = false;
        boolean soon = false;
        int ended = 0;
        atFiles.lock();
        try { // whatever is thrown, the files are free again
            this.handler = handler;
            unsettled = false;
            if (watching != null) {
                watching.renew(directory);
            }
            if (!boot.giveLate(this::bootFailure)) {
                return State.MORE;
            }
            for (LogFileReader reader : readers) {
                base = null;
                LogFileReader.Turn turn = turn(reader, room);
                if (reader.tellReplaced() && watching != null) {
                    watching.close(); // it watches the old directory, wherever that is now
                    watching = DirectoryWatch.watch(directory, bell);
                }
                switch (turn) {
                    case PROGRESS -> progress = true;
                    case STOPPED -> {
                        return State.MORE;
                    }
                    case END -> ended++;
                    case SOON -> soon = true;
                    default -> {}
                }
            }
            switch (boot.turn(progress, this::bootFailure)) {
                case PROGRESS -> progress = true;
                case STOPPED -> {
                    return State.MORE;
                }
                default -> {}
            }
        } finally {
            this.handler = null;
            base = null; // a silent sandbox need not keep it
            room.release();
            try {
                boot.endOfPoll();
            } finally {
                atFiles.unlock();
            }
        }
        unsettled = soon;
        if (ended == readers.size() || !progress && hasPassedUntil()) {
            finished = true;
            return State.FINISHED;
        }
        return progress || soon && !options.follow() ? State.MORE : State.IDLE;
    }

    private LogFileReader.Turn turn(LogFileReader reader, TurnRoom room) throws LogException {
        try {
            return reader.turn(room, this::line);
        } catch (IOException e) {
            throw new LogReadException(directory.resolve(reader.file().fileName), e);
        }
    }

    /** Passes over all but the end of each log file; see {@link LogSnapshot}. */
    void skipToTail(int entries) throws LogException {
        LineFilter counted = new LineFilter(options.sources(), null, options.until());
        for (LogFileReader reader : readers) {
            try {
                reader.skipToTail(entries, counted);
            } catch (IOException e) {
                throw new LogReadException(directory.resolve(reader.file().fileName), e);
            }
        }
    }

    private boolean line(ReadPlace place, FileOrigin origin, long begin, ParsedLine line) {
        if (base == null) {
            base = checkpoint();
        }
        LogEntry entry =
                new LogEntry(base, readers.size(), origin, begin, place.front(), place.next(), place.check(), line);
        return give(entry);
    }

    private boolean bootFailure(BootFailure failure, ParsedLine line) {
        return give(new LogEntry(checkpoint(), readers.size(), options.sandbox(), failure, line));
    }

    private boolean give(LogEntry entry) {
        atFiles.unlock();
        try {
            return handler.entry(entry);
        } finally {
            atFiles.lock();
        }
    }

    /**
     * {@return an entry without data that stands for a gap behind which nothing has come yet: source system, with the cursor of now}
     *
     * @param gap what is missing
     */
    public LogEntry gapEntry(LogGap gap) {
        ParsedLine line = new ParsedLine();
        line.epochSecond = gap.at().getEpochSecond();
        line.nano = gap.at().getNano();
        line.source = LogSource.SYSTEM;
        line.data = new byte[0];
        LogFile file = LogFile.of(gap.file());
        FileOrigin lost = new FileOrigin(options.sandbox(), file, new Generation(gap.fromGeneration(), 0), 0, 0);
        LogCheckpoint now = checkpoint();
        LogCheckpoint.Mark mark = now.mark(file);
        LogEntry entry = new LogEntry(now, readers.size(), lost, gap.fromOffset(), lost, 0, 0, line);
        return mark == null ? entry : entry.withCheckpoint(now);
    }

    private boolean hasPassedUntil() {
        return options.until() != null
                && options.clock().instant().isAfter(options.until().plus(UNTIL_GRACE));
    }

    /**
     * {@return how far every log file was consumed, those that a cursor named and that are not read now included, and which boot failure
     * was given last}
     */
    public LogCheckpoint checkpoint() {
        atFiles.lock();
        try {
            LogCheckpoint now = kept.withBoot(boot.given());
            for (LogFileReader reader : readers) {
                now = now.with(reader.file(), reader.mark());
            }
            return now;
        } finally {
            atFiles.unlock();
        }
    }

    /** {@return the cursor behind everything that was given} */
    public LogCursor cursor() {
        return checkpoint().cursor(readers.size());
    }

    /**
     * Opens what has come since, without reading, but for a boot failure, which is read and kept to be given: called often enough, no
     * rotation is missed while nobody polls, as far as the open files reach. Any thread; returns at once when another one is at the
     * files, since that looks itself. Not for a stream that does not follow: there it does nothing.
     *
     * @throws LogException when a boot failure cannot be read
     */
    public void keep() throws LogException {
        if (!options.follow() || !atFiles.tryLock()) {
            return;
        }
        try {
            if (!finished) {
                watching.renew(directory);
                boot.keep();
                for (LogFileReader reader : readers) {
                    keep(reader);
                }
            }
        } finally {
            atFiles.unlock();
        }
    }

    private void keep(LogFileReader reader) throws LogException {
        try {
            reader.keep();
        } catch (IOException e) {
            throw new LogReadException(directory.resolve(reader.file().fileName), e);
        }
    }

    /**
     * Waits until something was written, somebody calls {@link #wake}, or {@code timeout} has passed. A hint only: it may return
     * early, and a change that the watch missed shows after the time-out. Not for a stream that does not follow.
     *
     * @param timeout the longest to wait
     * @return whether it was woken
     * @throws InterruptedException when the thread was interrupted
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return bell.await(unsettled && timeout.compareTo(SOON) > 0 ? SOON : timeout);
    }

    /** Ends an {@link #await}, the present one or the next. Any thread. */
    public void wake() {
        bell.ring();
    }

    /**
     * Calls {@code onChange} whenever something was written, from the watcher's thread: it must be quick. Null: nobody.
     *
     * @param onChange what is called; null: nothing
     */
    public void onChange(Runnable onChange) {
        bell.onRing(onChange);
    }

    /** {@return whether changes are noticed at once; false when only polling shows them} */
    public boolean isWatched() {
        atFiles.lock();
        try {
            return watching != null && watching.isOf(directory);
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * Whether changes are to be noticed at all. A directory that is written to all the time is cheaper to poll every few milliseconds;
     * poll once more after it is watched again. Not for a stream that does not follow.
     *
     * @param watched whether they are
     */
    public void setWatched(boolean watched) {
        atFiles.lock();
        try {
            if (watching != null) {
                watching.setPaused(!watched, directory);
            }
        } finally {
            atFiles.unlock();
        }
    }

    /** {@return whether it is told when a log directory that is not there comes} */
    public boolean isAwaited() {
        atFiles.lock();
        try {
            return watching != null && watching.isAwaited();
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * {@return why the log directory cannot be watched although it is there, so that only polling shows changes; null: it is watched, or
     * missing}
     */
    public String watchFailure() {
        atFiles.lock();
        try {
            return watching == null ? null : watching.failure();
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * How far reading is behind, as it stands on disk now. Any thread.
     *
     * @return null when another thread is at the files just now
     * @throws LogReadException when the operating system refuses
     */
    public LogLag lag() throws LogReadException {
        if (!atFiles.tryLock()) {
            return null;
        }
        try {
            LogLag lag = LogLag.NONE;
            for (LogFileReader reader : readers) {
                lag = lag.with(reader.lag());
            }
            return lag;
        } catch (IOException e) {
            throw new LogReadException(directory, e);
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * Closes the files that were read to their end, to spare their handles; they are opened again when something was written. What is
     * written to one that is removed meanwhile cannot be read any more: that is told as a gap that may be. Any thread; does nothing when
     * another one is at the files.
     *
     * @throws LogReadException when the operating system refuses
     */
    public void rest() throws LogReadException {
        if (!atFiles.tryLock()) {
            return;
        }
        try {
            if (handler != null) {
                return; // a turn is under way, whose handler is at work
            }
            for (LogFileReader reader : readers) {
                reader.rest();
            }
        } catch (IOException e) {
            throw new LogReadException(directory, e);
        } finally {
            atFiles.unlock();
        }
    }

    /** {@return how many files are open} The thread that polls. */
    public int openFiles() {
        int open = 0;
        for (LogFileReader reader : readers) {
            open += reader.chain().size();
        }
        return open;
    }

    /** Closes the files and the watch. Twice is harmless. */
    @Override
    public void close() {
        atFiles.lock();
        try {
            finished = true;
            if (watching != null) {
                watching.close();
            }
            readers.forEach(LogFileReader::close);
        } finally {
            atFiles.unlock();
        }
    }
}
