package dev.microsandbox.logs;

/** A cursor does not fit what is on disk, or is no cursor at all. Reading has not begun. */
public final class InvalidCursorException extends LogException {
    private static final long serialVersionUID = 1L;

    /** The log file whose position is invalid; null: the cursor as a whole. */
    private final String logFile;

    /**
     * What is wrong with the cursor as a whole.
     *
     * @param reason what is wrong, in words
     */
    public InvalidCursorException(String reason) {
        super("Invalid cursor: " + reason, null);
        this.logFile = null;
    }

    /**
     * What is wrong with the cursor's position in one log file.
     *
     * @param logFile the name of that log file
     * @param reason what is wrong, in words
     */
    public InvalidCursorException(String logFile, String reason) {
        super("Invalid cursor: " + logFile + ": " + reason, null);
        this.logFile = logFile;
    }

    /** {@return the log file whose position is invalid, {@code exec.log} for one; null when it is the cursor as a whole} */
    public String logFile() {
        return logFile;
    }
}
