package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The states in memory, and the one thread that brings them to a {@link Journal}: what is put while it writes and
 * forces is the next group. Of a key that is put often only the last value is written.
 *
 * <p>What cannot be written is kept and tried again: with the next put, at most ten times a second, or after a while.
 *
 * <p>Any thread, also an interrupted one: no caller touches a file, and no caller's wait ends by an interrupt.
 */
final class JournalWriter {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final boolean sync;
    private final JournalListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition done = lock.newCondition();

    // All of the following is guarded by the lock.
    private final Ledger ledger = new Ledger();

    /** How many flushes were asked for, and how many of them, the first ones, had their try. */
    private long flushes;

    private long triedFlushes;

    private IOException trouble;
    private long lastTryNanos;
    private boolean putSinceTry;
    private boolean opened;
    private boolean closing;
    private boolean ended;

    private JournalWriter(Path directory, boolean sync, JournalListener listener) {
        this.directory = directory;
        this.sync = sync;
        this.listener = listener;
    }

    /** Waits until the journal is loaded; fails as {@link Journal#open} does. */
    static JournalWriter open(Path directory, boolean sync, JournalListener listener) throws IOException {
        JournalWriter writer = new JournalWriter(directory, sync, listener);
        Thread thread = new Thread(null, writer::run, "msblogs-journal-" + directory.getFileName(), 0, false);
        thread.setDaemon(true);
        thread.start();
        writer.awaitOpened();
        return writer;
    }

    /** Null as a value removes. Returns at once. */
    void put(String key, String value) {
        JournalRecord.check(key, value);
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("The journal in " + directory + " is closed");
            }
            if (!ledger.owes() || !putSinceTry) {
                work.signal();
            }
            putSinceTry = true;
            ledger.put(key, value);
        } finally {
            lock.unlock();
        }
    }

    String get(String key) {
        return look(() -> ledger.get(key));
    }

    Map<String, String> snapshot() {
        return look(ledger::snapshot);
    }

    /** Why what was put is not stored now; null when all is well. */
    IOException trouble() {
        return look(() -> trouble);
    }

    private <T> T look(Supplier<T> at) {
        lock.lock();
        try {
            return at.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all earlier puts survive a power cut; fails when one try that began after the call has failed. */
    void flush() throws IOException {
        lock.lock();
        try {
            long mine = ledger.puts();
            long ticket = ++flushes;
            work.signal();
            while (!ledger.isDurable(mine) && triedFlushes < ticket && !ended) {
                done.awaitUninterruptibly();
            }
            if (!ledger.isDurable(mine)) {
                String reason = trouble == null ? "the journal is closed" : trouble.toString();
                throw new IOException("Not stored in " + directory + ": " + reason, trouble);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stores what is owed, by one try, and frees the journal also when that fails. Closing again does nothing. */
    void close() throws IOException {
        lock.lock();
        try {
            boolean first = !closing;
            closing = true;
            work.signal();
            awaitEnded();
            if (first && !ended) {
                throw new IOException("The disk of " + directory + " has not answered for " + CLOSE_LIMIT.toSeconds()
                        + " s: the journal is freed when it does");
            }
            if (first && !ledger.isDurable(ledger.puts())) {
                throw new IOException(
                        "The last states are not stored in " + directory + " and are lost: " + trouble, trouble);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        IOException failure = null;
        try (Journal journal = Journal.open(directory, listener)) {
            opened(journal.state());
            while (!round(journal)) {
                // the next group
            }
        } catch (Throwable e) { // of opening; or of closing the files, when all that could be done was done
            failure = asIOException(e);
        }
        lock.lock();
        try {
            trouble = opened ? trouble : failure;
            ended = true;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stores one group; whether it was the last. */
    private boolean round(Journal journal) {
        Ledger.Group group;
        long ticket;
        boolean last;
        boolean force;
        lock.lock();
        try {
            awaitWork();
            group = ledger.take();
            ticket = flushes;
            last = closing;
            force = sync || last || trouble != null || ticket > triedFlushes;
            putSinceTry = false;
        } finally {
            lock.unlock();
        }
        IOException failure = store(journal, group, force);
        boolean again;
        lock.lock();
        try {
            again = trouble != null && failure == null;
            trouble = failure;
            triedFlushes = ticket;
            lastTryNanos = System.nanoTime();
            if (failure != null) {
                ledger.giveBack(group);
            } else if (force) {
                ledger.durable(group);
            }
            done.signalAll();
        } finally {
            lock.unlock();
        }
        afterwards(journal, failure, again);
        return last;
    }

    private static IOException store(Journal journal, Ledger.Group group, boolean force) {
        try {
            journal.append(group.states());
            if (force) {
                journal.sync();
            }
            return null;
        } catch (Throwable e) { // also an Error: without this thread nothing would ever be stored again
            return asIOException(e);
        }
    }

    /** Who waits for the group has been let go: none of this is for them to wait for. */
    private void afterwards(Journal journal, IOException failure, boolean again) {
        try {
            if (failure != null) {
                listener.notStored(failure);
                return;
            }
            if (again) {
                listener.storedAgain();
            }
            journal.compactIfDue();
        } catch (RuntimeException | Error e) {
            // all is stored, and the thread must live: the next group compacts, or tells its own trouble
        }
    }

    private void awaitWork() {
        while (!closing && flushes == triedFlushes && !(trouble == null && ledger.owes())) {
            if (trouble == null) {
                work.awaitUninterruptibly();
                continue;
            }
            long left = lastTryNanos + (putSinceTry ? PAUSE : RETRY).toNanos() - System.nanoTime();
            if (left <= 0) {
                return;
            }
            await(work, left);
        }
    }

    private void awaitOpened() throws IOException {
        lock.lock();
        try {
            while (!opened && !ended) {
                done.awaitUninterruptibly();
            }
            if (!opened && trouble instanceof JournalInUseException) {
                throw trouble;
            }
            if (!opened) {
                throw new IOException(
                        "Cannot open the journal in " + directory.toAbsolutePath() + ": " + trouble
                                + ". It needs a directory that this process can write",
                        trouble);
            }
        } finally {
            lock.unlock();
        }
    }

    private void opened(Map<String, String> loaded) {
        lock.lock();
        try {
            ledger.load(loaded);
            opened = true;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnded() {
        long until = System.nanoTime() + CLOSE_LIMIT.toNanos();
        boolean interrupted = false;
        while (!ended && until - System.nanoTime() > 0) {
            interrupted |= await(done, until - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was interrupted: the caller of close goes on waiting then, and the writer's thread never is. */
    @SuppressWarnings("WaitNotInLoop") // the callers are the loops
    private static boolean await(Condition condition, long nanos) {
        try {
            condition.await(nanos, TimeUnit.NANOSECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static IOException asIOException(Throwable e) {
        return e instanceof IOException already ? already : new IOException(e.toString(), e);
    }
}
