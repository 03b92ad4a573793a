package dev.microsandbox.logs;

import java.io.IOException;

/**
 * Where reading one log file stands: in which file, at which byte, and up to where everything was consumed.
 *
 * <p>One thread.
 */
final class ReadPlace {
    private final String sandbox;
    private final LogFile file;

    /** The file that is read; null when none is held. */
    private FileOrigin front;
    /** The next byte of the front to take. */
    private long next;
    /** The check at {@link #next}; 0 where there is none to compare with. */
    private long check;
    /** Up to where everything was consumed: what a cursor says. Behind {@link #next} while a line is not complete. */
    private LogCheckpoint.Mark mark;

    ReadPlace(String sandbox, LogFile file) {
        this.sandbox = sandbox;
        this.file = file;
    }

    FileOrigin front() {
        return front;
    }

    long next() {
        return next;
    }

    long check() {
        return check;
    }

    LogCheckpoint.Mark mark() {
        return mark;
    }

    /** Goes on at an offset of the file that is held, all before it being consumed. */
    void continueAt(HeldFile held, int restarts, long offset, boolean fresh) throws IOException {
        front = new FileOrigin(sandbox, file, held.generation, FileProbe.firstLine(held.file), restarts);
        next = offset;
        check = FileProbe.check(held.file, offset);
        mark = new LogCheckpoint.Mark(front, next, check, fresh);
    }

    /**
     * Goes on at the beginning of the file that is held.
     *
     * @param marked whether what is before it is done with; else the mark stays behind until something is consumed, as upstream's
     *     cursors do
     */
    void enter(HeldFile held, boolean marked) {
        front = new FileOrigin(sandbox, file, held.generation, 0, 0);
        next = 0;
        check = 0;
        boolean fresh = mark == null || mark.fresh();
        if (marked || fresh) {
            mark = new LogCheckpoint.Mark(front, 0, 0, fresh);
        }
    }

    /** Goes on where it was left: that file is held again. */
    void returnTo(LogCheckpoint.Mark left) {
        front = left.origin();
        next = left.offset();
        check = left.check();
    }

    /** Nothing is held any more. */
    void leave() {
        front = null;
    }

    /** Takes over the mark of a cursor whose file was made anew. */
    void remember(LogCheckpoint.Mark old) {
        mark = old;
    }

    /** The front begins anew, under the same generation, for the {@code restarts}-th time. */
    void restart(int restarts) {
        front = new FileOrigin(sandbox, file, front.generation(), 0, restarts);
        next = 0;
        check = 0;
        mark = new LogCheckpoint.Mark(front, 0, 0, false);
    }

    /** Looks at the first line of the front, where that is not known yet. */
    void knowFirstLine(OpenFile open) throws IOException {
        if (front.firstLine() == 0) {
            front = new FileOrigin(sandbox, file, front.generation(), FileProbe.firstLine(open), front.restarts());
        }
    }

    /** A line was taken up to {@code offset}. */
    void take(long offset, long checkThere) {
        next = offset;
        check = checkThere;
    }

    /** Bytes up to {@code offset} were passed over; the mark stays. */
    void passOver(long offset) {
        next = offset;
        check = 0;
    }

    /** Everything up to {@link #next} is consumed. */
    void markHere() {
        mark = new LogCheckpoint.Mark(front, next, check, false);
    }

    /** An unfinished line begins at {@code offset} of the front. */
    void markUnfinished(long offset) {
        mark = new LogCheckpoint.Mark(front, offset, mark.check(), mark.fresh());
    }
}
