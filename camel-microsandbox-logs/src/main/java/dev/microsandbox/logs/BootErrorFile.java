package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * {@code boot-error.json} of a log directory: the only file that is not appended to. Whatever is not a regular file is refused, as
 * {@link DirectoryFiles} does.
 *
 * <p>One thread.
 */
final class BootErrorFile {
    /** The most that is read, in bytes. */
    static final int LIMIT = 64 * 1024;

    /** What stands under the name now, without a look at its bytes. */
    record Stamp(Generation generation, FileTime modified, long size) {}

    /** What was read. */
    static final class Content {
        final Stamp stamp;
        /** Null when there are more than {@link #LIMIT}. */
        final byte[] bytes;
        /** {@link BootFailure#hash}; null when there are too many. */
        final String hash;

        private Content(Stamp stamp, byte[] bytes) {
            this.stamp = stamp;
            this.bytes = bytes;
            this.hash = bytes == null ? null : BootFailure.hash(bytes);
        }
    }

    private final Path directory;
    private final LogListener listener;

    BootErrorFile(Path directory, LogListener listener) {
        this.directory = directory;
        this.listener = listener;
    }

    /** Its path; made when it is needed, since most sandboxes are silent. */
    Path path() {
        return directory.resolve(BootFailure.FILE_NAME);
    }

    /** What is there; null when there is no such file. */
    Stamp look() throws IOException {
        FileIdentity.Seen seen = FileIdentity.look(path());
        if (seen == null) {
            return null;
        }
        if (!seen.regular()) {
            listener.refused(BootFailure.FILE_NAME, seen.directory() ? "is a directory" : "is not a regular file");
            return null;
        }
        return new Stamp(seen.generation(), seen.modified(), seen.size());
    }

    /** Reads what {@link #look} saw; null when something else is there by now: look again. */
    Content read(Stamp stamp) throws IOException {
        if (stamp.size > LIMIT) {
            return new Content(stamp, null);
        }
        try (OpenFile file = DirectoryFiles.open(path())) {
            if (file == null) {
                return null;
            }
            byte[] bytes = FileProbe.read(file, 0, LIMIT);
            // Looked at once more behind the reading: the time must be of the very file whose bytes these are.
            return bytes.length == stamp.size && stamp.equals(look()) ? new Content(stamp, bytes) : null;
        }
    }
}
