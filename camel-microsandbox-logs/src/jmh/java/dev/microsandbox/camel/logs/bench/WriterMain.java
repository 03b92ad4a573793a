package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.ProducerWriter;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a sandbox's log in a JVM of its own, its lines evenly spaced; each begins with the {@link System#nanoTime} of its write, which
 * on Linux is the same clock in every process. Arguments: log directory, rotation size in bytes, lines per second, seconds in which it
 * comes to that rate, seconds at that rate. Says {@code warm <lines>} between the two, and {@code done <lines>}.
 */
final class WriterMain {
    /** Nearer than this, it does not sleep: the system would wake it too late. */
    private static final long SPIN_NANOS = 80_000;

    private WriterMain() {}

    public static void main(String[] args) throws Exception {
        long rate = Long.parseLong(args[2]);
        double warmNanos = 1e9 * Double.parseDouble(args[3]);
        long warm = (long) (rate * warmNanos / 1e9 / 2); // a reader that has just been started is not run down
        long lines = warm + (long) (rate * Double.parseDouble(args[4]));
        try (ProducerWriter writer = new ProducerWriter(Path.of(args[0]), Long.parseLong(args[1]))) {
            long begin = System.nanoTime();
            for (long line = 0; line < lines; line++) {
                if (line == warm) {
                    ChildJvm.answer("warm " + line);
                }
                double due = line < warm
                        ? warmNanos * Math.sqrt(line / (double) warm)
                        : warmNanos + (line - warm) * 1e9 / rate;
                awaitNanos(begin + (long) due);
                writer.numbered(System.nanoTime());
            }
        }
        ChildJvm.answer("done " + lines);
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
