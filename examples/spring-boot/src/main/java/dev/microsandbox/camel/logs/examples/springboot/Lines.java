package dev.microsandbox.camel.logs.examples.springboot;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Appends each entry to {@code <example.dir>/out/<sandbox>.ndjson}, whole: its text and the line end are one write.
 *
 * <p>Any thread, but one at a time for a sandbox, as the consumer has it.
 */
@Component
class Lines {
    private final Path out;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    Lines(@Value("${example.dir}") Path directory) throws IOException {
        out = Files.createDirectories(directory.resolve("out"));
    }

    /** Appends one. */
    public void append(@Body byte[] json, @Header(MsbLogsConstants.SANDBOX) String sandbox) throws IOException {
        Path file = out.resolve(sandbox + ".ndjson");
        if (known.add(file)) {
            endTornLine(file);
        }
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What a kill in the middle of a write may leave; its entry comes again, whole, and is to stand in a line of its own. */
    private static void endTornLine(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
            }
        }
    }
}
