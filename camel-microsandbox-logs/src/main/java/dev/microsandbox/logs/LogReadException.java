package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** The operating system refused to open or read a log file. Nothing was passed over: polling again tries again. */
public final class LogReadException extends LogException {
    private static final long serialVersionUID = 1L;

    /** Whether rights are lacking. */
    private final boolean denied;

    /**
     * Reading {@code path} failed with {@code cause}.
     *
     * @param path what could not be read
     * @param cause what went wrong
     */
    public LogReadException(Path path, IOException cause) {
        super("Cannot read " + path + ": " + reason(cause), cause);
        this.denied = cause instanceof AccessDeniedException;
    }

    /** {@return whether the reader lacks the rights, so that trying again helps only after somebody changed them} */
    public boolean isDenied() {
        return denied;
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied; the reader needs read rights on the file and search rights on its directories";
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
