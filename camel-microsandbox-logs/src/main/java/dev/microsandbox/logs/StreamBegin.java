package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where does reading begin? Opens the reader of each log file of a stream, and holds the files there: at the place of a cursor, at the
 * end, at {@code since}, or at the beginning.
 *
 * <p>One thread.
 */
final class StreamBegin {
    private static final int ONCE_TRIES = 1000;

    private final Path directory;
    private final LogOptions options;
    private final LineFilter filter;

    StreamBegin(Path directory, LogOptions options, LineFilter filter) {
        this.directory = directory;
        this.options = options;
        this.filter = filter;
    }

    /**
     * Opens one; what it held is let go where that fails.
     *
     * @param from where a cursor says to begin; null: it does not speak of this file
     */
    LogFileReader open(LogFile file, LogCheckpoint.Mark from) throws LogException {
        DirectoryFiles files = new DirectoryFiles(directory, file, options.listener());
        RotationChain chain =
                new RotationChain(files, file.rotated, options.maxOpenFiles(), options.files(), System::nanoTime);
        LogFileReader reader = new LogFileReader(file, files, chain, options, filter);
        try {
            begin(reader, from);
            return reader;
        } catch (IOException e) {
            reader.close();
            throw new LogReadException(directory.resolve(file.fileName), e);
        } catch (LogException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void begin(LogFileReader reader, LogCheckpoint.Mark from) throws IOException, LogException {
        if (from != null) {
            reader.resume(from);
        } else if (options.atEnd()) {
            reader.beginAtEnd();
        }
        if (options.follow()) {
            reader.hold();
        } else {
            readOnce(reader, from);
        }
        if (from == null && options.since() != null && !options.atEnd()) {
            reader.skipToSince();
        }
    }

    private static void readOnce(LogFileReader reader, LogCheckpoint.Mark from) throws IOException, LogException {
        int tries = 0;
        while (!reader.readOnce(from, tries < ONCE_TRIES)) {
            if (++tries > 2 * ONCE_TRIES) {
                throw new IOException("the names of " + reader.file().fileName + " do not come to rest");
            }
            Thread.onSpinWait();
        }
    }
}
