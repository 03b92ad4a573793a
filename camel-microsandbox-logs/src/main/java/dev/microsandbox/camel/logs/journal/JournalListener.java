package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Told of whatever the journal drops, cannot do for a while, and can do again. The journal itself logs nothing.
 *
 * <p>Called on the thread that owns the journal; must not block.
 */
interface JournalListener {
    /**
     * The end of the file was no whole record, as a crash in a write leaves it; it was cut off.
     *
     * @param keys of the cut records, as far as they can be read: what they were given was never said to be stored
     */
    default void tornTail(Path file, long from, long to, List<String> keys) {}

    /**
     * Bytes between records were unreadable and are skipped; what was before and behind them is loaded.
     *
     * @param keys of the damaged records, as far as they can be read: these keys may have an older value now, or none
     */
    default void damaged(Path file, long from, long to, List<String> keys) {}

    /** What was set cannot be stored now; it is kept in memory and tried again. Told at every try. */
    default void notStored(IOException reason) {}

    /** What was owed has been stored, after {@link #notStored}. */
    default void storedAgain() {}

    /** The file could not be made smaller; everything is stored, and it is tried again when the file has grown. */
    default void notCompacted(IOException reason) {}
}
