package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one watcher of the process: directory → a bell. A hint only: whoever is woken decides from what is on disk. An overflow, an
 * error or a directory that goes away rings too.
 *
 * <p>Any thread.
 */
public final class DirectoryWatch {
    /** How long until a watch that was refused is asked for again. */
    private static final long AGAIN_NANOS = 10_000_000_000L;

    private static final int TRIES = 4;

    private static final DirectoryWatch SHARED = new DirectoryWatch();
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    /** Guarded by this. */
    private final Map<WatchKey, List<Bell>> bells = new HashMap<>();

    /** Guarded by this; null while nothing is watched, so that a process that reads no logs has no thread of ours. */
    private WatchService service;

    private DirectoryWatch() {}

    /** One pending wake, however often it is rung. */
    public static final class Bell {
        private final Semaphore pending = new Semaphore(0);
        /** Set by the owner, read by the watcher's thread. */
        private volatile Runnable onRing;
        /** Set by the owner, read by the watcher's thread. */
        private volatile Consumer<String> onName;

        /** Rings it. Any thread; never blocks. */
        public void ring() {
            if (pending.availablePermits() == 0) {
                pending.release();
            }
            Runnable told = onRing;
            if (told != null) {
                told.run();
            }
        }

        /**
         * Calls {@code told} at every ring, from the ringing thread; null: nobody.
         *
         * @param told what is called; null: nothing
         */
        public void onRing(Runnable told) {
            onRing = told;
        }

        /**
         * Tells {@code told}, from the watcher's thread and before the ring, which name in the directory came, changed or went; a null
         * name: any may have. Null: nobody.
         *
         * @param told what is called; null: nothing
         */
        public void onName(Consumer<String> told) {
            onName = told;
        }

        /**
         * Waits for a ring, at most {@code timeout}.
         *
         * @param timeout the longest to wait
         * @return whether it rang
         * @throws InterruptedException when the thread was interrupted
         */
        public boolean await(Duration timeout) throws InterruptedException {
            boolean rang = pending.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
            pending.drainPermits();
            return rang;
        }
    }

    /** One directory that is watched for one bell. One thread. */
    public static final class Watching implements AutoCloseable {
        private final Bell bell;
        /** Null: the directory is not watched. */
        private WatchKey key;
        /** While it is not there: the watch of the one in which it will come; null: that is not there either. */
        private WatchKey parent;
        /** Which directory it is, as it was before the watch; null: there was none, or it could not be seen. */
        private Generation watched;
        /** Why it cannot be watched although it is there; null: it can. */
        private String failure;

        private long againAtNanos;
        private boolean paused;
        private boolean closed;

        private Watching(Path directory, Bell bell) {
            this.bell = bell;
            add(directory);
        }

        private void add(Path directory) {
            try {
                register(directory);
                failure = null;
            } catch (IOException | UnsupportedOperationException e) {
                failure = e.toString(); // the message alone is often only a path
                againAtNanos = System.nanoTime() + AGAIN_NANOS;
            }
        }

        /** Which directory it is must be known before it is watched: so again, where it comes in between. */
        private void register(Path directory) throws IOException {
            for (int tries = 0; tries < TRIES && key == null; tries++) {
                watched = identity(directory);
                if (watched != null) {
                    key = SHARED.add(directory, bell);
                } else if (parent == null) {
                    parent = SHARED.add(directory.toAbsolutePath().getParent(), bell);
                } else {
                    return; // whoever makes it will ring
                }
            }
            if (key != null) {
                removeParent();
            }
        }

        private void removeParent() {
            SHARED.remove(parent, bell);
            parent = null;
        }

        private static Generation identity(Path directory) {
            try {
                FileIdentity.Seen seen = FileIdentity.look(directory);
                return seen == null ? null : seen.generation();
            } catch (IOException e) {
                return null;
            }
        }

        /** {@return whether changes ring} */
        public boolean isValid() {
            return key != null && key.isValid();
        }

        /** Whether changes in what is there now under that name ring. One that was removed keeps its watch while files of it are open. */
        boolean isOf(Path directory) {
            if (isValid() && (watched == null || !watched.same(identity(directory)))) {
                SHARED.remove(key, bell);
                key = null; // to be renewed
            }
            return isValid();
        }

        /** Whether it will ring when the directory comes. */
        boolean isAwaited() {
            return parent != null && parent.isValid();
        }

        /**
         * {@return why the directory cannot be watched although it is there; null: it can, or there is none} It is tried again now and
         * then.
         */
        public String failure() {
            return failure;
        }

        /**
         * Watches again where the directory had gone and is back.
         *
         * @param directory any directory
         */
        public void renew(Path directory) {
            if (!isValid() && !closed && !paused && (failure == null || System.nanoTime() - againAtNanos >= 0)) {
                SHARED.remove(key, bell);
                key = null;
                removeParent();
                add(directory);
            }
        }

        /** Whether it is to ring at all; while not, changes cost nothing. */
        void setPaused(boolean paused, Path directory) {
            this.paused = paused;
            if (paused) {
                SHARED.remove(key, bell);
                key = null;
                removeParent();
            } else {
                renew(directory);
            }
        }

        @Override
        public void close() {
            closed = true;
            SHARED.remove(key, bell);
            key = null;
            removeParent();
        }
    }

    /**
     * Rings {@code bell} whenever something changes in {@code directory}; one that cannot be watched rings never.
     *
     * @param directory any directory
     * @param bell what is told of changes
     * @return the watch, to be closed
     */
    public static Watching watch(Path directory, Bell bell) {
        return new Watching(directory, bell);
    }

    /** Null: there is no such directory. */
    private synchronized WatchKey add(Path directory, Bell bell) throws IOException {
        if (directory == null || !Files.isDirectory(directory)) {
            return null;
        }
        try {
            if (service == null) {
                WatchService watched = directory.getFileSystem().newWatchService();
                Thread thread = new Thread(() -> run(watched), "msblogs-watch");
                thread.setDaemon(true);
                thread.start(); // before it counts as there: nobody would take its events where that fails
                service = watched;
            }
            WatchKey key = directory.register(service, KINDS);
            bells.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(bell);
            return key;
        } catch (NoSuchFileException | NotDirectoryException e) {
            stopIfIdle();
            return null; // it went since it was looked at
        } catch (IOException | UnsupportedOperationException e) {
            stopIfIdle();
            throw e;
        }
    }

    private synchronized void remove(WatchKey key, Bell bell) {
        if (key != null) {
            List<Bell> ringing = bells.get(key);
            if (ringing != null) {
                ringing.remove(bell);
                if (ringing.isEmpty()) {
                    bells.remove(key);
                    key.cancel();
                }
            }
        }
        stopIfIdle();
    }

    private void stopIfIdle() {
        if (bells.isEmpty() && service != null) {
            try {
                service.close();
            } catch (IOException e) {
                // Its thread ends all the same, and nothing is watched any more.
                service = null;
            }
            service = null;
        }
    }

    private void run(WatchService watched) {
        try {
            while (true) {
                WatchKey key = watched.take();
                List<WatchEvent<?>> events = key.pollEvents();
                for (Bell bell : ringing(key)) {
                    ring(bell, events);
                }
                key.reset(); // an invalid key stays with its bells: they notice at their next poll
            }
        } catch (ClosedWatchServiceException e) {
            // nothing is watched any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it; if so, everything is polled
        }
    }

    /** One whose owner throws must not keep the others from being woken, now and for ever. */
    private static void ring(Bell bell, List<WatchEvent<?>> events) {
        try {
            Consumer<String> names = bell.onName;
            if (names != null) {
                for (WatchEvent<?> event : events) {
                    names.accept(event.context() instanceof Path name ? name.toString() : null);
                }
            }
            bell.ring();
        } catch (RuntimeException e) {
            bell.onRing(null); // it is polled from now on
            bell.onName(null);
        }
    }

    private synchronized List<Bell> ringing(WatchKey key) {
        return bells.getOrDefault(key, List.of());
    }
}
