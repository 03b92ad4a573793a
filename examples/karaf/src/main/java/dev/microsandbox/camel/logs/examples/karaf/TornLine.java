package dev.microsandbox.camel.logs.examples.karaf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a kill or a full disk leaves in the middle of an append: a last line without its end. Its batch was not done, so it comes again,
 * whole; the torn line goes.
 */
final class TornLine {
    private TornLine() {}

    /** Cuts the file behind its last line end. No file is fine. */
    static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long end = size;
            while (end > 0 && byteAt(channel, end - 1) != '\n') {
                end--; // hardly ever, and then no further than one line
            }
            if (end < size) {
                channel.truncate(end);
            }
        } catch (NoSuchFileException e) {
            // the first line of its sandbox
        }
    }

    private static byte byteAt(FileChannel channel, long offset) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, offset);
        return one.get(0);
    }
}
