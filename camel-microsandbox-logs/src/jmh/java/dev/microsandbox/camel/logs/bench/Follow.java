package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A route that follows a sandbox that writes, both in JVMs of their own.
 *
 * @param cores processor time of the reader's JVM, its compiler and collector included, by the time that passed
 * @param p50Millis from write to exchange
 * @param p99Millis the same, 99 of 100
 * @param mostMillis the same, all
 * @param linesPerSecond what came
 * @param missing what was written and never came
 * @param gaps how often the route was told that lines were lost: a machine that stands still for a tenth of a second is outrun by files of 64 KiB
 */
record Follow(
        double cores,
        double p50Millis,
        double p99Millis,
        double mostMillis,
        double linesPerSecond,
        long missing,
        long gaps) {
    private static final int TRIES = 1000;

    /**
     * Measures.
     *
     * @param directory made, and removed afterwards
     * @param warmSeconds in which the writer comes to its rate; they do not count
     */
    static Follow run(Path directory, long rotateBytes, long linesPerSecond, double warmSeconds, double seconds)
            throws IOException {
        Path logs = Files.createDirectories(directory.resolve("home/sandboxes/web/logs"));
        Path cursors = Files.createDirectories(directory.resolve("cursors"));
        try (ChildJvm reader =
                new ChildJvm(ReaderMain.class, new String[] {"-Xmx256m"}, directory.resolve("home"), cursors)) {
            reader.answer();
            try (ChildJvm writer = new ChildJvm(
                    WriterMain.class, new String[0], logs, rotateBytes, linesPerSecond, warmSeconds, seconds)) {
                writer.answer();
                long[] begin = figures(reader);
                long written = Long.parseLong(writer.answer().split(" ", -1)[1]);
                long[] end = figures(reader);
                long[] last = end;
                for (int i = 0; last[0] < written && i < TRIES; i++) {
                    LockSupport.parkNanos(1_000_000); // the last ones are on their way
                    last = figures(reader);
                }
                double elapsed = end[2] - begin[2];
                return new Follow(
                        (end[3] - begin[3]) / elapsed,
                        end[4] / 1e6,
                        end[5] / 1e6,
                        end[6] / 1e6,
                        (end[0] - begin[0]) / elapsed * 1e9,
                        written - last[0],
                        last[1]);
            }
        } finally {
            Scratch.delete(directory);
        }
    }

    /** Whether all came, or the route knows that it did not. */
    boolean isComplete() {
        return missing == 0 || missing > 0 && gaps > 0;
    }

    private static long[] figures(ChildJvm reader) throws IOException {
        String[] words = reader.ask("figures").split(" ", -1);
        long[] figures = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            figures[i] = Long.parseLong(words[i]);
        }
        return figures;
    }
}
