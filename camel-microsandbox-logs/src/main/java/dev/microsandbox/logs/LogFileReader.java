package dev.microsandbox.logs;

import java.io.IOException;

/**
 * What next? Reads one log file through its chain: drains the front, takes leave of it, goes on in its successor. Keeps no bytes
 * between turns but the beginning of a line that crosses a seam.
 *
 * <p>One thread.
 */
final class LogFileReader {
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

    /** How much one turn reads at the most, before the next log file has its turn. */
    private static final int CHUNK = 1 << 20;

    /** How much it reads first, and at the end of a chunk: whoever takes one entry at a time must not read much more. */
    private static final int LEAST_READ = 8 * 1024;

    private final LogFile file;
    private final LogOptions options;
    private final LogListener listener;
    private final DirectoryFiles files;
    private final ChainReader reader;
    private final ReadPlace place;
    private final LineFeed feed;
    private final RestedFile rested;

    private boolean ended;
    private boolean replaced;

    LogFileReader(LogFile file, DirectoryFiles files, RotationChain chain, LogOptions options, LineFilter filter) {
        this.file = file;
        this.files = files;
        this.options = options;
        this.listener = options.listener();
        this.reader = new ChainReader(chain);
        this.place = new ReadPlace(options.sandbox(), file);
        this.feed = new LineFeed(file, options, filter, place);
        this.rested = new RestedFile(files, chain, place);
    }

    LogFile file() {
        return file;
    }

    RotationChain chain() {
        return reader.chain();
    }

    /** Up to where everything was consumed; null when nothing was ever held. */
    LogCheckpoint.Mark mark() {
        return place.mark();
    }

    // -- where to begin

    /** Holds a first file where there is one, so that it cannot be rotated away before it is read. */
    void hold() throws IOException, MissedRotationException {
        if (place.front() == null) {
            begin();
        }
    }

    /** Opens what has come since; the first file only where none was read yet, since what is left behind must be told in a turn. */
    void keep() throws IOException, MissedRotationException {
        if (rested.isResting()) {
            rested.reopen();
        } else if (mark() == null) {
            hold();
        }
        chain().look();
    }

    /** How far reading is behind. */
    LogLag lag() throws IOException {
        return place.front() == null ? LogLag.NONE : LagProbe.of(file, files, chain(), place.next());
    }

    /** Lets the live file go when it was read to its end; it is opened again when something was written. */
    void rest() throws IOException {
        if (!feed.isInsideLine()) {
            rested.rest();
        }
    }

    /** What was let go has left the chain: perhaps something was written before. Not null when no file is held afterwards. */
    private Turn goOnBehindRested() throws IOException, MissedRotationException {
        rested.giveUp();
        reader.leftWhileClosed();
        return begin();
    }

    /**
     * Holds what is there now and reads no more than that. False when names move too fast to tell: try again.
     *
     * @param from where a cursor says to begin; null: at the beginning
     * @param complete whether the live file must be among it
     */
    boolean readOnce(LogCheckpoint.Mark from, boolean complete)
            throws IOException, InvalidCursorException, MissedRotationException {
        Turn none = null;
        if (place.front() == null) {
            if (from != null) {
                resume(from);
            } else {
                none = begin();
            }
        }
        if (none == Turn.SOON) {
            return false;
        }
        ended = none == Turn.IDLE || place.front() == null;
        if (!reader.readOnce(complete)) {
            place.leave();
            return false;
        }
        return true;
    }

    /** Reading once: passes over all but the last {@code entries} that {@code counted} gives, and a margin. */
    void skipToTail(int entries, LineFilter counted) throws IOException {
        if (place.front() == null || place.next() > 0) {
            return; // a cursor says where to begin
        }
        beginAt(new TailSearch(file, LookParser.of(file, files), counted, options.maxLineBytes(), reader.sizes())
                .find(entries));
    }

    /** Passes over what is older than {@code since} by far. */
    void skipToSince() throws IOException {
        if (options.follow()) {
            chain().look();
        }
        if (place.front() != null) {
            beginAt(new SinceSearch(file, LookParser.of(file, files), options, reader.sizes()).find(reader.unbroken()));
        }
    }

    private void beginAt(ChainReader.Place begin) throws IOException {
        for (int i = 0; i < begin.index(); i++) {
            chain().next();
        }
        if (begin.index() > 0 || begin.offset() > 0) {
            place.continueAt(chain().front(), 0, begin.offset(), false);
        }
    }

    /** Begins at the end of what is there, if anything is. */
    void beginAtEnd() throws IOException {
        if (chain().startAtNewest() == RotationChain.Start.HELD) {
            HeldFile newest = chain().front();
            place.continueAt(newest, 0, FileProbe.lastLineEnd(newest.file, newest.file.size()), false);
        }
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
            place.continueAt(chain().front(), from.origin().restarts(), from.offset(), from.fresh());
            return;
        }
        Generation there = found == RotationChain.Start.HELD ? chain().front().generation : null;
        chain().close();
        if (file.rotated > 0) {
            throw new InvalidCursorException(file.fileName, trouble);
        }
        // It does not rotate: it was made anew, and begins at its beginning. Told apart from the old one by the count.
        place.remember(from);
        if (begin() == null) {
            if (place.front().generation().same(there)) {
                place.restart(from.origin().restarts() + 1);
                listener.truncated(file.fileName, there.number(), from.offset());
            }
            listener.gap(gap(from, LogGap.Certainty.POSSIBLE, "it was made anew: " + trouble));
        }
    }

    // -- a turn

    /** One turn: what is there now, up to about a chunk of one file. */
    Turn turn(TurnRoom room, LineFeed.Sink sink) throws IOException, MissedRotationException {
        if (ended) {
            return Turn.END;
        }
        Turn none = place.front() == null ? front() : null;
        if (none != null) {
            return none;
        }
        // Read along, to see that the file is still the one that was read.
        int window = feed.isInsideLine() || place.check() == 0 ? 0 : (int) Math.min(Check.BYTES, place.next());
        LineBuffer buffer = room.buffer;
        buffer.begin(place.next(), window);
        long chunk = place.next();
        boolean first = true;
        boolean progress = false;
        while (true) {
            buffer.makeRoom();
            ChainReader.Outcome outcome =
                    reader.read(buffer.free(first ? LEAST_READ : most(buffer, chunk)), buffer.readOffset(), window);
            first = false;
            buffer.filled();
            boolean rewritten = window > 0 && buffer.end >= window && buffer.check(window) != place.check();
            if (outcome == ChainReader.Outcome.TRUNCATED || rewritten && outcome != ChainReader.Outcome.END) {
                startOver();
                window = 0;
                buffer.begin(0, 0);
                chunk = 0;
                continue;
            }
            if (outcome == ChainReader.Outcome.DATA) {
                window = 0;
                Turn over = lines(room, sink, chunk);
                progress |= buffer.startOffset() > chunk;
                if (over != null) {
                    return over;
                }
                continue;
            }
            if (outcome == ChainReader.Outcome.FINISHED) {
                none = leaveFront(buffer);
            }
            if (progress) {
                return Turn.PROGRESS; // a turn is of one file; what else this read showed, the next one shows again
            }
            switch (outcome) {
                case END -> {
                    ended = true;
                    return Turn.END;
                }
                case NOTHING -> {
                    return Turn.IDLE;
                }
                case UNSETTLED -> {
                    return Turn.SOON;
                }
                default -> {
                    if (none != null) {
                        return none;
                    }
                }
            }
            window = 0;
            buffer.begin(0, 0);
            chunk = 0;
        }
    }

    /** Up to the end of the chunk; of a line that is longer ever more, since it is looked at from its beginning after each read. */
    private static int most(LineBuffer buffer, long chunk) {
        return (int) Math.max(Math.max(LEAST_READ, buffer.pending()), chunk + CHUNK - buffer.readOffset());
    }

    /** Holds a file to read. Not null when there is none. */
    private Turn front() throws IOException, MissedRotationException {
        if (!rested.isResting()) {
            return begin();
        }
        return switch (rested.reopen()) {
            case HELD -> null;
            case UNCHANGED -> Turn.IDLE;
            case UNSETTLED -> Turn.SOON;
            case GONE -> goOnBehindRested();
        };
    }

    /** Gives the lines in the buffer; not null when the turn is over. */
    private Turn lines(TurnRoom room, LineFeed.Sink sink, long chunk) throws IOException {
        LineBuffer buffer = room.buffer;
        if (file != LogFile.EXEC) {
            room.fallbackTime(files.liveModified().toInstant());
        }
        long chunkEnd = chunk + CHUNK;
        switch (feed.give(room, chain().front().file, chunk, chunkEnd, sink)) {
            case CHUNK -> {
                return Turn.PROGRESS;
            }
            case SINK -> {
                return Turn.STOPPED;
            }
            case UNTIL -> {
                ended = true;
                return Turn.END;
            }
            default -> {
                feed.passOverIfTooLong(buffer);
                return buffer.startOffset() >= chunkEnd ? Turn.PROGRESS : null;
            }
        }
    }

    /** The front has given its last byte. Not null when no file is held afterwards. */
    private Turn leaveFront(LineBuffer buffer) throws IOException, MissedRotationException {
        feed.endOfFile(buffer, chain().front().file);
        Generation left = place.front().generation();
        place.leave();
        if (!reader.next()) {
            return begin();
        }
        enter(left);
        return null;
    }

    /** Holds a first file. Null when one is the front now. */
    private Turn begin() throws IOException, MissedRotationException {
        RotationChain.Start start = reader.begin();
        if (start == RotationChain.Start.NOTHING && reader.seam().certainty != null && files.directory() == null) {
            // The sandbox was removed: no file will come with which this could be told.
            listener.gap(gap(mark(), reader.seam().certainty, reader.seam().reason));
            reader.leftForGood();
        }
        if (start != RotationChain.Start.HELD) {
            return start == RotationChain.Start.NOTHING ? Turn.IDLE : Turn.SOON;
        }
        enter(mark() == null ? null : mark().origin().generation());
        return null;
    }

    /** Goes on at the beginning of the file that is the front now. */
    private void enter(Generation left) throws MissedRotationException {
        ChainReader.Seam seam = reader.seam();
        if (seam != ChainReader.Seam.NONE) {
            feed.giveUp();
        }
        LogCheckpoint.Mark before = mark();
        place.enter(chain().front(), seam != ChainReader.Seam.NONE && seam != ChainReader.Seam.HOLE);
        if (seam == ChainReader.Seam.REPLACED) {
            replaced = true;
            listener.replaced(file.fileName);
        } else if (seam.certainty != null) {
            LogGap gap = gap(before, seam.certainty, seam.reason);
            listener.gap(gap);
            // A hole is no failure: files of a chain that was copied may well be left out.
            if (options.failOnMissedRotation() && file.rotated > 0 && seam != ChainReader.Seam.HOLE) {
                throw new MissedRotationException(gap);
            }
        } else if (left != null) {
            listener.rotated(
                    file.fileName, left.number(), place.front().generation().number());
        }
    }

    private LogGap gap(LogCheckpoint.Mark before, LogGap.Certainty certainty, String reason) {
        return new LogGap(
                file.fileName,
                before.origin().generation().number(),
                before.offset(),
                place.front() == null ? 0 : place.front().generation().number(),
                0,
                reader.bytesAtLeast(),
                reader.bytesAtMost(),
                certainty,
                reason,
                options.clock().instant());
    }

    /** The front was truncated, or written anew in place: it is read from its beginning. */
    private void startOver() {
        feed.giveUp();
        listener.truncated(file.fileName, place.front().generation().number(), place.next());
        place.restart(place.front().restarts() + 1);
    }

    /** Whether the directory turned out to be another one since this was last asked. */
    boolean tellReplaced() {
        boolean told = replaced;
        replaced = false;
        return told;
    }

    /** Lets the files go. */
    void close() {
        ended = true;
        try {
            reader.close();
        } catch (IOException e) {
            place.leave(); // it was open for reading only: nothing can be lost
        }
    }
}
