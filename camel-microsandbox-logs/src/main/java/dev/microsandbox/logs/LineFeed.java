package dev.microsandbox.logs;

import java.io.IOException;

/**
 * What do the lines say? Takes the whole lines out of a buffer, parses them and gives those that are wanted; keeps what was taken of a
 * line whose end has not come.
 *
 * <p>One thread.
 */
final class LineFeed {
    /** Takes what was parsed. */
    interface Sink {
        /** Takes one line that begins at {@code begin} of {@code origin}; false: no more for now. */
        boolean line(ReadPlace place, FileOrigin origin, long begin, ParsedLine line);
    }

    /** Why no more lines were taken. */
    enum Stop {
        /** The buffer has no more whole lines. */
        EMPTY,
        /** The next line is beyond the chunk. */
        CHUNK,
        /** The sink wants no more. */
        SINK,
        /** The next line is at or after {@code until}. */
        UNTIL
    }

    private final LogFile file;
    private final LogOptions options;
    private final LogListener listener;
    private final LineFilter filter;
    private final ReadPlace place;
    private final UnfinishedLine unfinished = new UnfinishedLine();

    LineFeed(LogFile file, LogOptions options, LineFilter filter, ReadPlace place) {
        this.file = file;
        this.options = options;
        this.listener = options.listener();
        this.filter = filter;
        this.place = place;
    }

    /** Whether reading stands inside a line, so that what is before the next byte is no end of a line. */
    boolean isInsideLine() {
        return !unfinished.isNone();
    }

    /**
     * Gives the whole lines in the buffer.
     *
     * @param front the file that they are of
     * @param chunk where the chunk begins, and {@code chunkEnd} where it ends; its first line may go beyond
     */
    Stop give(TurnRoom room, OpenFile front, long chunk, long chunkEnd, Sink sink) throws IOException {
        LineBuffer buffer = room.buffer;
        long entered = buffer.startOffset();
        Stop stop = lines(room, front, chunk, chunkEnd, sink);
        if (buffer.startOffset() > entered && unfinished.isNone()) {
            take(buffer, front);
            place.markHere();
        }
        return stop;
    }

    private Stop lines(TurnRoom room, OpenFile front, long chunk, long chunkEnd, Sink sink) throws IOException {
        LineParser parser = room.parser(file);
        while (true) {
            Stop stop = line(room, parser, front, chunk, chunkEnd, sink);
            if (stop != null) {
                return stop;
            }
        }
    }

    /**
     * Takes the next line; null when there may be more. A method of its own and not the body of the loop: what is called is compiled after
     * some hundred lines, a loop is interpreted for its first 60,000.
     */
    private Stop line(TurnRoom room, LineParser parser, OpenFile front, long chunk, long chunkEnd, Sink sink)
            throws IOException {
        LineBuffer buffer = room.buffer;
        ParsedLine line = room.line;
        int from = buffer.start;
        boolean whole = unfinished.isNone();
        int newline =
                whole ? parser.parseAhead(buffer.bytes, from, buffer.endOfNext(options.maxLineBytes()), line) : -1;
        boolean parsed = newline >= 0;
        newline = parsed ? newline : buffer.newline();
        if (newline < 0) {
            return Stop.EMPTY;
        }
        if (buffer.base + newline >= chunkEnd && buffer.startOffset() > chunk) {
            return Stop.CHUNK;
        }
        place.knowFirstLine(front);
        FileOrigin origin = whole ? place.front() : place.mark().origin();
        long begin = whole ? buffer.startOffset() : place.mark().offset();
        byte[] carried = unfinished.bytes();
        parsed = parsed || parse(room, from, newline, origin, begin);
        LineFilter.Verdict verdict = parsed ? filter.judge(line) : LineFilter.Verdict.DROP;
        if (verdict == LineFilter.Verdict.END) {
            return Stop.UNTIL; // not given, and so not consumed
        }
        buffer.consume(newline + 1);
        if (verdict == LineFilter.Verdict.GIVE) {
            take(buffer, front);
            try {
                return sink.line(place, origin, begin, line) ? null : Stop.SINK;
            } catch (RuntimeException | Error e) { // it was not taken, so it comes again
                place.passOver(buffer.base + from);
                unfinished.carryAgain(carried);
                throw e;
            }
        }
        return null;
    }

    /** Parses the line that ends with {@code [from, to)} of the buffer; false when it gives nothing. */
    private boolean parse(TurnRoom room, int from, int to, FileOrigin origin, long begin) {
        byte[] joined = unfinished.isCarried() ? unfinished.joined(room.buffer.bytes, from, to) : null;
        long length = unfinished.end() + to - from;
        if (length > options.maxLineBytes()) {
            listener.oversized(file.fileName, origin.generation().number(), begin, length + 1);
            return false;
        }
        LineParser parser = room.parser(file);
        boolean parsed = length > 0
                && (joined == null
                        ? parser.parse(room.buffer.bytes, from, to, room.line)
                        : parser.parse(joined, 0, joined.length, room.line));
        if (!parsed && length > 0) {
            listener.malformed(file.fileName, origin.generation().number(), begin, length + 1);
        }
        return parsed;
    }

    /** Behind a line that was passed over, the buffer may have too little of what stands before for the check. */
    private void take(LineBuffer buffer, OpenFile front) throws IOException {
        boolean atHand = buffer.start >= Check.BYTES || buffer.base == 0;
        place.take(
                buffer.startOffset(),
                atHand ? buffer.check(buffer.start) : FileProbe.check(front, buffer.startOffset()));
    }

    /** A line without an end that is already too long is passed over as it comes, so that it needs no memory. */
    void passOverIfTooLong(LineBuffer buffer) {
        int pending = buffer.pending();
        boolean fits = unfinished.carriedBytes() + (long) pending <= options.maxLineBytes();
        if (pending > 0 && (!fits || unfinished.isSkipped())) {
            unfinished.skip(pending);
            buffer.consume(buffer.end);
            place.passOver(buffer.startOffset());
        }
    }

    /** The front has ended inside a line, or not: what is left of it is carried into the next file, or given up. */
    void endOfFile(LineBuffer buffer, OpenFile front) throws IOException {
        int leftOver = buffer.pending();
        if (!file.joinsLines || unfinished.isSkipped()) {
            unfinished.skip(leftOver);
        } else if (leftOver > 0) {
            if (!unfinished.isCarried()) {
                // Asked now, since a whole file may be a part of one line; the id must be the same on every delivery.
                place.knowFirstLine(front);
                place.markUnfinished(buffer.startOffset());
            }
            unfinished.carry(buffer.bytes, buffer.start, buffer.end);
        }
        if (!file.joinsLines) {
            giveUp();
        }
    }

    /** What was taken of a line whose end will never come is given up, and counted. */
    void giveUp() {
        long bytes = unfinished.end();
        if (bytes > 0) {
            LogCheckpoint.Mark mark = place.mark();
            listener.torn(file.fileName, mark.origin().generation().number(), mark.offset(), bytes);
        }
    }
}
