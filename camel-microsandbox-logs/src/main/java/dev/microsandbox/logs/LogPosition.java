package dev.microsandbox.logs;

/**
 * How far one log file has been consumed.
 *
 * <p>Immutable, any thread.
 *
 * @param generation which file, whatever its name is now: its inode number as an unsigned 64-bit integer
 * @param offset the next byte to read: the one just behind the newline of the last line that was consumed
 */
public record LogPosition(long generation, long offset) {
    /** Nothing consumed yet. */
    public static final LogPosition START = new LogPosition(0, 0);

    /** {@return whether nothing was consumed yet} */
    public boolean isStart() {
        return generation == 0 && offset == 0;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(generation) + "@" + Long.toUnsignedString(offset);
    }
}
