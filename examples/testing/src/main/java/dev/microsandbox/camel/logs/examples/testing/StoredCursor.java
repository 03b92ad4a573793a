package dev.microsandbox.camel.logs.examples.testing;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a journal has of a sandbox, read from a copy, so that an application may have the lock meanwhile. */
public final class StoredCursor {
    private StoredCursor() {}

    /**
     * The cursor behind the last entry that is committed; null: there is none.
     *
     * @param cursorDir the application's
     */
    public static LogCursor of(Path cursorDir, String cursorName, String sandbox)
            throws IOException, InvalidCursorException {
        Path copy = Files.createTempDirectory("journal");
        try (Stream<Path> files = Files.list(cursorDir.resolve(cursorName))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (JournalStateRepository journal = new JournalStateRepository(copy)) {
            journal.start();
            String stored = journal.getState(cursorName + "/" + sandbox);
            return stored == null ? null : LogCheckpoint.parse(stored).cursor();
        }
    }

    /** The cursor in the field of that name of an entry's JSON. */
    public static LogCursor parse(String field) throws InvalidCursorException {
        return LogCheckpoint.parse(field).cursor();
    }
}
