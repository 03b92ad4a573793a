package dev.microsandbox.camel.logs.examples.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a kill or a full disk leaves in the middle of an append: a last line without its end. Its entry was not done, so it comes
 * again, whole; the torn one goes.
 */
final class TornLine {
    private static final int BLOCK_BYTES = 8192;

    private TornLine() {}

    /** Cuts the file behind its last line end. No file is fine. */
    static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (end > 0 && lastLineEnd(channel, end, 1) < 0) {
                channel.truncate(wholeLines(channel, end));
            }
        } catch (NoSuchFileException e) {
            // the first line of its day
        }
    }

    private static long wholeLines(FileChannel channel, long end) throws IOException {
        long before = end;
        while (before > 0) {
            long lineEnd = lastLineEnd(channel, before, (int) Math.min(BLOCK_BYTES, before));
            if (lineEnd >= 0) {
                return lineEnd + 1;
            }
            before = Math.max(0, before - BLOCK_BYTES);
        }
        return 0;
    }

    /** Where the last line end in the {@code length} bytes before {@code end} is; -1: there is none. */
    private static long lastLineEnd(FileChannel channel, long end, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining() && channel.read(block, end - length + block.position()) >= 0) {}
        for (int i = block.position() - 1; i >= 0; i--) {
            if (block.get(i) == '\n') {
                return end - length + i;
            }
        }
        return -1;
    }
}
