package dev.microsandbox.logs;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Who tells that something was written? The watch of the log directory of one stream, and the bell that it rings. A stream that does not
 * follow has only the bell.
 *
 * <p>Any thread.
 */
final class StreamWatch {
    private final Path directory;
    private final DirectoryWatch.Bell bell = new DirectoryWatch.Bell();
    /** Null: nothing is watched. Guarded by this. */
    private DirectoryWatch.Watching watching;

    StreamWatch(Path directory) {
        this.directory = directory;
    }

    /** Watches from now on. */
    synchronized void begin() {
        watching = DirectoryWatch.watch(directory, bell);
    }

    /** Watches again where the directory had gone and is back. */
    synchronized void renew() {
        if (watching != null) {
            watching.renew(directory);
        }
    }

    /** The directory was replaced: what was watched is the old one, wherever that is now. */
    synchronized void replaced() {
        if (watching != null) {
            watching.close();
            watching = DirectoryWatch.watch(directory, bell);
        }
    }

    /** Whether changes are noticed at once. */
    synchronized boolean isWatched() {
        return watching != null && watching.isOf(directory);
    }

    /** Whether changes are to be noticed at all. */
    synchronized void setWatched(boolean watched) {
        if (watching != null) {
            watching.setPaused(!watched, directory);
        }
    }

    /** Whether it is told when a directory that is not there comes. */
    synchronized boolean isAwaited() {
        return watching != null && watching.isAwaited();
    }

    /** Why the directory cannot be watched although it is there; null: it can, or is missing. */
    synchronized String failure() {
        return watching == null ? null : watching.failure();
    }

    boolean await(Duration timeout) throws InterruptedException {
        return bell.await(timeout);
    }

    void ring() {
        bell.ring();
    }

    void onRing(Runnable told) {
        bell.onRing(told);
    }

    synchronized void close() {
        if (watching != null) {
            watching.close();
        }
    }
}
