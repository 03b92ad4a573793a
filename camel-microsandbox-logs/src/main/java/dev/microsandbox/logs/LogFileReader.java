package dev.microsandbox.logs;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

/**
 * What next? Reads one log file through its chain, line by line: drains the front, takes leave of it, goes on in its successor. Keeps
 * no bytes between turns but the beginning of a line that crosses a seam.
 *
 * <p>One thread.
 */
final class LogFileReader implements Closeable {
    /** What one turn came to. */
    enum Turn {
        /** Lines were consumed; there may be more. */
        PROGRESS,
        /** Nothing is there now. */
        IDLE,
        /** Nothing is there now; it will be clear in a moment whether something is. */
        SOON,
        /** The sink wants no more. */
        STOPPED,
        /** Nothing will come any more. */
        END
    }

    /** Takes what was parsed. */
    interface Sink {
        /** Takes one line that begins at {@code begin} of {@code origin}; false: no more for now. */
        boolean line(LogFileReader reader, FileOrigin origin, long begin, ParsedLine line);
    }

    /** How much one turn reads at the most, before the next log file has its turn. */
    private static final int CHUNK = 1 << 20;

    private final LogFile file;
    private final LogOptions options;
    private final LogListener listener;
    private final DirectoryFiles files;
    private final ChainReader reader;
    private final LineFilter filter;
    private final LineParser parser;
    private final ParsedLine line = new ParsedLine();

    /** Up to where everything was consumed: what a cursor says. Behind {@link #next} while a line is not complete. */
    private LogCheckpoint.Mark mark;

    /** The file that is read; null when none is held. */
    private FileOrigin front;
    /** The next byte of the front to take. */
    private long next;
    /** The check at {@link #next}; 0 where there is none to compare with. */
    private long check;

    /** What was taken of a line that begins at {@link #mark} and whose end has not been seen. */
    private final UnfinishedLine unfinished = new UnfinishedLine();

    private boolean ended;
    private boolean replaced;

    LogFileReader(LogFile file, DirectoryFiles files, RotationChain chain, LogOptions options, LineFilter filter) {
        this.file = file;
        this.files = files;
        this.options = options;
        this.listener = options.listener();
        this.reader = new ChainReader(chain);
        this.filter = filter;
        this.parser = file == LogFile.EXEC ? new ExecLineParser() : new TextLineParser();
    }

    LogFile file() {
        return file;
    }

    RotationChain chain() {
        return reader.chain();
    }

    LogCheckpoint.Mark mark() {
        return mark;
    }

    /** Holds what is there now and reads no more than that. False when names move too fast to tell: try again. */
    boolean readOnce() throws IOException, MissedRotationException {
        Turn none = front == null ? begin() : null;
        if (none == Turn.SOON) {
            return false;
        }
        ended = none == Turn.IDLE;
        reader.readOnce();
        return true;
    }

    /** Reading once: passes over all but the last {@code entries} that {@code counted} gives, and a margin. */
    void skipToTail(int entries, LineFilter counted) throws IOException {
        if (front == null || next > 0) {
            return; // a cursor says where to begin
        }
        TailSearch.Place place = new TailSearch(file, parser, counted, reader.sizes()).find(entries);
        for (int i = 0; i < place.index(); i++) {
            chain().next();
        }
        if (place.index() > 0 || place.offset() > 0) {
            RotationChain.Held held = chain().front();
            continueAt(origin(held, FileProbe.firstLine(held.file), 0), place.offset(), false);
        }
    }

    /** Holds a first file where there is one, so that it cannot be rotated away before it is read. */
    void hold() throws IOException, MissedRotationException {
        if (front == null) {
            begin();
        }
    }

    /** Begins at the end of what is there; true when there was something. */
    boolean beginAtEnd() throws IOException {
        if (chain().startAtNewest() != RotationChain.Start.HELD) {
            return false;
        }
        RotationChain.Held newest = chain().front();
        continueAt(
                origin(newest, FileProbe.firstLine(newest.file), 0),
                FileProbe.lastLineEnd(newest.file, newest.file.size()),
                false);
        return true;
    }

    /**
     * Goes on where a checkpoint says.
     *
     * @throws InvalidCursorException when what is on disk is not what the checkpoint speaks of
     */
    void resume(LogCheckpoint.Mark from) throws IOException, InvalidCursorException, MissedRotationException {
        Generation wanted = from.origin().generation();
        RotationChain.Start found = chain().resume(wanted);
        if (found == RotationChain.Start.UNSETTLED) {
            throw new IOException("the names of its rotated files do not come to rest");
        }
        String trouble = found == RotationChain.Start.NOTHING
                ? "generation " + wanted + " is not in the current rotation chain"
                : FileProbe.mismatch(chain().front().file, from);
        if (trouble == null) {
            RotationChain.Held held = chain().front();
            long firstLine = FileProbe.firstLine(held.file);
            continueAt(origin(held, firstLine, from.origin().restarts()), from.offset(), from.fresh());
            return;
        }
        Generation there = found == RotationChain.Start.HELD ? chain().front().generation : null;
        chain().close();
        if (file.rotated > 0) {
            throw new InvalidCursorException(file.fileName, trouble);
        }
        // It does not rotate: it was made anew, and begins at its beginning. Told apart from the old one by the count.
        mark = from;
        if (begin() == null) {
            if (front.generation().same(there)) {
                front = origin(chain().front(), 0, from.origin().restarts() + 1);
                mark = new LogCheckpoint.Mark(front, 0, 0, false);
                listener.truncated(file.fileName, front.generation().number(), from.offset());
            }
            listener.gap(gap(from, LogGap.Certainty.POSSIBLE, "it was made anew: " + trouble));
        }
    }

    private void continueAt(FileOrigin origin, long offset, boolean fresh) throws IOException {
        front = origin;
        next = offset;
        check = FileProbe.check(chain().front().file, offset);
        mark = new LogCheckpoint.Mark(front, next, check, fresh);
    }

    private FileOrigin origin(RotationChain.Held held, long firstLine, int restarts) {
        return new FileOrigin(options.sandbox(), file, held.generation, firstLine, restarts);
    }

    /** One turn: what is there now, up to about a chunk of one file. */
    Turn turn(LineBuffer buffer, Sink sink) throws IOException, MissedRotationException {
        if (ended) {
            return Turn.END;
        }
        if (front == null) {
            Turn none = begin();
            if (none != null) {
                return none;
            }
        }
        int window = window();
        buffer.begin(next, window);
        long chunkEnd = next + CHUNK;
        boolean progress = false;
        while (true) {
            buffer.makeRoom();
            long offset = buffer.readOffset();
            ChainReader.Outcome outcome = reader.read(buffer.free(), offset, window);
            buffer.filled();
            boolean rewritten = window > 0 && buffer.end >= window && buffer.check(window) != check;
            if (outcome == ChainReader.Outcome.TRUNCATED || rewritten && outcome != ChainReader.Outcome.END) {
                startOver();
                window = 0;
                buffer.begin(0, 0);
                chunkEnd = CHUNK;
                continue;
            }
            switch (outcome) {
                case DATA -> {
                    window = 0;
                    long before = buffer.startOffset();
                    Turn full = lines(buffer, sink, chunkEnd);
                    progress |= buffer.startOffset() > before;
                    if (full != null) {
                        return full;
                    }
                    passOverIfTooLong(buffer);
                    if (buffer.startOffset() >= chunkEnd) {
                        return Turn.PROGRESS;
                    }
                }
                case FINISHED -> {
                    Turn none = leaveFront(buffer);
                    if (progress) {
                        return Turn.PROGRESS;
                    }
                    if (none != null) {
                        return none;
                    }
                    window = 0;
                    buffer.begin(0, 0);
                    chunkEnd = CHUNK;
                }
                case END -> {
                    ended = true;
                    return progress ? Turn.PROGRESS : Turn.END;
                }
                default -> {
                    if (progress) {
                        return Turn.PROGRESS;
                    }
                    return outcome == ChainReader.Outcome.NOTHING ? Turn.IDLE : Turn.SOON;
                }
            }
        }
    }

    /** How many bytes before {@link #next} are read along, to see that the file is still the one that was read. */
    private int window() {
        return unfinished.isNone() && check != 0 ? (int) Math.min(Check.BYTES, next) : 0;
    }

    /** Gives the whole lines in the buffer; not null when the turn is over. */
    private Turn lines(LineBuffer buffer, Sink sink, long chunkEnd) throws IOException {
        if (parser instanceof TextLineParser text) {
            Instant modified = files.liveModified().toInstant();
            text.fallbackTime(modified.getEpochSecond(), modified.getNano());
        }
        long entered = buffer.startOffset();
        int newline;
        while ((newline = buffer.newline()) >= 0) {
            int from = buffer.start;
            if (buffer.base + newline >= chunkEnd && buffer.startOffset() > chunkEnd - CHUNK) {
                settle(buffer, entered);
                return Turn.PROGRESS;
            }
            buffer.consume(newline + 1);
            if (front.firstLine() == 0) {
                front = origin(chain().front(), FileProbe.firstLine(chain().front().file), front.restarts());
            }
            boolean carried = unfinished.isCarried();
            FileOrigin origin = unfinished.isNone() ? front : mark.origin();
            long begin = unfinished.isNone() ? buffer.base + from : mark.offset();
            if (!parse(buffer.bytes, from, newline, origin, begin)) {
                continue;
            }
            LineFilter.Verdict verdict = filter.judge(line);
            if (verdict == LineFilter.Verdict.END) {
                ended = true; // this entry is not given, so the cursor stays before it
                if (!carried) {
                    buffer.consume(from);
                    settle(buffer, entered);
                }
                return Turn.END;
            }
            if (verdict == LineFilter.Verdict.GIVE) {
                next = buffer.startOffset();
                check = checkHere(buffer);
                if (!sink.line(this, origin, begin, line)) {
                    settle(buffer, entered);
                    return Turn.STOPPED;
                }
            }
        }
        settle(buffer, entered);
        return null;
    }

    /** Parses the line that ends with {@code bytes[from, to)}; false when it gives nothing. */
    private boolean parse(byte[] bytes, int from, int to, FileOrigin origin, long begin) {
        byte[] joined = unfinished.isCarried() ? unfinished.joined(bytes, from, to) : null;
        long length = unfinished.end() + to - from;
        if (length > options.maxLineBytes()) {
            listener.oversized(file.fileName, origin.generation().number(), begin, length + 1);
            return false;
        }
        boolean parsed = length > 0
                && (joined == null ? parser.parse(bytes, from, to, line) : parser.parse(joined, 0, joined.length, line));
        if (!parsed && length > 0) {
            listener.malformed(file.fileName, origin.generation().number(), begin, length + 1);
        }
        return parsed;
    }

    /** Takes note of how far the buffer was consumed, if it was since {@code from}. */
    private void settle(LineBuffer buffer, long from) throws IOException {
        if (buffer.startOffset() == from) {
            return;
        }
        next = buffer.startOffset();
        if (unfinished.isNone()) {
            check = checkHere(buffer);
            mark = new LogCheckpoint.Mark(front, next, check, false);
        }
    }

    /** The check at what is consumed. Behind a line that was passed over the buffer may have too little of what stands before. */
    private long checkHere(LineBuffer buffer) throws IOException {
        boolean atHand = buffer.start >= Check.BYTES || buffer.base == 0;
        return atHand ? buffer.check(buffer.start) : FileProbe.check(chain().front().file, buffer.startOffset());
    }

    /** A line without an end that is already too long is passed over as it comes, so that it needs no memory. */
    private void passOverIfTooLong(LineBuffer buffer) {
        int pending = buffer.pending();
        boolean fits = unfinished.carriedBytes() + (long) pending <= options.maxLineBytes();
        if (pending == 0 || fits && !unfinished.isSkipped()) {
            return;
        }
        unfinished.skip(pending);
        buffer.consume(buffer.end);
        next = buffer.startOffset();
    }

    /** The front has given its last byte. Not null when no file is held afterwards. */
    private Turn leaveFront(LineBuffer buffer) throws IOException, MissedRotationException {
        int leftOver = buffer.pending();
        if (!file.joinsLines || unfinished.isSkipped()) {
            unfinished.skip(leftOver);
        } else if (leftOver > 0) {
            if (!unfinished.isCarried()) {
                // Asked now, since a whole file may be a part of one line; the id must be the same on every delivery.
                FileOrigin known = origin(
                        chain().front(), FileProbe.firstLine(chain().front().file), front.restarts());
                mark = new LogCheckpoint.Mark(known, buffer.startOffset(), mark.check(), mark.fresh());
            }
            unfinished.carry(buffer.bytes, buffer.start, buffer.end);
        }
        if (!file.joinsLines) {
            dropUnfinished();
        }
        Generation left = front.generation();
        front = null;
        if (!reader.next()) {
            return begin();
        }
        enter(left);
        return null;
    }

    /** Holds a first file. Null when one is the front now. */
    private Turn begin() throws IOException, MissedRotationException {
        RotationChain.Start start = reader.begin();
        if (start != RotationChain.Start.HELD) {
            return start == RotationChain.Start.NOTHING ? Turn.IDLE : Turn.SOON;
        }
        enter(mark == null ? null : mark.origin().generation());
        return null;
    }

    /** Goes on at the beginning of the file that is the front now. */
    private void enter(Generation left) throws MissedRotationException {
        ChainReader.Seam seam = reader.seam();
        front = origin(chain().front(), 0, 0);
        next = 0;
        check = 0;
        if (seam != ChainReader.Seam.NONE) {
            dropUnfinished();
        }
        LogCheckpoint.Mark before = mark;
        // Behind its predecessor the mark stays until something is consumed, as upstream's cursors do.
        if (before == null || before.fresh() || seam != ChainReader.Seam.NONE && seam != ChainReader.Seam.HOLE) {
            mark = new LogCheckpoint.Mark(front, 0, 0, before == null || before.fresh());
        }
        if (seam == ChainReader.Seam.REPLACED) {
            replaced = true;
            listener.replaced(file.fileName);
        } else if (seam.certainty != null) {
            LogGap gap = gap(before, seam.certainty, seam.reason);
            listener.gap(gap);
            // A hole is no failure: files of a chain that was copied may well be left out.
            if (options.failOnMissedRotation() && seam != ChainReader.Seam.HOLE) {
                throw new MissedRotationException(gap);
            }
        } else if (left != null) {
            listener.rotated(
                    file.fileName, left.number(), front.generation().number());
        }
    }

    private LogGap gap(LogCheckpoint.Mark before, LogGap.Certainty certainty, String reason) {
        return new LogGap(
                file.fileName,
                before.origin().generation().number(),
                before.offset(),
                front == null ? 0 : front.generation().number(),
                0,
                certainty == LogGap.Certainty.LOST ? 1 : 0,
                -1,
                certainty,
                reason,
                options.clock().instant());
    }

    /** The front was truncated, or written anew in place: it is read from its beginning. */
    private void startOver() {
        dropUnfinished();
        listener.truncated(file.fileName, front.generation().number(), next);
        front = origin(chain().front(), 0, front.restarts() + 1);
        next = 0;
        check = 0;
        mark = new LogCheckpoint.Mark(front, 0, 0, false);
    }

    /** What was taken of a line whose end will never come is given up, and counted. */
    private void dropUnfinished() {
        long bytes = unfinished.end();
        if (bytes > 0) {
            listener.torn(file.fileName, mark.origin().generation().number(), mark.offset(), bytes);
        }
    }

    /** Whether the directory turned out to be another one since this was last asked. */
    boolean tellReplaced() {
        boolean told = replaced;
        replaced = false;
        return told;
    }

    /** The front, for the cursor of the entry that was given last. */
    FileOrigin front() {
        return front;
    }

    /** The offset behind the entry that was given last. */
    long next() {
        return next;
    }

    /** The check at {@link #next()}. */
    long check() {
        return check;
    }

    @Override
    public void close() {
        ended = true;
        try {
            reader.close();
        } catch (IOException e) {
            front = null; // it was open for reading only: nothing can be lost
        }
    }
}
