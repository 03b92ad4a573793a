package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;

/**
 * The names of one log file in a real directory. Whatever is not a regular file (a symbolic link, a pipe, a device, a directory) is
 * refused: it counts as missing, is never opened or waited on, and is reported.
 *
 * <p>One thread.
 */
final class DirectoryFiles implements ChainFiles {
    private final Path directory;
    private final LogFile file;
    private final LogListener listener;
    private final Path live;
    private FileTime liveModified = FileTime.fromMillis(0);

    DirectoryFiles(Path directory, LogFile file, LogListener listener) {
        this.directory = directory;
        this.file = file;
        this.listener = listener;
        this.live = directory.resolve(file.name(0));
    }

    /** Only the live one's is kept: there are ten thousand of these, and the others are asked for when files are rotated. */
    private Path path(int index) {
        return index == 0 ? live : directory.resolve(file.name(index));
    }

    @Override
    public Generation identity(int index) throws IOException {
        FileIdentity.Seen seen = FileIdentity.look(path(index));
        if (seen == null) {
            return null;
        }
        if (!seen.regular()) {
            listener.refused(file.name(index), seen.directory() ? "is a directory" : "is not a regular file");
            return null;
        }
        return seen.generation();
    }

    @Override
    public long size(int index) throws IOException {
        FileIdentity.Seen seen = FileIdentity.look(path(index));
        return seen == null || !seen.regular() ? 0 : seen.size();
    }

    /** Whether the live file is still that one, and of that size. */
    boolean isUnchanged(Generation generation, long size) throws IOException {
        FileIdentity.Seen seen = FileIdentity.look(live);
        return seen != null && seen.regular() && seen.size() == size && generation.same(seen.generation());
    }

    @Override
    public OpenFile open(int index) throws IOException {
        return open(path(index));
    }

    /** Opens a file for reading, but for a symbolic link; null when there is none. */
    static OpenFile open(Path path) throws IOException {
        try {
            return new Channel(FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null; // renamed since it was looked at: the caller looks again
        }
    }

    @Override
    public Generation directory() throws IOException {
        FileIdentity.Seen seen = FileIdentity.look(directory);
        return seen == null || !seen.directory() ? null : seen.generation();
    }

    /** The live file's modification time; the last one known while it is missing. */
    FileTime liveModified() throws IOException {
        for (int i = 0; i <= file.rotated; i++) {
            FileIdentity.Seen seen = FileIdentity.look(path(i));
            if (seen != null) {
                liveModified = seen.modified();
                break;
            }
        }
        return liveModified;
    }

    private record Channel(FileChannel channel) implements OpenFile {
        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
