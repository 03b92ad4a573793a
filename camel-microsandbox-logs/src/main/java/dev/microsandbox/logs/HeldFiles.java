package dev.microsandbox.logs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The open files of one log file, from the one that is read to the newest that is known, and what they cost.
 *
 * <p>One thread.
 */
final class HeldFiles implements Closeable, Iterable<HeldFile> {
    /** So many are always allowed: without the next one, the one that is read could never be left. */
    private static final int LEAST = 2;

    private final ArrayDeque<HeldFile> files = new ArrayDeque<>(2);
    private final int most;
    private final int named;
    private final FileBudget budget;
    private long heldBytes;

    /**
     * @param most how many there may be
     * @param named how many names there are for them: older ones are held by us alone
     */
    HeldFiles(int most, int named, FileBudget budget) {
        this.most = most;
        this.named = named;
        this.budget = budget;
    }

    boolean hasRoom() {
        return files.size() < LEAST || files.size() < most && budget.hasRoom();
    }

    /** How many more there may be. */
    int room() {
        return Math.max(LEAST - files.size(), Math.min(most - files.size(), budget.room()));
    }

    void add(HeldFile file) throws IOException {
        files.addLast(file);
        budget.opened();
        count(false);
    }

    /** The file that is read; null when none is held. */
    HeldFile first() {
        return files.peekFirst();
    }

    /** The one behind it; null when there is none. */
    HeldFile second() {
        Iterator<HeldFile> all = files.iterator();
        all.next();
        return all.hasNext() ? all.next() : null;
    }

    /** The newest; null when none is held. */
    HeldFile last() {
        return files.peekLast();
    }

    int size() {
        return files.size();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    boolean has(Generation generation) {
        for (HeldFile one : files) {
            if (one.generation.same(generation)) {
                return true;
            }
        }
        return false;
    }

    /** Closes the first. */
    void letFirstGo() throws IOException {
        HeldFile first = files.removeFirst();
        budget.closed();
        count(false);
        first.file.close();
    }

    /**
     * Counts the bytes of those that have no name any more.
     *
     * @param all whether none has one, since the directory is gone
     */
    void count(boolean all) throws IOException {
        long bytes = 0;
        int behind = files.size();
        for (HeldFile one : files) {
            if (!all && behind-- <= named) {
                break;
            }
            bytes += one.file.size();
        }
        budget.holds(bytes - heldBytes);
        heldBytes = bytes;
    }

    @Override
    public Iterator<HeldFile> iterator() {
        return files.iterator();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (HeldFile one : files) {
            budget.closed();
            try {
                one.file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        files.clear();
        budget.holds(-heldBytes);
        heldBytes = 0;
        if (failure != null) {
            throw failure;
        }
    }
}
