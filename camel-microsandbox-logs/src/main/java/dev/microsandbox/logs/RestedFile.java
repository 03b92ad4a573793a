package dev.microsandbox.logs;

import java.io.IOException;

/**
 * A live file that was let go to spare its handle, read to its end: where it was left, and whether it is still as it was.
 *
 * <p>One thread.
 */
final class RestedFile {
    /** What became of it. */
    enum Reopened {
        /** It is held again. */
        HELD,
        /** Nothing was written: it stays as it is. */
        UNCHANGED,
        /** It is not there any more. */
        GONE,
        /** Names are moving. */
        UNSETTLED
    }

    private final DirectoryFiles files;
    private final RotationChain chain;
    private final ReadPlace place;
    /** Where it was left; null: nothing was. */
    private LogCheckpoint.Mark left;

    RestedFile(DirectoryFiles files, RotationChain chain, ReadPlace place) {
        this.files = files;
        this.chain = chain;
        this.place = place;
    }

    /** Whether a file was let go and is not held again. */
    boolean isResting() {
        return left != null;
    }

    /** Lets the live file go when it was read to its end. */
    void rest() throws IOException {
        HeldFile front = chain.front();
        if (place.front() == null || front == null || chain.isFrontSealed()) {
            return;
        }
        if (front.file.size() == place.next() && files.isUnchanged(front.generation, place.next())) {
            left = new LogCheckpoint.Mark(
                    place.front(), place.next(), place.check(), place.mark().fresh());
            chain.close();
            place.leave();
        }
    }

    /** Holds it again, when something was written. */
    Reopened reopen() throws IOException {
        if (files.isUnchanged(left.origin().generation(), left.offset())) {
            return Reopened.UNCHANGED;
        }
        return switch (chain.resume(left.origin().generation())) {
            case HELD -> {
                place.returnTo(left); // the check is compared at the next read, as ever
                left = null;
                yield Reopened.HELD;
            }
            case NOTHING -> Reopened.GONE;
            case UNSETTLED -> Reopened.UNSETTLED;
        };
    }

    /** Gives it up. */
    void giveUp() {
        left = null;
    }
}
