package dev.microsandbox.logs;

/**
 * A file that a {@link RotationChain} holds open.
 *
 * <p>One thread.
 */
final class HeldFile {
    final Generation generation;
    final OpenFile file;
    /** Names were missing between this file and its predecessor when it was found: a rotation under way, or a hand. Null: none. */
    Hole hole;

    HeldFile(Generation generation, OpenFile file) {
        this.generation = generation;
        this.file = file;
    }

    /** Names that were missing between two files. */
    static final class Hole {
        /** How many. A rotation moves one file at a time, so it never makes more than one. */
        final int names;
        /** Where the file below them stood. */
        final int index;

        final Patience patience;

        Hole(int names, int index, long nowNanos) {
            this.names = names;
            this.index = index;
            this.patience = new Patience(nowNanos);
        }
    }
}
