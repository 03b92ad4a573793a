package dev.microsandbox.logs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link ProducerWriter} in a JVM of its own. Arguments: log directory, rotation size in bytes, number of lines, lines per second (0 =
 * flat out), first sequence number, and the log file (exec or runtime). Prints {@code started} before the first line and
 * {@code done <lines> <milliseconds>} behind the last one.
 */
final class ProducerMain {
    private static final int SLICE = 64;

    private ProducerMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        long rotateBytes = Long.parseLong(args[1]);
        long lines = Long.parseLong(args[2]);
        long rate = Long.parseLong(args[3]);
        long first = Long.parseLong(args[4]);
        boolean runtime = args[5].equals("runtime");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ProducerWriter writer = new ProducerWriter(directory, rotateBytes)) {
            out.println("started");
            long start = System.nanoTime();
            for (long written = 0; written < lines; ) {
                long due = rate == 0
                        ? written + SLICE
                        : (long) ((System.nanoTime() - start) * (double) rate / 1_000_000_000d) + 1;
                for (due = Math.min(due, lines); written < due; written++) {
                    if (runtime) {
                        writer.numberedRuntime(first + written);
                    } else {
                        writer.numbered(first + written);
                    }
                }
                if (rate > 0) {
                    LockSupport.parkNanos(20_000); // the pace of the writer, no wait for anything
                }
            }
            if (runtime) {
                writer.flushRuntime();
            }
            out.println("done " + lines + " " + (System.nanoTime() - start) / 1_000_000);
        }
    }
}
