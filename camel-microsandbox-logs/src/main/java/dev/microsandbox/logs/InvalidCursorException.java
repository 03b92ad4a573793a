package dev.microsandbox.logs;

/** A cursor does not fit what is on disk, or is no cursor at all. Reading has not begun. */
public final class InvalidCursorException extends LogException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the cursor, with the name of the log file where one is concerned. */
    public InvalidCursorException(String reason) {
        super("Invalid cursor: " + reason, null);
    }
}
