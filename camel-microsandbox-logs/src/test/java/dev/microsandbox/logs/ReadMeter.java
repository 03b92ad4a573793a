package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * What this thread has read since this was made, as Linux counts it for every thread ({@code rchar} and {@code syscr} in
 * {@code /proc/thread-self/io}).
 *
 * <p>The thread that made it.
 */
final class ReadMeter {
    private static final Path IO = Path.of("/proc/thread-self/io");

    private final long bytes;
    private final long reads;
    private final long ownBytes;

    ReadMeter() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(IO), "only Linux counts what a thread reads");
        long before = field("rchar");
        reads = field("syscr");
        bytes = field("rchar");
        ownBytes = (bytes - before) / 2;
    }

    /** How many bytes were read. */
    long bytes() throws IOException {
        return Math.max(0, field("rchar") - bytes - ownBytes);
    }

    /** How many reads there were; each look at this counts too. */
    long reads() throws IOException {
        return field("syscr") - reads;
    }

    private static long field(String name) throws IOException {
        for (String line : Files.readAllLines(IO)) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.substring(name.length() + 1).trim());
            }
        }
        throw new IOException(IO + " has no " + name);
    }
}
