package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import org.apache.camel.spi.StateRepository;

/**
 * The cursors of one consumer, in whatever repository there is: key {@code <cursorName>/<sandbox>}.
 *
 * <p>Any thread, as far as the repository.
 */
final class StoredCursors {
    /** Behind the checkpoint of a sandbox that was read to its end and removed: another one of its name is no gap. */
    private static final String GONE = " gone";
    /** Behind the checkpoint before a gap, where the route was to fail on one: it fails again until the cursor is reset. */
    private static final String MISSED = " missed";

    private final StateRepository<String, String> repository;
    private final String cursorName;
    private final boolean own;
    /** Set when the run ends; from then on nothing is stored. */
    private volatile boolean closed;
    /** What the repository threw last; null: it took the last one. */
    private volatile RuntimeException lastError;

    /**
     * @param repository null: nothing is stored
     * @param own whether it is the component's own, which writes behind
     */
    StoredCursors(StateRepository<String, String> repository, String cursorName, boolean own) {
        this.repository = repository;
        this.cursorName = cursorName;
        this.own = own;
    }

    boolean isOwn() {
        return own;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /**
     * What is stored for a sandbox.
     *
     * @param gone it had been read to its end and removed
     * @param missed lines behind it were lost, and the route was to fail
     */
    record Stored(LogCheckpoint checkpoint, boolean gone, boolean missed) {}

    /**
     * The stored cursor; null when there is none.
     *
     * @throws InvalidCursorException when what is stored is no cursor
     */
    Stored load(String sandbox) throws InvalidCursorException {
        String text = repository == null ? null : repository.getState(key(sandbox));
        if (text == null || text.isBlank()) {
            return null;
        }
        boolean gone = text.endsWith(GONE);
        boolean missed = text.endsWith(MISSED);
        int length = text.length() - (gone ? GONE.length() : missed ? MISSED.length() : 0);
        return new Stored(LogCheckpoint.parse(text.substring(0, length)), gone, missed);
    }

    void store(String sandbox, LogCheckpoint checkpoint) {
        put(sandbox, checkpoint.text());
    }

    void storeGone(String sandbox, LogCheckpoint checkpoint) {
        put(sandbox, checkpoint.text() + GONE);
    }

    void storeMissed(String sandbox, LogCheckpoint checkpoint) {
        put(sandbox, checkpoint.text() + MISSED);
    }

    private void put(String sandbox, String value) {
        if (repository == null || closed) {
            return;
        }
        try {
            repository.setState(key(sandbox), value);
            lastError = null;
        } catch (RuntimeException e) {
            lastError = e;
            throw e;
        }
    }

    /** Why cursors are not stored now; null: they are. */
    Exception trouble() {
        return repository instanceof JournalStateRepository journal ? journal.lastError() : lastError;
    }

    /** The key of a sandbox's cursor. */
    String key(String sandbox) {
        return cursorName + "/" + sandbox;
    }

    /** Whether this consumer has never run; from now on it has. What is found later then begins at its beginning. */
    boolean isFirstStart() {
        if (repository == null) {
            return true;
        }
        boolean first = repository.getState(key("")) == null;
        if (first) {
            repository.setState(key(""), "started");
        }
        return first;
    }
}
