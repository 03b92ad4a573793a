package dev.microsandbox.camel.logs.examples.ha;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * What a kill in the middle of an append leaves in the file that is appended to next: a last line without its end. Its entry comes again,
 * from the other process; the torn line goes.
 */
public final class TornLine implements Processor {
    private Path out;

    /** For Camel. */
    public TornLine() {}

    /** Where the files of this process are. */
    public void setOut(String out) {
        this.out = Path.of(out);
    }

    /** Cuts the file behind its last line end. No file is fine. */
    @Override
    public void process(Exchange exchange) throws IOException {
        Path file = out.resolve(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
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
