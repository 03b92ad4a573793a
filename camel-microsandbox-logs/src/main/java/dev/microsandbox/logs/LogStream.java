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

    /** How long to wait at most where files were on the move, so that only the next look can tell: no event will say when. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final Path directory;
    private final LogOptions options;
    private final List<LogFileReader> readers;
    private final StreamWatch watch;
    private final BootErrors boot;
    private final StreamPlace place;
    /** Held by whoever is at the files; a handler runs without it, so that they can be kept while it takes its time. */
    private final ReentrantLock atFiles = new ReentrantLock();

    /** Null: no poll is under way. */
    private Handler handler;
    /** The last poll could not tell whether there is more. */
    private boolean unsettled;

    private boolean finished;

    private LogStream(Path directory, LogOptions options, LogCheckpoint kept) {
        this.directory = directory;
        this.options = options;
        this.watch = new StreamWatch(directory);
        this.readers = new ArrayList<>(LogFile.readFor(options.sources()).size());
        boolean anew = kept.fileNames().isEmpty();
        this.boot = new BootErrors(directory, options, kept.boot(), options.atEnd() && anew);
        this.place = new StreamPlace(options.sandbox(), readers, boot, kept);
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
            watch.begin(); // before the first look, so that nothing falls between
        }
        StreamBegin begin = new StreamBegin(directory, options, filter);
        for (LogFile file : LogFile.readFor(options.sources())) {
            readers.add(begin.open(file, place.begin(file)));
        }
        boot.begin(filter);
        place.begun();
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
            watch.renew();
            if (!boot.giveLate(this::bootFailure)) {
                return State.MORE;
            }
            for (LogFileReader reader : readers) {
                place.turn();
                LogFileReader.Turn turn = turn(reader, room);
                if (reader.tellReplaced()) {
                    watch.replaced();
                    progress = true; // something may have been written before it was watched
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
            place.turn();
            room.release();
            try {
                boot.endOfPoll();
            } finally {
                atFiles.unlock();
            }
        }
        unsettled = soon;
        if (ended == readers.size() || !progress && options.hasPassedUntil()) {
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
        forEach(reader -> reader.skipToTail(entries, counted));
    }

    /** What is done at the files of one reader. */
    private interface FileWork {
        void at(LogFileReader reader) throws IOException, LogException;
    }

    private void forEach(FileWork work) throws LogException {
        for (LogFileReader reader : readers) {
            try {
                work.at(reader);
            } catch (IOException e) {
                throw new LogReadException(directory.resolve(reader.file().fileName), e);
            }
        }
    }

    private boolean line(ReadPlace at, FileOrigin origin, long begin, ParsedLine line) {
        return give(place.entry(at, origin, begin, line));
    }

    private boolean bootFailure(BootFailure failure, ParsedLine line) {
        return give(place.entry(failure, line));
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
        atFiles.lock();
        try {
            return place.entry(gap);
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * {@return how far every log file was consumed, those that a cursor named and that are not read now included, and which boot failure
     * was given last}
     */
    public LogCheckpoint checkpoint() {
        atFiles.lock();
        try {
            return place.now();
        } finally {
            atFiles.unlock();
        }
    }

    /** {@return the cursor behind everything that was given} */
    public LogCursor cursor() {
        return checkpoint().cursor(place.files());
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
                watch.renew();
                boot.keep();
                forEach(LogFileReader::keep);
            }
        } finally {
            atFiles.unlock();
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
        return watch.await(unsettled && timeout.compareTo(SOON) > 0 ? SOON : timeout);
    }

    /** Ends an {@link #await}, the present one or the next. Any thread. */
    public void wake() {
        watch.ring();
    }

    /**
     * Calls {@code onChange} whenever something was written, from the watcher's thread: it must be quick. Null: nobody.
     *
     * @param onChange what is called; null: nothing
     */
    public void onChange(Runnable onChange) {
        watch.onRing(onChange);
    }

    /** {@return whether changes are noticed at once; false when only polling shows them} */
    public boolean isWatched() {
        return watch.isWatched();
    }

    /**
     * Whether changes are to be noticed at all. A directory that is written to all the time is cheaper to poll every few milliseconds;
     * poll once more after it is watched again. Not for a stream that does not follow.
     *
     * @param watched whether they are
     */
    public void setWatched(boolean watched) {
        watch.setWatched(watched);
    }

    /** {@return whether it is told when a log directory that is not there comes} */
    public boolean isAwaited() {
        return watch.isAwaited();
    }

    /**
     * {@return why the log directory cannot be watched although it is there, so that only polling shows changes; null: it is watched, or
     * missing}
     */
    public String watchFailure() {
        return watch.failure();
    }

    /**
     * How far reading is behind, as it stands on disk now. Any thread.
     *
     * @return null when another thread is at the files just now
     * @throws LogException when the operating system refuses
     */
    public LogLag lag() throws LogException {
        if (!atFiles.tryLock()) {
            return null;
        }
        try {
            LogLag[] lag = {LogLag.NONE};
            forEach(reader -> lag[0] = lag[0].with(reader.lag()));
            return lag[0];
        } finally {
            atFiles.unlock();
        }
    }

    /**
     * Closes the files that were read to their end, to spare their handles; they are opened again when something was written. What is
     * written to one that is removed meanwhile cannot be read any more: that is told as a gap that may be. Any thread; does nothing when
     * another one is at the files.
     *
     * @throws LogException when the operating system refuses
     */
    public void rest() throws LogException {
        if (!atFiles.tryLock()) {
            return;
        }
        try {
            if (handler == null) { // else a turn is under way, whose handler is at work
                forEach(LogFileReader::rest);
            }
        } finally {
            atFiles.unlock();
        }
    }

    /** {@return how many files are open} The thread that polls. */
    public int openFiles() {
        return readers.stream().mapToInt(reader -> reader.chain().size()).sum();
    }

    /** Closes the files and the watch. Twice is harmless. */
    @Override
    public void close() {
        atFiles.lock();
        try {
            finished = true;
            watch.close();
            readers.forEach(LogFileReader::close);
        } finally {
            atFiles.unlock();
        }
    }
}
