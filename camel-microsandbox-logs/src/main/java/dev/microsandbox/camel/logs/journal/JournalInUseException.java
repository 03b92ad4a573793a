package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The journal has another owner, in this process or another one, and can have only one. */
public final class JournalInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Who has it, as it describes itself. */
    private final String owner;

    JournalInUseException(Path lock, String owner) {
        super("The journal in " + lock.toAbsolutePath().getParent() + " is in use by process " + owner
                + ": stop that one, or give this one a cursor name or directory of its own (held lock: "
                + lock.toAbsolutePath() + ")");
        this.owner = owner;
    }

    /** {@return the owner as it describes itself: its pid first, then host and time if known; never null} */
    public String owner() {
        return owner;
    }
}
