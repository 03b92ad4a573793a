package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Writes exec.log of one sandbox as microsandbox does, on a thread of its own: each line with one append; before one that would take the
 * file past its limit, .3 becomes .4 (the old .4 is gone), .2 .3, .1 .2, the live one .1, and a new live one is made. Lines have numbers
 * from 1 up and a text of their own. It never gets so far ahead of the sink that lines are rotated away unread while nothing runs.
 *
 * <p>{@link #written}, {@link #stop} and {@link #close}: any thread.
 */
final class Producer implements AutoCloseable {
    private static final int ROTATED = 4;
    private static final long LIMIT_BYTES = 64 * 1024;
    /** Some 400 lines a file, five files. */
    private static final long AHEAD = 1000;

    private final Path logs;
    private final LongSupplier stored;
    private final Thread thread = new Thread(this::run, "producer");
    private FileChannel live;
    private long size;
    private volatile long written;
    private volatile int rotations;
    private volatile boolean closed;

    /**
     * Starts it.
     *
     * @param stored how many lines the sink has
     */
    Producer(Path home, String sandbox, LongSupplier stored) throws IOException {
        logs = Files.createDirectories(
                home.resolve("sandboxes").resolve(sandbox).resolve("logs"));
        this.stored = stored;
        open();
        thread.start();
    }

    /** The text of a line, without its end. */
    static String text(long number) {
        return number + " é \\\" " + "0123456789".repeat(1 + (int) (number * 31 % 13));
    }

    long written() {
        return written;
    }

    int rotations() {
        return rotations;
    }

    private void run() {
        long limit = AHEAD;
        while (!closed) {
            if (written < limit) {
                try {
                    append(written + 1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                written = written + 1;
                LockSupport.parkNanos(50_000);
            } else {
                LockSupport.parkNanos(100_000_000);
                limit = Math.max(limit, stored.getAsLong() + AHEAD); // 0 while the sink is away
            }
        }
    }

    private void append(long number) throws IOException {
        String data = text(number).replace("\\", "\\\\").replace("\"", "\\\"");
        String line = "{\"t\":\"" + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\",\"s\":\"stdout\",\"d\":\"" + data
                + "\\n\",\"id\":" + (1 + number / 100) + "}\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (size + bytes.length > LIMIT_BYTES) {
            rotate();
        }
        size += live.write(ByteBuffer.wrap(bytes));
    }

    private void rotate() throws IOException {
        live.close();
        for (int i = ROTATED; i > 0; i--) {
            if (Files.exists(file(i - 1))) {
                Files.move(file(i - 1), file(i), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        open();
        rotations++;
    }

    private void open() throws IOException {
        live = FileChannel.open(file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = live.size();
    }

    private Path file(int number) {
        return logs.resolve(number == 0 ? "exec.log" : "exec.log." + number);
    }

    /** Writes no more; gives how many lines it has written. */
    long stop() {
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
        return written;
    }

    @Override
    public void close() throws IOException {
        stop();
        live.close();
    }
}
