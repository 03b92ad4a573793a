package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Corpus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is measured on.
 *
 * @param directory where the homes are, and where cursors go
 * @param entries how many entries each sandbox has
 */
record Homes(Path directory, int entries) {
    /** Writes the corpus for all of them. */
    Corpus.Written write() throws IOException {
        Corpus.Written written = Corpus.write(logs(), entries);
        Corpus.write(otherLogs(), entries);
        Files.createDirectories(oneFile().getParent());
        try (OutputStream all = Files.newOutputStream(oneFile())) {
            for (int i = 4; i >= 0; i--) {
                Files.copy(logs().resolve(i == 0 ? "exec.log" : "exec.log." + i), all);
            }
        }
        return written;
    }

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

    /** The sandbox tool; it need not be there. */
    Path msb() {
        return Msb.binary(msbDirectory());
    }

    /** Beside the others, so that it is not removed with them. */
    Path msbDirectory() {
        return directory.resolveSibling("msb");
    }
}
