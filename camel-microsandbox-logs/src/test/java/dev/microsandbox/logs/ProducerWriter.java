package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes a log directory as a sandbox's runtime does. Its rules, word for word from the description of the log directory:
 *
 * <ul>
 *   <li>"One line per captured chunk, written with one append of the whole line":
 *       <pre>{"t":"2026-04-30T20:32:59.688Z","s":"stdout","d":"hello\n","id":7}</pre>
 *       "{@code id}: number of the exec session …; absent for {@code system}."
 *   <li>"Before a write that would take the file past 10 MiB the producer renames .3→.4 (the old .4 is gone), .2→.3, .1→.2, live→.1,
 *       and then creates a new live file." So "a file keeps its inode while its name moves up; the live name is missing for a moment in
 *       every rotation; after a file has been renamed from the live name, nothing is appended to it any more".
 *   <li>"exec.log rotates between whole lines. runtime.log is a copy of a pipe in chunks of up to 4096 bytes, rotated between chunks: a
 *       line of runtime.log can begin in runtime.log.1 and end in runtime.log."
 *   <li>kernel.log is "not rotated; opened anew at every start of the sandbox, and then it may be truncated in place".
 *   <li>"One that is stopped and started again appends to the files that it has." "The producer never syncs."
 * </ul>
 *
 * <p>One thread.
 */
public final class ProducerWriter implements AutoCloseable {
    /** Where the real producer rotates. */
    static final long REAL_ROTATE_BYTES = 10L << 20;
    /** How many rotated files are kept. */
    static final int ROTATED = 4;
    /** The largest chunk of runtime.log. */
    static final int PIPE_BYTES = 4096;

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] FILLER =
            "the quick brown fox jumps over the lazy dog and ".repeat(12).getBytes(StandardCharsets.US_ASCII);
    private static final int BODY_BYTES = 100;
    private static final int VARIES_BY = 80;

    private final Path directory;
    private final RotatingFile exec;
    private final RotatingFile runtime;
    private final ByteBuffer line = ByteBuffer.allocate(1024);
    private final ByteBuffer pipe = ByteBuffer.allocate(PIPE_BYTES);
    private boolean varied;
    private FileChannel kernel;
    private long stampMillis = -1;
    private byte[] stamp;

    /** Goes on with the files that {@code directory} has, rotating at {@code rotateBytes}; makes the directory where it is missing. */
    public ProducerWriter(Path directory, long rotateBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.exec = new RotatingFile("exec.log", rotateBytes);
        this.runtime = new RotatingFile("runtime.log", rotateBytes);
    }

    /** Numbered lines of lengths that vary, so that an offset in one file is hardly ever a line's beginning in another. */
    public ProducerWriter varied() {
        varied = true;
        return this;
    }

    /** A line of exec.log, fields in the producer's order. {@code data} is escaped only where its line end is. */
    ProducerWriter exec(String source, String data, Long session) throws IOException {
        return raw("{\"t\":\"" + MILLIS.format(Instant.now()) + "\",\"s\":\"" + source + "\",\"d\":\""
                + data.replace("\n", "\\n") + "\"" + (session == null ? "" : ",\"id\":" + session) + "}\n");
    }

    /** A line of stdout with this text and a line end. */
    ProducerWriter out(String text) throws IOException {
        return exec("stdout", text + "\n", 7L);
    }

    /** What is given, in one append to exec.log. */
    ProducerWriter raw(String bytes) throws IOException {
        exec.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Lines of stdout with the bodies {@code <seq> <filler>} for {@code first ≤ seq ≤ last}. */
    ProducerWriter numbered(long first, long last) throws IOException {
        for (long seq = first; seq <= last; seq++) {
            numbered(seq);
        }
        return this;
    }

    /** One line of stdout whose body is {@code <seq> <filler>}, about 100 bytes. */
    public void numbered(long seq) throws IOException {
        line.clear();
        ascii("{\"t\":\"");
        line.put(now());
        ascii("\",\"s\":\"stdout\",\"d\":\"");
        body(seq);
        ascii("\\n\",\"id\":7}\n");
        exec.write(line.flip());
    }

    /**
     * The same for runtime.log, as text. The line goes into the pipe; the file gets whatever is in it when it is full, wherever that
     * cuts a line. {@link #flushRuntime} writes the rest.
     */
    void numberedRuntime(long seq) throws IOException {
        line.clear();
        line.put(now());
        ascii("  INFO ");
        body(seq);
        line.put((byte) '\n').flip();
        while (line.hasRemaining()) {
            int some = Math.min(line.remaining(), pipe.remaining());
            pipe.put(line.array(), line.position(), some);
            line.position(line.position() + some);
            if (!pipe.hasRemaining()) {
                flushRuntime();
            }
        }
    }

    void flushRuntime() throws IOException {
        runtime.write(pipe.flip());
        pipe.clear();
    }

    /** One chunk of the pipe, appended to runtime.log. */
    ProducerWriter runtime(String chunk) throws IOException {
        runtime.write(ByteBuffer.wrap(chunk.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** The sandbox starts: opens kernel.log anew; the old one is truncated in place, or deleted before. */
    ProducerWriter startKernel(boolean inPlace) throws IOException {
        if (kernel != null) {
            kernel.close();
        }
        Path path = directory.resolve("kernel.log");
        if (!inPlace) {
            Files.deleteIfExists(path);
        }
        kernel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return this;
    }

    ProducerWriter kernel(String bytes) throws IOException {
        kernel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Rotates exec.log now. */
    ProducerWriter rotateExec() throws IOException {
        exec.rotate();
        return this;
    }

    /** Rotates runtime.log now. */
    ProducerWriter rotateRuntime() throws IOException {
        runtime.rotate();
        return this;
    }

    /** How often exec.log was rotated by this writer. */
    public int rotations() {
        return exec.rotations;
    }

    @Override
    public void close() throws IOException {
        exec.close();
        runtime.close();
        if (kernel != null) {
            kernel.close();
        }
    }

    private byte[] now() {
        long millis = System.currentTimeMillis();
        if (millis != stampMillis) {
            stampMillis = millis;
            stamp = MILLIS.format(Instant.ofEpochMilli(millis)).getBytes(StandardCharsets.US_ASCII);
        }
        return stamp;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            line.put((byte) text.charAt(i));
        }
    }

    private void body(long seq) {
        int from = line.position();
        ascii(Long.toString(seq));
        line.put((byte) ' ');
        int length = BODY_BYTES - (line.position() - from);
        if (varied) {
            length += (int) Long.remainderUnsigned(seq * 0x9E3779B97F4A7C15L >>> 17, VARIES_BY) - VARIES_BY / 2;
        }
        line.put(FILLER, 0, length);
    }

    /** One log file with its rotated siblings. */
    private final class RotatingFile implements AutoCloseable {
        private final Path[] names = new Path[ROTATED + 1];
        private final long rotateBytes;
        private FileChannel live;
        private long size;
        private int rotations;

        RotatingFile(String name, long rotateBytes) {
            this.rotateBytes = rotateBytes;
            for (int i = 0; i <= ROTATED; i++) {
                names[i] = directory.resolve(i == 0 ? name : name + "." + i);
            }
        }

        void write(ByteBuffer bytes) throws IOException {
            if (live == null) {
                open();
            }
            if (size > 0 && size + bytes.remaining() > rotateBytes) {
                rotate();
            }
            size += live.write(bytes);
        }

        private void rotate() throws IOException {
            close();
            for (int i = ROTATED; i > 0; i--) {
                if (Files.exists(names[i - 1])) {
                    Files.move(names[i - 1], names[i], StandardCopyOption.ATOMIC_MOVE); // rename(2): replaces
                }
            }
            open();
            rotations++;
        }

        private void open() throws IOException {
            live = FileChannel.open(names[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            size = live.size();
        }

        @Override
        public void close() throws IOException {
            if (live != null) {
                live.close();
                live = null;
            }
        }
    }
}
