package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component's own repositories, one journal per cursor name, and who uses which name. A journal is opened when the first consumer
 * starts and closed after the last has stopped, so that a stand-by in another process can take over.
 *
 * <p>Any thread.
 */
final class CursorStores {
    private static final Logger LOG = LoggerFactory.getLogger(CursorStores.class);

    private final Path directory;
    /** Cursor name to the route that uses it. Guarded by this. */
    private final Map<String, String> users = new HashMap<>();

    CursorStores(Path directory) {
        this.directory = directory;
    }

    /** {@code $XDG_STATE_HOME}, else {@code ~/.local/state}, and in it a directory of ours. */
    static Path defaultDirectory() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state != null && !state.isBlank()
                ? Path.of(state)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return base.resolve("camel-microsandbox-logs");
    }

    /**
     * Takes a cursor name for a route.
     *
     * @throws IllegalArgumentException when another route of the context has it
     */
    synchronized void claim(String cursorName, String route) {
        String other = users.putIfAbsent(cursorName, route);
        if (other != null) {
            throw new IllegalArgumentException(
                    "Routes " + other + " and " + route + " both use cursorName=" + cursorName
                            + ": they would overwrite each other's cursors. Give one of them another cursorName, or a routeId");
        }
    }

    /** Gives a cursor name back. */
    synchronized void release(String cursorName) {
        users.remove(cursorName);
    }

    /** Opens the journal of a cursor name. */
    JournalStateRepository open(String cursorName) {
        Path place = directory.resolve(fileName(cursorName));
        JournalStateRepository journal = new JournalStateRepository(place);
        journal.start();
        LOG.info("Cursors of {} are stored in {}", cursorName, place);
        return journal;
    }

    /** A cursor name as the name of a directory: what is no letter, digit, '.', '-' or '_' becomes % and its code. */
    static String fileName(String cursorName) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < cursorName.length(); i++) {
            char c = cursorName.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (plain || c == '.' && i > 0) {
                name.append(c);
            } else {
                name.append('%').append(String.format(java.util.Locale.ROOT, "%04x", (int) c));
            }
        }
        return name.toString();
    }
}
