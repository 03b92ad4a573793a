package dev.microsandbox.camel.logs.examples.springboot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes exec.log of a sandbox as microsandbox does, in files of 8 KiB: one write for each line; before one that would take the file past
 * its limit, .3 becomes .4 (the old .4 is gone), .2 .3, .1 .2, the live one .1, and a new live one is made. Lines are numbered from 1.
 *
 * <p>One thread; {@link #line} any.
 */
final class Producer implements AutoCloseable {
    private static final long LIMIT_BYTES = 8 * 1024;
    private static final int ROTATED = 4;

    private final Path logs;
    private final List<String> written = new ArrayList<>();
    private FileChannel live;
    private int rotations;

    Producer(Path home, String sandbox) throws IOException {
        logs = Files.createDirectories(home.resolve("sandboxes/" + sandbox + "/logs"));
        open();
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
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (live.size() + bytes.length > LIMIT_BYTES) {
            rotate();
        }
        live.write(ByteBuffer.wrap(bytes));
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
        return rotations;
    }

    private void rotate() throws IOException {
        live.close();
        for (int i = ROTATED; i > 0; i--) {
            if (Files.exists(file(i - 1))) {
                Files.move(file(i - 1), file(i), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        rotations++;
        open();
    }

    private void open() throws IOException {
        live = FileChannel.open(file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The live file for 0, else the rotated one of that number. */
    private Path file(int number) {
        return logs.resolve(number == 0 ? "exec.log" : "exec.log." + number);
    }

    @Override
    public void close() throws IOException {
        live.close();
    }
}
