package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.StateRepository;

/**
 * The cursors of one consumer, in whatever repository there is: key {@code <cursorName>/<sandbox>}.
 *
 * <p>Any thread, as far as the repository.
 */
final class StoredCursors {
    /**
     * What may stand behind a checkpoint: {@code missed}, before a gap where the route was to fail on one: it fails again until the cursor
     * is reset. {@code gone}, of a sandbox that was read to its end and removed: another one of its name is no gap. {@code absent}, of one
     * that was seen not to be there. Behind these, since when, in seconds since 1970.
     */
    private static final Pattern STORED =
            Pattern.compile("(.*?)( missed)?(?: (gone|absent)(?: (\\d{1,18}))?)?", Pattern.DOTALL);

    private static final String MISSED = " missed";
    private static final String GONE = " gone ";
    private static final String ABSENT = " absent ";

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
        Matcher parts = parts(text);
        return new Stored(LogCheckpoint.parse(parts.group(1)), "gone".equals(parts.group(3)), parts.group(2) != null);
    }

    /** The stored cursor as a token; null: there is none, or what is stored is none. */
    String token(String sandbox) {
        try {
            Stored stored = load(sandbox);
            return stored == null ? null : stored.checkpoint().cursor().token();
        } catch (InvalidCursorException | RuntimeException e) {
            return null; // the consumer tells of it when it opens the sandbox, or stores
        }
    }

    /** False: the run has ended, and nothing was stored. */
    boolean store(String sandbox, LogCheckpoint checkpoint) {
        return put(sandbox, checkpoint.text());
    }

    void storeGone(String sandbox, LogCheckpoint checkpoint) {
        put(sandbox, checkpoint.text() + GONE + Instant.now().getEpochSecond());
    }

    void storeMissed(String sandbox, LogCheckpoint checkpoint) {
        put(sandbox, checkpoint.text() + MISSED);
    }

    private boolean put(String sandbox, String value) {
        if (closed) {
            return false;
        }
        if (repository == null) {
            return true;
        }
        try {
            repository.setState(key(sandbox), value);
            lastError = null;
            return true;
        } catch (RuntimeException e) {
            lastError = e;
            throw e;
        }
    }

    /** Why cursors are not stored now; null: they are. */
    Exception trouble() {
        return repository instanceof JournalStateRepository journal ? journal.lastError() : lastError;
    }

    private static Matcher parts(String text) {
        Matcher parts = STORED.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("every text has a first part");
        }
        return parts;
    }

    // -- those of sandboxes that are gone

    /** The sandboxes of which a cursor is stored, where the repository is the component's own; others cannot tell. */
    List<String> sandboxes() {
        if (!(repository instanceof JournalStateRepository journal) || closed) {
            return List.of();
        }
        String prefix = key("");
        return journal.keys().keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.length() > prefix.length())
                .map(key -> key.substring(prefix.length()))
                .filter(sandbox -> sandbox.indexOf('/') < 0) // else it is of a consumer whose name begins like ours
                .toList();
    }

    /** Since when a sandbox that is not there is known not to be; from now on, where that was not known. */
    Instant goneSince(String sandbox, Instant now) {
        String text = repository.getState(key(sandbox));
        Matcher parts = text == null ? null : parts(text);
        if (parts == null || parts.group(4) != null) {
            return parts == null ? now : Instant.ofEpochSecond(Long.parseLong(parts.group(4)));
        }
        boolean known = parts.group(3) != null;
        String marked = known ? text.strip() + " " : text.strip() + ABSENT;
        put(sandbox, marked + now.getEpochSecond());
        return now;
    }

    /** Drops what is stored of a sandbox. */
    void forget(String sandbox) {
        if (repository instanceof JournalStateRepository journal && !closed) {
            journal.remove(key(sandbox));
        }
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
