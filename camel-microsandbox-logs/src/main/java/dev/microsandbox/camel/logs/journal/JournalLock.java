package dev.microsandbox.camel.logs.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The right to write one journal: a lock on a file that the operating system frees when the process dies, however it
 * dies. The file holds the owner's pid for the message to the second one.
 *
 * <p>POSIX frees all locks of a process on a file as soon as <em>any</em> channel on it is closed. So within a process
 * the file must not even be opened while it is held: a system property, which all class loaders share, is asked first.
 *
 * <p>One thread, never interrupted.
 */
final class JournalLock implements AutoCloseable {
    private static final String HELD = "dev.microsandbox.camel.logs.journal.held.";

    /** Behind any content, because where locks are mandatory nobody else could read what is locked. */
    private static final long REGION = Long.MAX_VALUE - 1;

    /** Channels on a file that this process has locked through another one: see above. Not closed, nor collected. */
    private static final List<FileChannel> NEVER_CLOSED = new CopyOnWriteArrayList<>();

    private final Path file;
    private final Object identity;
    private final String property;
    private final FileChannel channel;

    private JournalLock(Path file, Object identity, String property, FileChannel channel) {
        this.file = file;
        this.identity = identity;
        this.property = property;
        this.channel = channel;
    }

    /** Takes the lock, or says by {@link JournalInUseException} who has it. Never waits. */
    static JournalLock take(Path file) throws IOException {
        PrivateFiles.createIfAbsent(file);
        Object identity = PrivateFiles.identity(file);
        String property = HELD + identity;
        String me = ProcessHandle.current().pid() + host() + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Object here = System.getProperties().putIfAbsent(property, me);
        if (here != null) {
            throw new JournalInUseException(file, here + " (this process)");
        }
        try {
            return new JournalLock(file, identity, property, locked(file, me));
        } catch (IOException | RuntimeException e) {
            System.getProperties().remove(property);
            throw e;
        }
    }

    /** Whether the file is still the one that was locked: when it is gone, others can lock a new one. */
    boolean isOnDisk() throws IOException {
        return channel.isOpen() && identity.equals(PrivateFiles.identity(file));
    }

    /** Closing again does nothing, also when somebody else has the lock by then. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } finally {
            System.getProperties().remove(property); // after the channel: see the class
        }
    }

    private static FileChannel locked(Path file, String me) throws IOException {
        FileChannel channel = PrivateFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            FileLock lock = channel.tryLock(REGION, 1, false);
            if (lock == null) {
                throw new JournalInUseException(file, owner(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((me + "\n").getBytes(UTF_8)), 0);
            mine = true;
            return channel;
        } catch (OverlappingFileLockException e) { // the property was lost: somebody replaced all system properties
            NEVER_CLOSED.add(channel);
            mine = true;
            throw new JournalInUseException(file, ProcessHandle.current().pid() + " (this process)");
        } finally {
            if (!mine) {
                channel.close();
            }
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(256);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), UTF_8).strip();
        return text.isEmpty() ? "unknown (it has just started)" : text;
    }

    /** Pids of two containers that share a volume can be the same. */
    private static String host() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? "" : " on " + host.strip();
    }
}
