package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Compares how long two tasks keep their thread busy, in one run and in turn, so that a slow machine is slow for both. */
public final class Ratio {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 9;
    /** What is quadratic takes as many times longer again; noise does not, three times in a row. */
    private static final double TOLERANCE = 2.5;

    private static final int ATTEMPTS = 3;

    private Ratio() {}

    /** Fails when {@code larger}, which has {@code times} as much to do, takes far longer than {@code times} as long. */
    public static void requireLinear(String what, int times, Runnable smaller, Runnable larger) {
        StringBuilder seen = new StringBuilder();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long[] small = new long[ROUNDS];
            long[] large = new long[ROUNDS];
            larger.run();
            for (int i = 0; i < ROUNDS; i++) {
                small[i] = nanos(smaller);
                large[i] = nanos(larger);
            }
            double ratio = (double) median(large) / median(small);
            if (ratio <= times * TOLERANCE) {
                return;
            }
            seen.append(' ').append(Math.round(10 * ratio) / 10.0);
        }
        fail(what + ": " + times + " times the input took so many times as long:" + seen);
    }

    /** Of the processor: with others on the machine, what takes long is interrupted more often. */
    private static long nanos(Runnable task) {
        long begin = THREADS.getCurrentThreadCpuTime();
        task.run();
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return Math.max(1, values[values.length / 2]);
    }
}
