package dev.microsandbox.logs;

import java.nio.file.Path;

/** There is no log directory: the sandbox was never started, was removed, or its name is mistyped. */
public final class SandboxNotFoundException extends LogException {
    private static final long serialVersionUID = 1L;

    /**
     * Not there: {@code directory}.
     *
     * @param directory what is not there
     */
    public SandboxNotFoundException(Path directory) {
        super(
                "No log directory " + directory
                        + ": check the sandbox's name and the microsandbox home, or follow it to wait for its start",
                null);
    }
}
