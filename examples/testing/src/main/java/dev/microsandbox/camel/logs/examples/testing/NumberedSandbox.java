package dev.microsandbox.camel.logs.examples.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A sandbox that prints all the time, on a thread of its own: lines with numbers from 1 up, each with a text that follows from its number,
 * in files of 64 KiB. It never gets so far ahead of whoever forwards them that one is rotated away unread while nothing runs.
 *
 * <p>Any thread.
 */
public final class NumberedSandbox implements AutoCloseable {
    private static final long LIMIT_BYTES = 64 * 1024;
    /** Some 400 lines a file, five files. */
    private static final long AHEAD = 1000;

    private static final long ASK_NANOS = 20_000_000;

    private final RotatedLog log;
    private final long pauseNanos;
    private final Forwarded forwarded;
    private final Thread thread = new Thread(this::print, "sandbox");
    private volatile long last;
    private volatile boolean closed;

    /**
     * Begins to print.
     *
     * @param linesPerSecond no more than that
     * @param forwarded how many of its lines were forwarded
     */
    public NumberedSandbox(Path home, String name, int linesPerSecond, Forwarded forwarded) throws IOException {
        this.log = new RotatedLog(RotatedLog.directory(home, name), "exec.log", LIMIT_BYTES);
        this.pauseNanos = 1_000_000_000L / linesPerSecond;
        this.forwarded = forwarded;
        thread.start();
    }

    /** How many of the lines were forwarded. One that fails is asked again. */
    public interface Forwarded {
        long lines() throws Exception;
    }

    /** The number of a text as it was forwarded; fails when it is none of those that are printed, as it was printed. */
    public static long number(String text) {
        long number = Long.parseLong(text.substring(1, text.indexOf(' ')));
        if (!text.equals(text(number))) {
            throw new AssertionError("printed: " + text(number) + " forwarded: " + text);
        }
        return number;
    }

    private static String text(long number) {
        return "#" + number + " é \\\" " + "0123456789".repeat(1 + (int) (number * 31 % 13)) + "\n";
    }

    private void print() {
        long limit = AHEAD;
        while (!closed) {
            if (last < limit) {
                append(last + 1);
                last = last + 1;
                LockSupport.parkNanos(pauseNanos);
            } else {
                LockSupport.parkNanos(ASK_NANOS);
                limit = Math.max(limit, ask() + AHEAD);
            }
        }
    }

    private long ask() {
        try {
            return forwarded.lines();
        } catch (Exception e) {
            return 0; // whoever has them is away
        }
    }

    private void append(long number) {
        String data = text(number).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        String line = "{\"t\":\"" + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\",\"s\":\"stdout\",\"d\":\"" + data
                + "\",\"id\":" + (1 + number / 100) + "}\n";
        try {
            log.append(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // ends the printing: the test then waits in vain
        }
    }

    /** The number of the last line that was printed. */
    public long last() {
        return last;
    }

    public int rotations() {
        return log.rotations();
    }

    /** Prints no more; gives the number of the last line. */
    public long end() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // it ends by itself, at once
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        end();
        log.close();
    }
}
