package dev.microsandbox.logs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds how much at the beginning of a log file may be passed over, since it is older than what is asked for. Times nearly always rise,
 * and a clock step can make them fall: so files, and parts of files, are passed over whose first and last entries are both older by more
 * than a minute. What stands out of order between two such entries is passed over too.
 *
 * <p>Reads 16 KiB at either end of a file, and of the one in which it begins as much again for each halving.
 *
 * <p>One thread.
 */
final class SinceSearch {
    /** How much older. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    private static final int WINDOW = 16 * 1024;
    /** What is read from its beginning rather than halved again. */
    private static final int PART = 64 * 1024;

    private final LogFile file;
    private final LineParser parser;
    /** Takes what is not older. */
    private final LineFilter late;

    private final List<ChainReader.Extent> extents;
    private final ParsedLine line = new ParsedLine();

    SinceSearch(LogFile file, LineParser parser, LogOptions options, List<ChainReader.Extent> extents) {
        this.file = file;
        this.parser = parser;
        this.late = new LineFilter(LogSource.effective(List.of(LogSource.values())), limit(options.since()), null);
        this.extents = extents;
    }

    private static Instant limit(Instant since) {
        return since.isBefore(Instant.MIN.plus(MARGIN)) ? Instant.MIN : since.minus(MARGIN);
    }

    /**
     * Where to begin; there is at least one file.
     *
     * @param most how many files may be passed over as a whole, fewer than there are
     */
    ChainReader.Place find(int most) throws IOException {
        for (int index = 0; ; index++) {
            long first = older(index, 0, index > 0 && file.joinsLines);
            if (first < 0) {
                return beginningOf(index);
            }
            if (index >= most || !endsOlder(index)) {
                return new ChainReader.Place(index, lastOlder(index, first));
            }
        }
    }

    /** The beginning of a file; where a line may come over from the one before it, the beginning of that line. */
    private ChainReader.Place beginningOf(int index) throws IOException {
        if (index == 0 || !file.joinsLines) {
            return new ChainReader.Place(index, 0);
        }
        ChainReader.Extent before = extents.get(index - 1);
        return new ChainReader.Place(index - 1, FileProbe.lastLineEnd(before.file(), before.size()));
    }

    /** Whether the last entry of the file is older. */
    private boolean endsOlder(int index) throws IOException {
        long size = extents.get(index).size();
        long from = Math.max(0, size - WINDOW);
        byte[] bytes = read(index, from);
        for (int end = lastNewline(bytes, bytes.length); end >= 0; ) {
            int before = lastNewline(bytes, end);
            if (before < 0 && from > 0) {
                return false; // the window cuts it
            }
            if (isEntry(bytes, before + 1, end)) {
                return isOlder();
            }
            end = before;
        }
        return false;
    }

    /** The entry farthest behind that halving shows to be older. */
    private long lastOlder(int index, long first) throws IOException {
        long low = first;
        long high = extents.get(index).size();
        while (high - low > PART) {
            long middle = (low + high) >>> 1;
            long older = older(index, middle, true);
            if (older < 0) {
                high = middle;
            } else {
                low = older;
            }
        }
        return low;
    }

    /**
     * Where the first entry behind {@code from} begins, when it is older; else -1.
     *
     * @param cut whether a line may have begun before
     */
    private long older(int index, long from, boolean cut) throws IOException {
        byte[] bytes = read(index, from);
        int begin = cut ? Words.newline(bytes, 0, bytes.length) + 1 : 0;
        while (begin < bytes.length) {
            int end = Words.newline(bytes, begin, bytes.length);
            if (end < bytes.length && isEntry(bytes, begin, end)) {
                return isOlder() ? from + begin : -1;
            }
            begin = end + 1;
        }
        return -1;
    }

    private byte[] read(int index, long from) throws IOException {
        ChainReader.Extent extent = extents.get(index);
        return FileProbe.read(extent.file(), from, (int) Math.min(WINDOW, extent.size() - from));
    }

    private boolean isEntry(byte[] bytes, int from, int to) {
        return to > from && parser.parse(bytes, from, to, line);
    }

    private boolean isOlder() {
        return late.judge(line) == LineFilter.Verdict.DROP;
    }

    private static int lastNewline(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}
