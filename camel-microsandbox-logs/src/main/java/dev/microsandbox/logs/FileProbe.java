package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Looks at single places of a file, outside the flow of reading it.
 *
 * <p>Any thread.
 */
final class FileProbe {
    /** How much of a first line counts. */
    private static final int FIRST_LINE_BYTES = 512;

    private static final int BLOCK = 8192;

    private FileProbe() {}

    /** A hash of the first line; 0 when it has no end yet. */
    static long firstLine(OpenFile file) throws IOException {
        byte[] bytes = read(file, 0, FIRST_LINE_BYTES);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return Check.of(bytes, 0, i);
            }
        }
        return bytes.length < FIRST_LINE_BYTES ? 0 : Check.of(bytes, 0, bytes.length);
    }

    /** The check at {@code offset}. */
    static long check(OpenFile file, long offset) throws IOException {
        int length = (int) Math.min(Check.BYTES, offset);
        byte[] bytes = read(file, offset - length, length);
        return Check.of(bytes, 0, bytes.length);
    }

    /** Whether a line ends right before {@code offset}. */
    static boolean isLineStart(OpenFile file, long offset) throws IOException {
        byte[] before = offset == 0 ? new byte[] {'\n'} : read(file, offset - 1, 1);
        return before.length == 1 && before[0] == '\n';
    }

    /** The offset behind the last newline before {@code end}; 0 when there is none. */
    static long lastLineEnd(OpenFile file, long end) throws IOException {
        for (long to = end; to > 0; ) {
            long from = Math.max(0, to - BLOCK);
            byte[] bytes = read(file, from, (int) (to - from));
            for (int i = bytes.length - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    /** What of the file is not as a checkpoint says of it; null when all is. */
    static String mismatch(OpenFile file, LogCheckpoint.Mark mark) throws IOException {
        String generation = "generation " + mark.origin().generation();
        long offset = mark.offset();
        if (file.size() < offset) {
            return "offset " + offset + " is past the end of " + generation + ", which has " + file.size() + " bytes";
        }
        if (!isLineStart(file, offset)) {
            return "no line begins at offset " + offset + " of " + generation
                    + ": the file is another one under the same number";
        }
        boolean other = mark.check() != 0 && mark.check() != check(file, offset);
        long firstLine = mark.origin().firstLine();
        if (other || firstLine != 0 && firstLine != firstLine(file)) {
            return generation + " does not hold what was read before offset " + offset
                    + ": the file is another one under the same number, or was changed";
        }
        return null;
    }

    /** Up to {@code length} bytes at {@code offset}; fewer at the end of the file. */
    static byte[] read(OpenFile file, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        while (into.hasRemaining() && file.read(into, offset + into.position()) > 0) {
            // a read may give less than was asked for
        }
        byte[] bytes = new byte[into.position()];
        into.flip().get(bytes);
        return bytes;
    }
}
