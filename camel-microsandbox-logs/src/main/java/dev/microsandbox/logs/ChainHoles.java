package dev.microsandbox.logs;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Are names missing between the files that are held? That may be a rotation under way, which closes the hole in a moment, or the work of a
 * hand, and then lines are gone.
 *
 * <p>One thread.
 */
final class ChainHoles {
    /** How long something must look like the work of a hand before it is taken for one. */
    private static final long HOLE_NANOS = 100_000_000L;

    private final RotationChain chain;
    private final ChainFiles files;
    private final HeldFiles held;
    private final LongSupplier nanoClock;

    ChainHoles(RotationChain chain, ChainFiles files, HeldFiles held, LongSupplier nanoClock) {
        this.chain = chain;
        this.files = files;
        this.held = held;
        this.nanoClock = nanoClock;
    }

    /** The file that is held last was found at {@code index}, with so many names missing above it. */
    void found(int names, int index) {
        held.last().hole = new HeldFile.Hole(names, index, nanoClock.getAsLong());
    }

    /** Whether reading may go on in the file behind the front. */
    boolean isNextSettled() throws IOException {
        settle();
        HeldFile next = held.second();
        return next == null || next.hole == null || next.hole.patience.isOver(nanoClock.getAsLong(), HOLE_NANOS);
    }

    /** How many files between the front and the next are missing for good. */
    int namesBeforeNext() {
        HeldFile next = held.second();
        return next == null || next.hole == null ? 0 : next.hole.names;
    }

    /** In a rotation a hole closes at once: two neighbours that stand side by side have none between them. */
    void settle() throws IOException {
        HeldFile before = null;
        for (HeldFile one : held) {
            if (one.hole != null && before != null) {
                int at = chain.find(before.generation, 0);
                if (at < 0 && one.hole.names == 1 && hasMovedUp(one)) {
                    one.hole = null; // both moved: it was a rotation
                } else if (at > 0 && one.generation.same(files.identity(at - 1)) && chain.stillStands(before, at)) {
                    one.hole = null;
                }
            }
            before = one;
        }
    }

    /** Whether a file stands higher than where it was found, or has left the chain, as only rotations do it. */
    private boolean hasMovedUp(HeldFile one) throws IOException {
        int at = chain.find(one.generation, 0);
        return at > one.hole.index || at < 0 && files.identity(0) != null;
    }
}
