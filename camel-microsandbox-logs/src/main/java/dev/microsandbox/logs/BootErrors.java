package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Failed starts: finds out whether {@code boot-error.json} tells of one that was not given yet, and gives it, once. What it says is read
 * when it is seen, since the next start that works deletes it.
 *
 * <p>One thread at a time.
 */
final class BootErrors {
    /** Takes an entry. False: no more for now. */
    @FunctionalInterface
    interface Sink {
        boolean failure(BootFailure failure, ParsedLine line);
    }

    /** How many wait to be given at the most. */
    static final int ROOM = 4;

    private static final int TRIES = 8;
    /** How long between two looks while the log files keep the stream busy. */
    private static final long BUSY_NANOS = 20_000_000;
    /** A file may change once more without its time showing it, as coarse as some clocks are; an older one would show it. */
    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final BootErrorFile file;
    private final LogListener listener;
    private final LogOptions options;
    private final boolean wanted;
    private final ArrayDeque<BootErrorFile.Content> waiting = new ArrayDeque<>(1);

    private LineFilter filter;
    /** What is there when it begins is to be passed over. */
    private boolean passOver;
    /** Hash of the one that was given last; null: none. */
    private String given;
    /** Hash of what was read last, whatever became of it; null: nothing. */
    private String seen;
    /** What was read last: another look tells nothing new. */
    private BootErrorFile.Stamp known;
    /** But for this: it was so young that its content may have changed since without another time. */
    private boolean young;
    /** The one that was too large last; told once, also when it grows. */
    private Generation tooLarge;
    /** On disk, and not read, since too many wait. */
    private BootErrorFile.Stamp unread;
    /** How many were gone before there was room. */
    private int lost;

    private long lookedNanos;
    /** Whether one was there when the last poll ended. */
    private boolean late;

    private boolean ended;

    /**
     * @param given the one that was given last; null: none
     * @param passOver whether what is there when it begins counts as given
     */
    BootErrors(Path directory, LogOptions options, String given, boolean passOver) {
        this.file = new BootErrorFile(directory, options.listener());
        this.listener = options.listener();
        this.options = options;
        this.wanted = options.sources().contains(LogSource.SYSTEM);
        this.given = given;
        this.passOver = passOver;
    }

    /** Hash of the one up to which all were given, or passed over; null: none was. */
    String given() {
        return given;
    }

    /** The first look; for a stream that does not follow the only one. */
    void begin(LineFilter wantedLines) throws IOException {
        filter = wantedLines;
        if (options.follow()) {
            keep();
        } else {
            look();
        }
        passOver = false;
    }

    /** Looks for a new one, without giving it. */
    void keep() {
        try {
            look();
        } catch (IOException e) {
            // nothing is lost that a look now could have found: the next turn looks again, and tells
        }
    }

    /** Gives what a poll before had no time for. */
    boolean giveLate(Sink sink) {
        return !late || give(sink) != LogFileReader.Turn.STOPPED;
    }

    /**
     * Looks, and gives what waits.
     *
     * @param busy whether the log files had something to give
     */
    LogFileReader.Turn turn(boolean busy, Sink sink) throws LogReadException {
        if (options.follow() && !(busy && lookedJustNow())) {
            try {
                look();
            } catch (IOException e) {
                throw new LogReadException(file.path(), e);
            }
        }
        return give(sink);
    }

    /** A poll is over, perhaps without a {@link #turn}. */
    void endOfPoll() {
        if (options.follow() && !lookedJustNow()) {
            keep();
        }
        late = !waiting.isEmpty();
    }

    private boolean lookedJustNow() {
        return System.nanoTime() - lookedNanos < BUSY_NANOS;
    }

    private void look() throws IOException {
        if (!wanted || ended) {
            return;
        }
        lookedNanos = System.nanoTime();
        for (int tries = 0; tries < TRIES; tries++) {
            BootErrorFile.Stamp there = file.look();
            if (unread != null && !unread.equals(there)) {
                lost++;
                unread = null;
            }
            if (there == null || !young && there.equals(known) || read(there)) {
                return;
            }
        }
    }

    /** False when something else is there by now. */
    private boolean read(BootErrorFile.Stamp there) throws IOException {
        if (waiting.size() == ROOM) {
            unread = there.equals(known) ? null : there; // it stays where it is, perhaps until there is room
            return true;
        }
        BootErrorFile.Content content = file.read(there);
        if (content == null) {
            return false;
        }
        unread = null;
        known = there;
        Duration age = Duration.between(there.modified().toInstant(), Instant.now());
        young = age.abs().compareTo(YOUNG) < 0;
        String hash = content.hash;
        boolean isNew = hash == null ? !there.generation().equals(tooLarge) : !hash.equals(seen) && !hash.equals(given);
        tooLarge = hash == null ? there.generation() : null;
        seen = hash == null ? seen : hash;
        if (passOver) {
            given = seen;
        } else if (isNew) {
            waiting.add(content);
        }
        return true;
    }

    private LogFileReader.Turn give(Sink sink) {
        for (; lost > 0; lost--) {
            listener.malformed(BootFailure.FILE_NAME, 0, 0, 0);
        }
        LogFileReader.Turn turn = LogFileReader.Turn.IDLE;
        while (!waiting.isEmpty()) {
            BootErrorFile.Content content = waiting.remove();
            BootFailure failure = failure(content);
            if (failure == null) {
                continue;
            }
            ParsedLine line = line(failure, content.stamp);
            LineFilter.Verdict verdict = filter.judge(line);
            if (verdict == LineFilter.Verdict.END) {
                ended = true; // not given, and so not consumed
                waiting.clear();
                return turn;
            }
            String before = given;
            given = failure.hash(); // the entry's own cursor says so
            turn = LogFileReader.Turn.PROGRESS;
            try {
                if (verdict == LineFilter.Verdict.GIVE && !sink.failure(failure, line)) {
                    return LogFileReader.Turn.STOPPED;
                }
            } catch (RuntimeException | Error e) { // it was not taken, so it comes again
                given = before;
                waiting.addFirst(content);
                throw e;
            }
        }
        return turn;
    }

    /** Null when it is none; that is told. */
    private BootFailure failure(BootErrorFile.Content content) {
        BootErrorFile.Stamp stamp = content.stamp;
        long generation = stamp.generation().number();
        if (content.bytes == null) {
            listener.oversized(BootFailure.FILE_NAME, generation, 0, stamp.size());
            return null;
        }
        BootError error = BootErrorParser.parse(content.bytes);
        if (error == null) {
            listener.malformed(BootFailure.FILE_NAME, generation, 0, stamp.size());
            return null;
        }
        return new BootFailure(error, content.hash);
    }

    private static ParsedLine line(BootFailure failure, BootErrorFile.Stamp stamp) {
        Instant written = failure.error().time();
        Instant time = written == null ? stamp.modified().toInstant() : written;
        ParsedLine line = new ParsedLine();
        line.epochSecond = time.getEpochSecond();
        line.nano = time.getNano();
        line.source = LogSource.SYSTEM;
        line.data = failure.error().line().getBytes(StandardCharsets.UTF_8);
        return line;
    }
}
