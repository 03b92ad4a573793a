package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * One directory with one append-only file of records, and the right to write it.
 *
 * <p>An IOException of any act leaves the journal usable: what the file holds is repaired by the next {@link #append},
 * which then must be given again what the failed one was given. The state in memory never goes back.
 *
 * <p>One thread, which is never interrupted: an interrupt closes a channel.
 */
final class Journal implements AutoCloseable {
    static final String FILE = "cursors.journal";
    static final String NEW_FILE = "cursors.journal.new";
    static final String LOCK = "lock";

    /** A smaller file is not worth a compaction, in bytes. */
    static final long COMPACT_ABOVE = 1 << 20;

    private static final int COMPACT_FACTOR = 4;

    private final Path directory;
    private final Path file;
    private final Path newFile;
    private final JournalListener listener;

    private JournalLock lock;
    private FileChannel channel;
    private Object identity;

    /** As it is in the file. */
    private Map<String, String> state = new HashMap<>();

    private long liveBytes;
    private long end;
    private long compactAbove = COMPACT_ABOVE;

    /** Bytes behind {@link #end} are of an append that failed. */
    private boolean tornTail;

    /** There is something unreadable before {@link #end}. */
    private boolean damaged;

    /** What was written may not be there after a power cut; only a new one made of the state can. */
    private boolean rewriteDue;

    private boolean forceDue;
    private boolean directoryDue;

    private Journal(Path directory, JournalListener listener) {
        this.directory = directory;
        this.file = directory.resolve(FILE);
        this.newFile = directory.resolve(NEW_FILE);
        this.listener = listener;
    }

    /**
     * Takes the lock and loads what is there; makes what is not.
     *
     * @throws JournalInUseException when another one has it
     */
    static Journal open(Path directory, JournalListener listener) throws IOException {
        Journal journal = new Journal(directory, listener);
        try {
            PrivateFiles.createDirectories(directory);
            journal.lock = JournalLock.take(directory.resolve(LOCK));
            journal.load();
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.closeAfter(e);
            throw e;
        }
    }

    /** The loaded and appended states; a view. */
    Map<String, String> state() {
        return Collections.unmodifiableMap(state);
    }

    /** The size of the file, in bytes. */
    long size() {
        return end;
    }

    /** Writes the group behind the rest, in one go; null as a value removes. A crash may leave a part of a group. */
    void append(Map<String, String> group) throws IOException {
        repair();
        if (group.isEmpty()) {
            return;
        }
        long at = tornTail ? cutTail() : end;
        boolean behindTail = at > end;
        tornTail = true;
        forceDue = true;
        end = GroupWrite.write(channel, at, group);
        tornTail = false;
        if (behindTail) {
            healDue();
        }
        group.forEach(this::apply);
    }

    /** After it, what was appended survives a power cut. */
    void sync() throws IOException {
        if (forceDue) {
            try {
                channel.force(false);
            } catch (Throwable e) {
                // The kernel may have dropped what it could not write, and then says "done" to the next force.
                rewriteDue = true;
                throw e;
            }
            forceDue = false;
        }
        if (directoryDue) {
            PrivateFiles.syncDirectory(directory);
            directoryDue = false;
        }
    }

    /**
     * Writes the file anew when it is large and mostly outdated, or has damage in it, so that this is told once and not
     * at every start. Failing is no harm: the listener is told.
     */
    void compactIfDue() {
        if (end <= compactAbove || !damaged && end <= COMPACT_FACTOR * liveBytes) {
            return;
        }
        try {
            rewrite();
            sync();
        } catch (IOException e) {
            compactAbove = end + COMPACT_ABOVE;
            listener.notCompacted(e);
        }
    }

    /** Frees the lock. Syncs nothing. */
    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally { // second: nobody else may write before this one has stopped
            if (lock != null) {
                lock.close();
            }
        }
    }

    private void load() throws IOException {
        Files.deleteIfExists(newFile); // a crash during a rewrite: the old file is still the good one
        channel = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        identity = PrivateFiles.identity(file);
        directoryDue = true;
        JournalScan scan = JournalScanner.scan(file, channel);
        state = scan.state();
        state.forEach((key, value) -> liveBytes += JournalRecord.of(key, value).bytes());
        end = scan.end();
        scan.damages().forEach(damage -> listener.damaged(file, damage.from(), damage.to(), damage.keys()));
        if (!scan.damages().isEmpty()) {
            healDue();
        }
        if (scan.hasTornTail()) {
            listener.tornTail(file, scan.end(), scan.size(), scan.tailKeys());
            tornTail = true;
        }
    }

    private void repair() throws IOException {
        if (!lock.isOnDisk()) { // somebody deleted the directory: what is written now would be lost
            PrivateFiles.createDirectories(directory);
            lock.close();
            lock = JournalLock.take(directory.resolve(LOCK));
            rewriteDue = true;
        }
        if (rewriteDue || !channel.isOpen() || !identity.equals(PrivateFiles.identity(file))) {
            rewrite();
        }
    }

    /**
     * Where the next append goes. Cut off first: behind a shorter append, whole records of the failed one would be older
     * and come later. What cannot be cut off stays in front, and a load skips it.
     */
    private long cutTail() throws IOException {
        try {
            channel.truncate(end);
            return end;
        } catch (IOException e) {
            return channel.size(); // if the append succeeds: nothing is lost, and the file is made anew
        }
    }

    private void healDue() {
        damaged = true;
        compactAbove = 0;
    }

    /** Into a new file that is whole and durable before it takes the name. */
    private void rewrite() throws IOException {
        FileChannel next = null;
        Object nextIdentity;
        long nextEnd;
        try {
            Files.deleteIfExists(newFile);
            next = PrivateFiles.open(
                    newFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            nextEnd = GroupWrite.write(next, 0, state);
            next.force(true);
            nextIdentity = PrivateFiles.identity(newFile);
            Files.move(newFile, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) { // also out of memory: the old file goes on
            abandon(next, e);
            throw e;
        }
        FileChannel old = channel;
        channel = next;
        identity = nextIdentity;
        end = nextEnd;
        tornTail = false;
        damaged = false;
        compactAbove = COMPACT_ABOVE;
        rewriteDue = false;
        forceDue = false;
        directoryDue = true; // until then a power cut brings the old file back, so nothing may count as stored
        try {
            old.close();
        } catch (IOException e) {
            // it has no name any more, and all that was in it is in the new one
        }
    }

    /** What cannot be deleted now is deleted by the next rewrite or open. */
    private void abandon(FileChannel next, Throwable reason) {
        try {
            if (next != null) {
                next.close();
            }
            Files.deleteIfExists(newFile);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private void apply(String key, String value) {
        String old = value == null ? state.remove(key) : state.put(key, value);
        liveBytes -= old == null ? 0 : JournalRecord.of(key, old).bytes();
        liveBytes += value == null ? 0 : JournalRecord.of(key, value).bytes();
    }

    private void closeAfter(Exception reason) {
        try {
            close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
