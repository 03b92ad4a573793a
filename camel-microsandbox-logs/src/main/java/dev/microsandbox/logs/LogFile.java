package dev.microsandbox.logs;

import java.util.Collection;
import java.util.List;

/**
 * The log files of a sandbox, always in this order; what differs between them is this table, not code.
 *
 * <p>Immutable, any thread.
 */
enum LogFile {
    /** JSON Lines, rotated between whole lines. */
    EXEC("exec.log", 4, false),
    /** Text; a copy of a pipe, rotated anywhere: a line may begin in one file and end in the next. */
    RUNTIME("runtime.log", 4, true),
    /** Text; opened anew at every start of the sandbox, never rotated, perhaps truncated in place. */
    KERNEL("kernel.log", 0, false);

    /** The producer rotates a file before a write that would take it past this size. */
    static final long ROTATE_BYTES = 10L << 20;

    private static final List<LogFile> ALL = List.of(values());

    final String fileName;
    /** How many rotated files there can be beside the live one. */
    final int rotated;
    /** Whether a line without its end is continued at the beginning of the next file. */
    final boolean joinsLines;

    LogFile(String fileName, int rotated, boolean joinsLines) {
        this.fileName = fileName;
        this.rotated = rotated;
        this.joinsLines = joinsLines;
    }

    /** The name at an index of the chain: 0 is the live file, the highest the oldest. */
    String name(int index) {
        return index == 0 ? fileName : fileName + "." + index;
    }

    /** The files to read for these sources: exec.log has all four, the other two have system only. */
    static List<LogFile> readFor(Collection<LogSource> sources) {
        return sources.contains(LogSource.SYSTEM) ? ALL : ALL.subList(0, 1);
    }

    /** The file of that name, or null. */
    static LogFile of(String fileName) {
        for (LogFile file : ALL) {
            if (file.fileName.equals(fileName)) {
                return file;
            }
        }
        return null;
    }
}
