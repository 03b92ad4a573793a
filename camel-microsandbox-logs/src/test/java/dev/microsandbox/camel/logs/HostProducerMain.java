package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.ProducerWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The sandboxes of a host, in a JVM of their own. Arguments: sandboxes directory, number of silent sandboxes, seconds, lines per second
 * of the loudest (0: flat out), of the other nine loud ones, and of all silent ones together, each line of those to another one.
 */
final class HostProducerMain {
    private static final int LOUD = 10;
    private static final long ROTATE_BYTES = 10L << 20;

    private HostProducerMain() {}

    static String silent(int i) {
        return "silent-" + i;
    }

    static String loud(int i) {
        return "loud-" + i;
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        int silent = Integer.parseInt(args[1]);
        long end = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000_000L;
        long flatOut = Long.parseLong(args[3]);
        long nine = Long.parseLong(args[4]);
        long quiet = Long.parseLong(args[5]);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long[] written = new long[3];
        Thread[] threads = {
            thread(() -> written[0] = loud(root, 0, 1, flatOut, end)),
            thread(() -> written[1] = loud(root, 1, LOUD, nine, end)),
            thread(() -> written[2] = quiet(root, silent, quiet, end)),
        };
        for (Thread thread : threads) {
            thread.join();
        }
        out.println("done " + written[0] + " " + written[1] + " " + written[2]);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static long loud(Path root, int from, int to, long perSecond, long end) throws IOException {
        ProducerWriter[] writers = new ProducerWriter[to - from];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new ProducerWriter(root.resolve(loud(from + i)).resolve("logs"), ROTATE_BYTES);
        }
        long written = 0;
        long began = System.nanoTime();
        for (long now = began; now < end; now = System.nanoTime()) {
            long due = perSecond == 0 ? written + 64 : (long) ((now - began) / 1e9 * perSecond);
            while (written < due) {
                writers[(int) (written % writers.length)].numbered(written);
                written++;
            }
            if (perSecond > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        for (ProducerWriter writer : writers) {
            writer.close();
        }
        return written;
    }

    private static long quiet(Path root, int silent, long perSecond, long end) throws IOException {
        Random random = new Random(5);
        long written = 0;
        long began = System.nanoTime();
        for (long now = began; now < end && perSecond > 0; now = System.nanoTime()) {
            if (written < (now - began) / 1e9 * perSecond) {
                Path exec = root.resolve(silent(random.nextInt(silent))).resolve("logs/exec.log");
                String line = "{\"t\":\"2026-11-24T00:00:00.000Z\",\"s\":\"stdout\",\"d\":\"q " + System.nanoTime()
                        + "\\n\",\"id\":1}\n";
                Files.write(exec, line.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
                written++;
            } else {
                LockSupport.parkNanos(200_000);
            }
        }
        return written;
    }
}
