package dev.microsandbox.logs;

/**
 * What reading logs can fail with. The message names the file or directory and says what to do.
 *
 * <p>Input that cannot be parsed is never one of these: it is skipped and reported to the {@link LogListener}.
 */
public abstract sealed class LogException extends Exception
        permits SandboxNotFoundException, InvalidCursorException, MissedRotationException, LogReadException {
    private static final long serialVersionUID = 1L;

    LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
