package dev.microsandbox.camel.logs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is measured on.
 *
 * @param directory where the homes are, and where cursors go
 * @param entries how many entries each sandbox has
 */
record Place(Path directory, int entries) {
    /** A microsandbox home with one sandbox, {@code web}. */
    Path home() {
        return directory.resolve("home");
    }

    /** The logs of {@code web}. */
    Path logs() {
        return home().resolve("sandboxes/web/logs");
    }

    /** The logs of another sandbox, in a home of its own: the same bytes. */
    Path otherLogs() {
        return directory.resolve("other/sandboxes/db/logs");
    }

    /** The same lines in one file, for what knows no chain. */
    Path oneFile() {
        return directory.resolve("one/all.log");
    }

    /** A place for cursors that nobody has used. */
    Path cursors() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(directory.resolve("cursors")), "of");
    }
}
