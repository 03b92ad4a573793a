package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogException;
import java.nio.file.FileSystemException;

/**
 * What is done about errors outside an exchange, of one sandbox: shown, counted, told.
 *
 * <p>The keeper's thread until the sandbox is open, then also the worker's.
 */
final class TailErrors {
    private final String sandbox;
    private final TailOwner owner;
    private final TailStatus status;
    private final TroubleLog trouble;

    TailErrors(String sandbox, TailOwner owner, TailStatus status, TroubleLog trouble) {
        this.sandbox = sandbox;
        this.owner = owner;
        this.status = status;
        this.trouble = trouble;
    }

    /** The operating system refused: it is tried again, and nothing was passed over. */
    void unreadable(LogException e) {
        String message = TroubleLog.escaped(e.getMessage());
        status.failed(message);
        TroubleLog.Kind kind = TroubleLog.Kind.UNREADABLE;
        if (isShortOfHandles(e)) {
            kind = TroubleLog.Kind.HANDLES;
            owner.shortOfHandles();
        }
        trouble.note(kind, sandbox + ": " + message);
    }

    /** Whether the system opens no more files. */
    static boolean isShortOfHandles(Exception e) {
        return e.getCause() instanceof FileSystemException refused
                && refused.getReason() != null
                && refused.getReason().contains("Too many open files");
    }

    /** Something that must be told to the exception handler; {@code what} in words of ours. */
    void failed(String what, Exception e) {
        String message = TroubleLog.escaped(String.valueOf(e.getMessage()));
        boolean told = message.equals(status.error()); // it is tried again every second
        status.failed(message);
        if (!told) {
            owner.failed("Sandbox " + sandbox + what, e);
        }
    }

    /** It works. */
    void none() {
        status.failed(null);
    }
}
