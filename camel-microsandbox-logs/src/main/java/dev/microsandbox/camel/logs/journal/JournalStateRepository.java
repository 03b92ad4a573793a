package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A {@link StateRepository} on disk that survives a kill and a power cut: an append-only journal with a checksum for
 * every record, in a directory of its own.
 *
 * <p>Any thread, also one that is interrupted. {@link #setState} updates the memory and returns; a thread of the
 * repository writes and forces what was set meanwhile as one group, at once. So a kill or a power cut can lose what was
 * set after the last group: a few milliseconds, on a slow disk one force more. It loses the last values only: of a key
 * either the last value comes back or an earlier one that was set, in order; one of many keys can be newer than
 * another. Nothing that was set before a {@link #flush} that returned, or before {@code stop}, is lost. Without
 * {@link #setSync sync} a power cut can lose what was set since the last flush, a kill still only the last group.
 *
 * <p>While the disk is full or read-only nothing blocks and nothing throws but {@code flush} and {@code stop}: states
 * are kept in memory, {@link #isHealthy} is false, one WARN says so, and what is owed is written when there is room
 * again.
 *
 * <p>One directory has one owner: starting a second one, in this process or another, fails with
 * {@link JournalInUseException}, which names the owner's pid. Keys and values are any text of at most 1 MiB of UTF-8
 * each. Files and directories that are made are readable by their owner only.
 */
public final class JournalStateRepository extends ServiceSupport implements StateRepository<String, String> {
    private Path directory;
    private boolean sync = true;

    /** Only between start and stop; the states themselves have their own lock. */
    private volatile JournalWriter writer;

    /** For a bean: {@link #setDirectory} must follow. */
    public JournalStateRepository() {}

    /**
     * @param directory of this journal alone; made at the start, with its parents, if it is not there
     */
    public JournalStateRepository(Path directory) {
        this.directory = directory;
    }

    /** {@return the directory of this journal, or null} */
    public String getDirectory() {
        return directory == null ? null : directory.toString();
    }

    /**
     * The directory of this journal alone; made at the start if it is not there. Counts from the next start on.
     *
     * @param directory a directory of its own
     */
    public void setDirectory(String directory) {
        this.directory = Path.of(directory);
    }

    /** {@return whether each group is forced to the disk} */
    public boolean isSync() {
        return sync;
    }

    /**
     * Whether each group is forced to the disk, which is the default. If not, only {@link #flush} and stop force, and
     * a power cut can lose all since then. Counts from the next start on.
     *
     * @param sync false: to leave it to the system
     */
    public void setSync(boolean sync) {
        this.sync = sync;
    }

    /**
     * Remembers a state; it is on disk soon after, see the class.
     *
     * @param key not null
     * @param value null removes the key
     * @throws IllegalArgumentException for text longer than 1 MiB, or with half of a surrogate pair
     * @throws IllegalStateException when not started, or stopped
     */
    @Override
    public void setState(String key, String value) {
        started().put(key, value);
    }

    /**
     * The state that was set last, on disk or not; null if there is none.
     *
     * @throws IllegalStateException when not started, or stopped
     */
    @Override
    public String getState(String key) {
        return started().get(key);
    }

    /**
     * As {@link #setState} with null. Removing what is not there is no error.
     *
     * @param key any key
     */
    public void remove(String key) {
        setState(key, null);
    }

    /** {@return a copy of all keys with their states, in no order} */
    public Map<String, String> keys() {
        return started().snapshot();
    }

    /**
     * Waits until all that was set before the call survives a power cut. An interrupt does not end the wait.
     *
     * @throws IOException when it could not be written; it is kept in memory and tried again, also without a flush
     */
    public void flush() throws IOException {
        started().flush();
    }

    /** {@return whether it is started and stores what is set} */
    public boolean isHealthy() {
        JournalWriter current = writer;
        return current != null && current.trouble() == null;
    }

    /** {@return why states are not stored now; null when they are, and when not started} */
    public Exception lastError() {
        JournalWriter current = writer;
        return current == null ? null : current.trouble();
    }

    @Override
    protected void doStart() throws Exception {
        if (directory == null) {
            throw new IllegalArgumentException("A JournalStateRepository needs a directory: set 'directory'");
        }
        writer = JournalWriter.open(directory, sync, new JournalLog(directory));
    }

    @Override
    protected void doStop() throws Exception {
        JournalWriter last = writer;
        writer = null;
        if (last != null) {
            last.close();
        }
    }

    private JournalWriter started() {
        JournalWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("The journal in " + directory + " is not started, or stopped");
        }
        return current;
    }
}
