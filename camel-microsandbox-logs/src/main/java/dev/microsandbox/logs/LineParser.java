package dev.microsandbox.logs;

/**
 * Reads one line into a {@link ParsedLine}. A parser knows no file and no cursor.
 *
 * <p>One thread.
 */
interface LineParser {
    /**
     * Parses {@code buffer[from, to)}: a line without its newline, never empty.
     *
     * @param into where the result goes; undefined when the answer is false
     * @return false when the line is malformed
     */
    boolean parse(byte[] buffer, int from, int to, ParsedLine into);
}
