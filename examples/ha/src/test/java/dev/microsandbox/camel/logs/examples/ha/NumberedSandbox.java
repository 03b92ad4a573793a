package dev.microsandbox.camel.logs.examples.ha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a sandbox's exec.log as microsandbox does, one write for each line, in files of 64 KiB of which four rotated ones are kept.
 * Lines are numbered {@code #1}, {@code #2} …
 */
final class NumberedSandbox implements AutoCloseable {
    private static final int LIMIT_BYTES = 64 * 1024;
    private static final int ROTATED = 4;
    private static final long PAUSE_NANOS = 3_000_000;

    private final Path logs;
    private final AtomicLong last = new AtomicLong();
    private final Thread thread = new Thread(this::write, "sandbox");
    private volatile boolean closed;

    /** Begins to write. */
    NumberedSandbox(Path home, String name) throws IOException {
        logs = Files.createDirectories(home.resolve("sandboxes").resolve(name).resolve("logs"));
        thread.start();
    }

    /** The number of the last line that was written. */
    long last() {
        return last.get();
    }

    private void write() {
        try {
            while (!closed) {
                String line = "{\"t\":\"" + Instant.now().truncatedTo(ChronoUnit.MILLIS)
                        + "\",\"s\":\"stdout\",\"d\":\"#" + (last.get() + 1) + " printed\\n\",\"id\":7}\n";
                if (Files.exists(file(0)) && Files.size(file(0)) + line.length() > LIMIT_BYTES) {
                    rotate();
                }
                Files.writeString(file(0), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                last.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rotate() throws IOException {
        for (int i = ROTATED; i > 0; i--) {
            if (Files.exists(file(i - 1))) {
                Files.move(file(i - 1), file(i), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.createFile(file(0));
    }

    private Path file(int number) {
        return logs.resolve(number == 0 ? "exec.log" : "exec.log." + number);
    }

    /** Writes no more, and gives the number of the last line. */
    long end() throws InterruptedException {
        closed = true;
        thread.join();
        return last.get();
    }

    @Override
    public void close() {
        closed = true;
    }
}
