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

    /**
     * Parses the line that begins at {@code from}, when it is of a form whose end shows while it is read: then nobody need look for the
     * newline first. It reads a line as {@link #parse} does, or not at all.
     *
     * @param to where the bytes end that may be looked at
     * @return the index of the line's newline; -1 says nothing about the line: look for its end, and {@link #parse} it
     */
    default int parseAhead(byte[] buffer, int from, int to, ParsedLine into) {
        return -1;
    }
}
