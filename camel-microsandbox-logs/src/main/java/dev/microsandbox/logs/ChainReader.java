package dev.microsandbox.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What bytes come next? Reads the front of a {@link RotationChain} and says when it is finished: steps 10 to 12 of "Rotation
 * without loss" in DESIGN.md. Knows no lines: whoever calls says where to read.
 *
 * <p>One thread.
 */
final class ChainReader implements Closeable {
    /** What one read came to. */
    enum Outcome {
        /** Bytes were added to the buffer. */
        DATA,
        /** Nothing there now. */
        NOTHING,
        /** Nothing there now, but something is about to be: read again soon. */
        UNSETTLED,
        /** The front is shorter than where it was read to: it was truncated. */
        TRUNCATED,
        /** The front has given its last byte: take leave of its last line, then {@link #next}. */
        FINISHED,
        /** Reading once: everything that was there at the start has been given. */
        END
    }

    /** What stands between a file and the one that was read before it. */
    enum Seam {
        /** Nothing: it is the successor, or the first. */
        NONE(null, null),
        /** Perhaps a file: a name between them is missing. */
        HOLE(LogGap.Certainty.POSSIBLE, "a name among its rotated files is missing"),
        /** Perhaps files: the chain has outrun us. */
        POSSIBLE(
                LogGap.Certainty.POSSIBLE,
                "it was rotated faster than it was read; the oldest file there is may follow directly"),
        /** Perhaps files: it was not held meanwhile. */
        CLOSED(
                LogGap.Certainty.POSSIBLE,
                "it was closed while nothing was written, to save file handles, and was rotated away or removed before it could be opened"
                        + " again"),
        /** At least one file. */
        LOST(LogGap.Certainty.LOST, "it was rotated faster than it was read; a file that was seen is gone"),
        /** The directory was replaced: this is a new sandbox. */
        REPLACED(null, null);

        /** Null: no gap. */
        final LogGap.Certainty certainty;

        final String reason;

        Seam(LogGap.Certainty certainty, String reason) {
            this.certainty = certainty;
            this.reason = reason;
        }
    }

    private final RotationChain chain;
    private boolean once;
    private long onceSize;
    private Seam pending = Seam.NONE;
    private Generation expected;
    /** How many bytes that had, when it was seen. */
    private long expectedBytes;
    /** How many files are missing, where names are. */
    private int missingNames;

    ChainReader(RotationChain chain) {
        this.chain = chain;
    }

    RotationChain chain() {
        return chain;
    }

    /**
     * From now on reads only what is there at this moment: no further file, and the newest up to its size now.
     *
     * @param complete whether the live file must be among what is held; false when it is not there, since a producer may have died
     *     between two renames
     * @return false when it must be and is not: what is held was let go, begin again
     */
    boolean readOnce(boolean complete) throws IOException {
        if (complete && chain.front() != null && !chain.isComplete()) {
            chain.close();
            return false;
        }
        once = true;
        onceSize = chain.back() == null ? 0 : chain.back().file.size();
        return true;
    }

    /**
     * Reads the front at {@code offset} into the free part of {@code into}, of which there must be some.
     *
     * @param known how many bytes there stand before those that count as data: they were read before, and are read along as a check
     */
    Outcome read(ByteBuffer into, long offset, int known) throws IOException {
        if (!once) {
            chain.look();
        }
        boolean sealed = chain.isFrontSealed(); // step 10, before reading
        int limit = into.limit();
        if (once && !sealed) {
            into.limit((int) Math.min(limit, Math.max(into.position(), into.position() + onceSize - offset)));
        }
        int read; // step 11
        try {
            read = into.hasRemaining() ? chain.front().file.read(into, offset) : 0;
        } finally {
            into.limit(limit);
        }
        if (read > known) {
            return Outcome.DATA;
        }
        if (sealed) { // step 12
            return chain.isNextSettled() ? Outcome.FINISHED : Outcome.UNSETTLED;
        }
        if (once) {
            return Outcome.END;
        }
        return chain.front().file.size() < offset + known ? Outcome.TRUNCATED : Outcome.NOTHING;
    }

    /** Holds a first file, when none is held; then {@link #seam} tells what stands before it. */
    RotationChain.Start begin() throws IOException {
        RotationChain.Start start = chain.start();
        if (start == RotationChain.Start.HELD && pending == Seam.POSSIBLE && expected != null) {
            boolean same = expected.same(chain.front().generation);
            // It was not held, so without a creation time its number may name another file by now.
            pending = !same ? Seam.LOST : expected.isUnique() ? Seam.NONE : Seam.POSSIBLE;
        }
        return start;
    }

    /** The files that are held, and up to where they will be read; when not only once, up to where they can be now. */
    List<Extent> sizes() throws IOException {
        List<Extent> extents = new ArrayList<>();
        for (HeldFile held : chain.held()) {
            extents.add(new Extent(held.file, once && held == chain.back() ? onceSize : held.file.size()));
        }
        return extents;
    }

    /** A file and how many bytes of it count. */
    record Extent(OpenFile file, long size) {}

    /** Where to begin: the index of a file that is held, the oldest being 0, and an offset in it at which a line begins. */
    record Place(int index, long offset) {}

    /** How many of the files that are held come before a name that is missing, all but the last if none is. */
    int unbroken() {
        int count = -1;
        for (HeldFile held : chain.held()) {
            if (count >= 0 && held.hole != null) {
                break;
            }
            count++;
        }
        return count;
    }

    /** What was let go is not there any more: what is held next is not its successor. */
    void leftWhileClosed() throws IOException {
        chain.close();
        pending = Seam.CLOSED;
        expected = null;
    }

    /** The directory is gone with what was let go: what is held next is a new sandbox's. */
    void leftForGood() {
        pending = Seam.REPLACED;
        expected = null;
    }

    /** What stands between the front and the file before it. */
    Seam seam() {
        return pending;
    }

    /** How many bytes were lost there at the least. */
    long bytesAtLeast() {
        return pending == Seam.LOST ? Math.max(1, expectedBytes) : 0;
    }

    /** How many bytes were lost there at the most: no rotated file is larger than the producer makes them; -1: there is no telling. */
    long bytesAtMost() {
        return pending == Seam.HOLE ? missingNames * LogFile.ROTATE_BYTES : -1;
    }

    /** Leaves the finished front. True when its successor is the front now; false when nothing is held: {@link #begin} again. */
    boolean next() throws IOException {
        missingNames = chain.namesBeforeNext();
        pending = missingNames > 0 ? Seam.HOLE : Seam.NONE;
        expected = null;
        chain.next();
        if (chain.front() != null) {
            return true;
        }
        pending = chain.isReplaced() ? Seam.REPLACED : Seam.POSSIBLE;
        expected = chain.nextSeen();
        expectedBytes = chain.nextSeenBytes();
        chain.beginAnew();
        return false;
    }

    @Override
    public void close() throws IOException {
        chain.close();
    }
}
