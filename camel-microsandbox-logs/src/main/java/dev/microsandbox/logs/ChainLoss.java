package dev.microsandbox.logs;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Has the newest file that is held left the chain? Step 6 of "Rotation without loss": it was outrun, or the directory was replaced, or
 * somebody is removing files.
 *
 * <p>One thread.
 */
final class ChainLoss {
    private static final long REMOVAL_NANOS = 2_000_000_000L;

    private final ChainFiles files;
    private final int oldest;
    private final HeldFiles held;
    private final GivenGenerations given;
    private final LongSupplier nanoClock;

    private boolean lost;
    private boolean replaced;
    private Patience removal;

    /**
     * @param oldest the highest number of a rotated file
     * @param given what was read to the end and let go
     */
    ChainLoss(ChainFiles files, int oldest, HeldFiles held, GivenGenerations given, LongSupplier nanoClock) {
        this.files = files;
        this.oldest = oldest;
        this.held = held;
        this.given = given;
        this.nanoClock = nanoClock;
    }

    /** Files behind it were rotated away unseen. */
    boolean isLost() {
        return lost;
    }

    /** The directory is another one. */
    boolean isReplaced() {
        return replaced;
    }

    /** It was not seen, and the live name is there. {@code directory} is the one in which it was. */
    void noteGone(Generation directory) throws IOException {
        Generation now = files.directory();
        if (now == null) {
            return;
        }
        if (!now.same(directory)) {
            replaced = true;
            return;
        }
        // A rotation removes the oldest first: with an older one still there, the back was removed by a hand.
        if (isAnyOlderNamed()) {
            if (removal == null) {
                removal = new Patience(nanoClock.getAsLong());
            }
            if (!removal.isOver(nanoClock.getAsLong(), REMOVAL_NANOS)) {
                return;
            }
        }
        lost = true;
    }

    private boolean isAnyOlderNamed() throws IOException {
        for (int i = 0; i <= oldest; i++) {
            Generation there = files.identity(i);
            if (there != null && (given.has(there) || held.has(there))) {
                return true;
            }
        }
        return false;
    }

    /** It was seen. */
    void noteThere() {
        removal = null;
    }
}
