package dev.microsandbox.camel.logs.examples.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file as microsandbox writes it: each append is one write; before one that would take the file past its limit, .3 becomes .4
 * (the old .4 is gone), .2 .3, .1 .2, the live one .1, and a new live one is made.
 *
 * <p>One thread; {@link #rotations} any.
 */
public final class RotatedLog implements AutoCloseable {
    private static final int ROTATED = 4;

    private final Path directory;
    private final String name;
    private final long limitBytes;
    private FileChannel live;
    private long size;
    private volatile int rotations;

    /**
     * Opens the live file; it is made where there is none, and its directory as well.
     *
     * @param directory the log directory of a sandbox
     * @param name the live file's, as {@code exec.log}
     */
    public RotatedLog(Path directory, String name, long limitBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.name = name;
        this.limitBytes = limitBytes;
        open();
    }

    /** The log directory of a sandbox. */
    public static Path directory(Path home, String sandbox) {
        return home.resolve("sandboxes").resolve(sandbox).resolve("logs");
    }

    public void append(byte[] bytes) throws IOException {
        if (size > 0 && size + bytes.length > limitBytes) {
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
        rotations = rotations + 1;
    }

    private void open() throws IOException {
        live = FileChannel.open(file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = live.size();
    }

    /** How often it was rotated since it was opened here. */
    public int rotations() {
        return rotations;
    }

    /** The live file for 0, else the rotated one of that number. */
    private Path file(int number) {
        return directory.resolve(number == 0 ? name : name + "." + number);
    }

    @Override
    public void close() throws IOException {
        live.close();
    }
}
