package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes numbered lines (see {@link ProducerWriter}) and holds them against the one thing that may happen: each number one above the one
 * before it, unless a gap was told right there. One thread.
 */
final class SequenceSink implements LogStream.Handler, LogListener {
    private static final int FAULTS_KEPT = 20;
    private static final byte[] WHOLE = "INFO ".getBytes(StandardCharsets.US_ASCII);

    private final List<String> faults = new ArrayList<>();
    private LogGap pending;
    private String torn;

    /** The number that comes next; 0: any. */
    long expected;
    /** The first number that came; 0: none yet. */
    long first;

    long entries;
    /** Gaps behind which numbers were missing, and how many in all. */
    int gaps;

    long missing;
    /** Gaps that were POSSIBLE and behind which nothing was missing. */
    int harmless;

    int rotations;
    /** The longest time between the beginnings of two polls, and when it was; a long one explains a gap. */
    private long slowestNanos;

    private long polledAt;

    SequenceSink(long expected) {
        this.expected = expected;
    }

    @Override
    public boolean entry(LogEntry entry) {
        if (isFragment(entry) && (first == 0 || pending != null)) {
            return true; // its beginning stood in a file that is gone
        }
        long seq = number(entry.data());
        if (torn != null) {
            fault(torn);
            torn = null;
        }
        if (first == 0) {
            first = seq;
            expected = expected == 0 ? seq : expected;
        }
        if (seq == expected && pending != null && pending.certainty() == LogGap.Certainty.LOST) {
            fault("a false gap before " + seq + ": " + pending);
        } else if (seq == expected && pending != null) {
            harmless++;
        } else if (seq > expected && pending != null) {
            gaps++;
            missing += seq - expected;
        } else if (seq != expected) {
            fault("after " + (expected - 1) + " came " + seq + " without a gap");
        }
        pending = null;
        expected = seq + 1;
        entries++;
        return true;
    }

    /** The rest of a line of runtime.log: the whole one begins with its level once the stamp is cut off. */
    private static boolean isFragment(LogEntry entry) {
        byte[] data = entry.data();
        if (entry.source() != LogSource.SYSTEM) {
            return false;
        }
        for (int i = 0; i < WHOLE.length; i++) {
            if (i >= data.length || data[i] != WHOLE[i]) {
                return true;
            }
        }
        return false;
    }

    static long number(byte[] data) {
        int at = 0;
        while (data[at] < '0' || data[at] > '9') {
            at++;
        }
        long number = 0;
        for (; data[at] != ' '; at++) {
            number = 10 * number + data[at] - '0';
        }
        return number;
    }

    private void fault(String what) {
        if (faults.size() < FAULTS_KEPT) {
            faults.add(what);
        }
    }

    /** A poll begins. */
    void polling() {
        long now = System.nanoTime();
        if (entries > 0 && polledAt != 0) {
            slowestNanos = Math.max(slowestNanos, now - polledAt);
        }
        polledAt = now;
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public void malformed(String file, long generation, long offset, long bytes) {
        fault("malformed: " + bytes + " bytes at " + offset + " of " + file);
    }

    @Override
    public void oversized(String file, long generation, long offset, long bytes) {
        fault("oversized: " + bytes + " bytes at " + offset + " of " + file);
    }

    @Override
    public void torn(String file, long generation, long offset, long bytes) {
        if (file.equals("runtime.log") && pending == null) {
            torn = "torn: " + bytes + " bytes at " + offset; // right if a gap follows that took the line's other half
        } else {
            fault("torn: " + bytes + " bytes at " + offset + " of " + file);
        }
    }

    @Override
    public void truncated(String file, long generation, long offset) {
        fault("truncated: " + file + " at " + offset);
    }

    @Override
    public void rotated(String file, long fromGeneration, long toGeneration) {
        rotations++;
    }

    @Override
    public void replaced(String file) {
        fault("replaced: " + file);
    }

    @Override
    public void gap(LogGap gap) {
        if (pending != null) {
            fault("two gaps in one place: " + pending + " and " + gap);
        }
        pending = gap;
        torn = null;
    }

    @Override
    public void refused(String name, String reason) {
        fault("refused: " + name + " " + reason);
    }

    @Override
    public String toString() {
        return entries + " entries, " + rotations + " rotations followed, " + gaps + " gaps (" + missing
                + " lines missing), " + harmless + " possible gaps without a loss, at most "
                + slowestNanos / 1_000_000 + " ms between two polls";
    }
}
