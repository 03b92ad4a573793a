package dev.microsandbox.camel.logs.examples.springboot;

import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes exec.log of a sandbox, in files of 8 KiB. Lines are numbered from 1, and it remembers them.
 *
 * <p>One thread; {@link #line} any.
 */
final class Producer implements AutoCloseable {
    private static final long LIMIT_BYTES = 8 * 1024;

    private final RotatedLog log;
    private final List<String> written = new ArrayList<>();

    Producer(Path home, String sandbox) throws IOException {
        log = new RotatedLog(RotatedLog.directory(home, sandbox), "exec.log", LIMIT_BYTES);
    }

    /** Writes the next line. */
    void print() throws IOException {
        String line;
        synchronized (written) {
            int number = written.size() + 1;
            line = "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"#" + number + " "
                    + "x".repeat(20 + number % 20) + "\\n\",\"id\":7}";
            written.add(line);
        }
        log.append((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes so many lines, 500 a second: a file is full in a sixth of a second. */
    Void print(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            print();
            LockSupport.parkNanos(2_000_000);
        }
        return null;
    }

    /** The line of that number. */
    String line(int number) {
        synchronized (written) {
            return written.get(number - 1);
        }
    }

    int rotations() {
        return log.rotations();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
