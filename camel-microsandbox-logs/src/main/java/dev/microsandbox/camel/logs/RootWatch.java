package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.DirectoryWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What changed in the directory in which sandboxes come and go: names that the watch told of, or anything.
 *
 * <p>The keeper's thread, but for {@link #failure}: any thread.
 */
final class RootWatch {
    /** More names than this are looked for by listing all. */
    private static final int MANY = 1000;
    /** A directory that changed so shortly before it was listed may change again without another time. */
    private static final long SAME_TIME_MILLIS = 2000;

    private final Path root;
    private final DirectoryWatch.Bell bell = new DirectoryWatch.Bell();
    private final ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();
    /** Anything may have changed. Set by the watcher's thread. */
    private volatile boolean anything;

    private DirectoryWatch.Watching watching;
    private volatile String failure;
    private long listedAtMillis;
    private long changedAtMillis = Long.MIN_VALUE;

    /**
     * @param root null: there is none to watch
     * @param onChange told from the watcher's thread: must be quick
     */
    RootWatch(Path root, Runnable onChange) {
        this.root = root;
        bell.onName(name -> {
            if (name == null) {
                anything = true;
            } else {
                names.add(name);
            }
        });
        bell.onRing(onChange);
    }

    /** Watches; again where the directory came later, or was made anew. Before a look, so that nothing falls between. */
    void renew() {
        if (root == null || isWatched()) {
            return;
        }
        if (watching == null) {
            watching = DirectoryWatch.watch(root, bell);
        } else {
            watching.renew(root);
        }
        anything = true;
        failure = watching.failure();
    }

    /** Whether the directory itself is watched; else the one in which it will come, or none. */
    boolean isWatched() {
        return watching != null && watching.isValid();
    }

    /** Why what comes and goes is noticed by sweeps only; null: it is noticed at once, or there is no directory yet. */
    String failure() {
        return failure;
    }

    /** Whether all there is must be looked at: something changed that the names do not tell. From now on, it is said again only of what changes later. */
    boolean takeAnything() {
        long now = System.currentTimeMillis();
        long changed = changed();
        boolean all =
                anything || !isWatched() || changed != changedAtMillis || listedAtMillis - changed < SAME_TIME_MILLIS;
        if (all) {
            anything = false;
            names.clear();
            changedAtMillis = changed;
            listedAtMillis = now;
        }
        return all;
    }

    /** A name is to be looked at, as if the watch had told of it. */
    void lookAt(String name) {
        names.add(name);
    }

    /** The listing has failed, or must be made again. */
    void again() {
        anything = true;
    }

    private long changed() {
        try {
            return root == null ? 0 : Files.getLastModifiedTime(root).toMillis();
        } catch (IOException e) {
            return Long.MIN_VALUE + 1; // it is not there, or the listing says why
        }
    }

    /** Names that came, changed or went since this was last asked; null: too many to tell, or anything may have. */
    Collection<String> takeNames() {
        if (anything) {
            return null;
        }
        Set<String> some = new HashSet<>();
        for (String name = names.poll(); name != null; name = names.poll()) {
            some.add(name);
            if (some.size() > MANY) {
                anything = true;
                return null;
            }
        }
        return some;
    }

    void close() {
        bell.onRing(null);
        bell.onName(null);
        if (watching != null) {
            watching.close();
        }
    }
}
