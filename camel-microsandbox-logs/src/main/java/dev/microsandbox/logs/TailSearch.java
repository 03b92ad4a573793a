package dev.microsandbox.logs;

import java.io.IOException;
import java.util.List;

/**
 * Finds, from the end backwards, where the last so many entries of a log file begin: counts whole lines block by block, and then goes
 * on for a margin, within which times may be out of order. A line that is too long to be read counts for nothing and takes no memory.
 *
 * <p>One thread.
 */
final class TailSearch {
    /** How much more is read before the entries that were counted. */
    static final int MARGIN = 64 * 1024;

    private static final int BLOCK = 64 * 1024;
    private static final byte[] TOO_LONG = {};

    private final LogFile file;
    private final LineParser parser;
    private final LineFilter counted;
    private final int maxLineBytes;
    private final List<ChainReader.Extent> extents;
    private final ParsedLine line = new ParsedLine();
    private int missing;
    private long margin = MARGIN;

    TailSearch(
            LogFile file, LineParser parser, LineFilter counted, int maxLineBytes, List<ChainReader.Extent> extents) {
        this.file = file;
        this.parser = parser;
        this.counted = counted;
        this.maxLineBytes = maxLineBytes;
        this.extents = extents;
    }

    ChainReader.Place find(int entries) throws IOException {
        missing = entries;
        for (int index = extents.size() - 1; index >= 0; index--) {
            OpenFile open = extents.get(index).file();
            long offset = search(open, extents.get(index).size(), index > 0);
            if (offset > 0) {
                return new ChainReader.Place(index, offset);
            }
        }
        return new ChainReader.Place(0, 0);
    }

    /** Goes back in one file; 0 when it has too little. */
    private long search(OpenFile open, long size, boolean hasOlder) throws IOException {
        long end = size;
        while (end > 0) {
            long from = Math.max(0, end - BLOCK);
            byte[] bytes = FileProbe.read(open, from, (int) (end - from));
            int first = 0; // the first byte of the block at which a line is known to begin
            if (from > 0) {
                while (first < bytes.length && bytes[first++] != '\n') {
                    // the line that the block cuts belongs to the next one back
                }
                if (first >= bytes.length) { // one line fills it
                    from = FileProbe.lastLineEnd(open, from);
                    bytes = end - from - 1 > maxLineBytes ? TOO_LONG : FileProbe.read(open, from, (int) (end - from));
                    first = 0;
                }
            }
            boolean continued = from == 0 && hasOlder && file.joinsLines;
            if (missing > 0) {
                missing -= count(bytes, first, continued);
            } else {
                margin -= end - from - first;
            }
            end = from + first;
            if (missing <= 0 && margin <= 0 && end > 0) {
                return end;
            }
        }
        return 0;
    }

    /** How many lines of the block are entries that count. */
    private int count(byte[] bytes, int from, boolean continued) {
        int entries = 0;
        int begin = from;
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (i > begin
                        && i - begin <= maxLineBytes
                        && !(continued && begin == 0)
                        && parser.parse(bytes, begin, i, line)
                        && counted.judge(line) == LineFilter.Verdict.GIVE) {
                    entries++;
                }
                begin = i + 1;
            }
        }
        return entries;
    }
}
