package dev.microsandbox.logs;

/**
 * Told of everything that a reader skips, repeats, loses or follows, one call each, on the polling thread and in order with the
 * entries. The engine itself logs nothing. An exception thrown here ends the poll.
 *
 * <p>{@code file} is always a name without its directory, that of a log file or {@code boot-error.json}; offsets and sizes are bytes.
 */
public interface LogListener {
    /** Does nothing. */
    LogListener NONE = new LogListener() {};

    /**
     * A line that is no entry was skipped. Of {@code boot-error.json}: its content is no JSON object, told once for each content; or with
     * generation and size 0, it was replaced or deleted before there was room to read it.
     *
     * @param file the name of the log file
     * @param generation the inode number of the file
     * @param offset the byte in it
     * @param bytes how many bytes of the file it takes
     */
    default void malformed(String file, long generation, long offset, long bytes) {}

    /**
     * A line longer than the limit was skipped.
     *
     * @param file the name of the log file
     * @param generation the inode number of the file
     * @param offset the byte in it
     * @param bytes how many bytes of the file it takes
     */
    default void oversized(String file, long generation, long offset, long bytes) {}

    /**
     * A file ended in the middle of a line, and nothing more can come: those bytes were skipped.
     *
     * @param file the name of the log file
     * @param generation the inode number of the file
     * @param offset the byte in it
     * @param bytes how many bytes of the file it takes
     */
    default void torn(String file, long generation, long offset, long bytes) {}

    /**
     * A file was truncated or written anew in place: it is read again from its beginning, so lines may come twice, and what stood
     * between {@code offset} and its old end is gone.
     *
     * @param file the name of the log file
     * @param generation the inode number of the file
     * @param offset the byte in it
     */
    default void truncated(String file, long generation, long offset) {}

    /**
     * A file was read to its end, and reading went on in its successor.
     *
     * @param file the name of the log file
     * @param fromGeneration the inode number of the file that was read
     * @param toGeneration the inode number of its successor
     */
    default void rotated(String file, long fromGeneration, long toGeneration) {}

    /**
     * The log directory was replaced: a new sandbox of the same name begins. Nothing was lost.
     *
     * @param file the name of the log file
     */
    default void replaced(String file) {}

    /**
     * Lines were lost, or may have been. The next entry of this file is the first one behind the gap.
     *
     * @param gap what is missing
     */
    default void gap(LogGap gap) {}

    /**
     * A name is not a regular file, so it is not read; called at every look.
     *
     * @param name the file name
     * @param reason what it is instead, in words
     */
    default void refused(String name, String reason) {}
}
