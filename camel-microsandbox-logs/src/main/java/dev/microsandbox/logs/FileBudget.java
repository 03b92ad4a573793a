package dev.microsandbox.logs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many files several streams may hold open together, and how many bytes of files that only they still have. When it is used up, a
 * rotated file is not opened before it is read; each log file may always have the file that is read and the next one, so that nothing
 * is ever stuck. What is not opened in time may be rotated away: that is told as a gap.
 *
 * <p>Any thread.
 */
public final class FileBudget {
    /** However few handles there are, so many may be open. */
    private static final int LEAST_FILES = 16;

    /** After so long without a refusal more is tried. */
    private static final long RECOVERY_NANOS = 60_000_000_000L;

    private final int mostFiles;
    /** Lowered where the operating system has refused, and raised again later. */
    private volatile int maxFiles;

    private volatile long changedNanos;

    private final long maxHeldBytes;
    private final AtomicInteger openFiles = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();

    /**
     * @param maxFiles how many files may be open
     * @param maxHeldBytes how many bytes of files that were rotated away or removed may be held
     */
    public FileBudget(int maxFiles, long maxHeldBytes) {
        this.mostFiles = maxFiles;
        this.maxFiles = maxFiles;
        this.maxHeldBytes = maxHeldBytes;
    }

    /** Without limits, for one stream alone. */
    static FileBudget unlimited() {
        return new FileBudget(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** {@return how many files are open} */
    public int openFiles() {
        return openFiles.get();
    }

    /** {@return how many bytes of files are held that have no name any more} */
    public long heldBytes() {
        return heldBytes.get();
    }

    boolean hasRoom() {
        return room() > 0;
    }

    /** How many more files may be opened; 0: none. */
    int room() {
        return heldBytes.get() < maxHeldBytes ? Math.max(0, maxFiles - openFiles.get()) : 0;
    }

    /** {@return how many files are open beyond what may be; 0: none} */
    public int excess() {
        return Math.max(0, openFiles.get() - maxFiles);
    }

    /**
     * The operating system has refused to open a file, since too many are open: from now on no more may be than are open now, less a
     * part that is left to others.
     */
    public void refused() {
        int open = openFiles.get();
        maxFiles = Math.min(maxFiles, Math.max(LEAST_FILES, open - open / 8));
        changedNanos = System.nanoTime();
    }

    /** Tries some more files when the last refusal is long ago: it may have been somebody else who had too many. To be called now and then. */
    public void recover() {
        if (maxFiles < mostFiles && System.nanoTime() - changedNanos > RECOVERY_NANOS) {
            maxFiles = Math.min(mostFiles, maxFiles + Math.max(1, maxFiles / 8));
            changedNanos = System.nanoTime();
        }
    }

    /** {@return how many files may be open} */
    public int maxFiles() {
        return maxFiles;
    }

    void opened() {
        openFiles.incrementAndGet();
    }

    void closed() {
        openFiles.decrementAndGet();
    }

    void holds(long moreBytes) {
        heldBytes.addAndGet(moreBytes);
    }
}
