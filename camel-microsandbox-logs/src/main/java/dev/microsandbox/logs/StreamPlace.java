package dev.microsandbox.logs;

import java.util.List;

/**
 * Where does a stream stand? Says how far every log file was consumed, and makes the entries, whose cursors say the same.
 *
 * <p>Whoever is at the files, as {@link LogStream} sees to it.
 */
final class StreamPlace {
    private final String sandbox;
    private final List<LogFileReader> readers;
    private final BootErrors boot;
    /** What a cursor says of log files that are not read now; while the stream begins, of all. */
    private LogCheckpoint kept;

    /** Where all stood when the turn of the present reader began; null: not asked for yet. */
    private LogCheckpoint base;

    /**
     * @param readers those that are open; more may come until {@link #begun}
     */
    StreamPlace(String sandbox, List<LogFileReader> readers, BootErrors boot, LogCheckpoint kept) {
        this.sandbox = sandbox;
        this.readers = readers;
        this.boot = boot;
        this.kept = kept;
    }

    /** What the cursor says of a file that is being opened; null: nothing. */
    LogCheckpoint.Mark begin(LogFile file) {
        return kept.mark(file);
    }

    /** All files are open. */
    void begun() {
        if (kept.fileNames().size() <= readers.size()) {
            kept = LogCheckpoint.NONE; // all that it names is read, and has marks of its own now
        }
    }

    /** A turn begins, or the last one is over: a silent sandbox need not keep where it was. */
    void turn() {
        base = null;
    }

    /** How far every log file was consumed. */
    LogCheckpoint now() {
        LogCheckpoint now = kept.withBoot(boot.given());
        for (LogFileReader reader : readers) {
            now = now.with(reader.file(), reader.mark());
        }
        return now;
    }

    /** How many log files a cursor names. */
    int files() {
        return readers.size();
    }

    /** A line that begins at {@code begin} of {@code origin}, and ends where {@code place} is. */
    LogEntry entry(ReadPlace place, FileOrigin origin, long begin, ParsedLine line) {
        if (base == null) {
            base = now();
        }
        return new LogEntry(base, files(), origin, begin, place.front(), place.next(), place.check(), line);
    }

    LogEntry entry(BootFailure failure, ParsedLine line) {
        return new LogEntry(now(), files(), sandbox, failure, line);
    }

    /** One without data that stands for a gap behind which nothing has come yet. */
    LogEntry entry(LogGap gap) {
        ParsedLine line = new ParsedLine();
        line.epochSecond = gap.at().getEpochSecond();
        line.nano = gap.at().getNano();
        line.source = LogSource.SYSTEM;
        line.data = new byte[0];
        LogFile file = LogFile.of(gap.file());
        FileOrigin lost = new FileOrigin(sandbox, file, new Generation(gap.fromGeneration(), 0), 0, 0);
        LogCheckpoint now = now();
        LogEntry entry = new LogEntry(now, files(), lost, gap.fromOffset(), lost, 0, 0, line);
        return now.mark(file) == null ? entry : entry.withCheckpoint(now);
    }
}
