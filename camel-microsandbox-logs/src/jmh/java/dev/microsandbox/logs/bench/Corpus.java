package dev.microsandbox.logs.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The log directory that everything is measured on: made from a seed, so that it is the same bytes everywhere. A full chain of exec.log
 * and four rotated files, as the producer writes and rotates them: fields in its order, {@code t} rising by up to 19 ms (a hundred lines a second), bodies of 20
 * to 120 bytes (the short ones are more frequent) with their line end; 70 % stdout, 20 % stderr, 8 % output, 2 % system; 5 % with ANSI
 * escapes and text that is not ASCII.
 *
 * <p>One thread.
 */
public final class Corpus {
    /** As many as fill the chain without a fifth rotation. */
    public static final int FULL_ENTRIES = 424_597;
    /** Where the producer rotates. */
    private static final long ROTATE_BYTES = 10L << 20;

    private static final long SEED = 20_261_125;
    private static final Instant BEGIN = Instant.parse("2026-11-25T08:00:00Z");
    private static final int ROTATED = 4;
    private static final int LEAST_BODY = 20;
    private static final int MOST_BODY = 120;
    /** About a hundred lines a second: the chain goes over somewhat more than an hour. */
    private static final int MOST_STEP_MILLIS = 20;
    /** Above 1: more short bodies than long ones. */
    private static final double SKEW = 1.33;

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Beginnings of bodies that are not plain; ESC stands in JSON as an escape, the rest as UTF-8. */
    private static final byte[][] COLOURED = {
        utf8("\\u001b[32mINFO\\u001b[0m über alles gehört: "),
        utf8("\\u001b[1;31m✗\\u001b[0m größer als 4 µs → "),
        utf8("\\u001b[33m警告\\u001b[0m 接続 "),
        utf8("\\u001b[2K📦 déjà vu: ")
    };

    private static final byte[] STARTED = utf8("--- sandbox started ---\\n");
    private static final byte[] STOPPED = utf8("--- sandbox stopped ---\\n");
    private static final byte[] FILLER = utf8(
            "GET /api/v1/items/48213 200 in 12 ms, worker 3 took the job from queue default; resolved 214 packages,"
                    + " 17 of them new; test parser::reads_what_was_written ... ok; epoch 3, step 1840, loss 0.2713, lr 3e-4; ");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ByteBuffer out = ByteBuffer.allocate(1 << 20);
    private final Path logs;
    private final long rotateBytes;
    private final byte[] line = new byte[1024];
    private int length;
    private long millis = BEGIN.toEpochMilli();
    private long stampSecond = -1;
    private byte[] stamp;
    private FileChannel live;
    private long liveBytes;
    private long allBytes;

    private Corpus(Path logs, long rotateBytes) {
        this.logs = logs;
        this.rotateBytes = rotateBytes;
    }

    /**
     * What was written.
     *
     * @param last the time of the last entry
     */
    public record Written(int entries, long bytes, Instant last) {}

    /** Writes it into {@code logs}, which is made where it is missing and must have no log files: a chain of five, whatever the number. */
    public static Written write(Path logs, int entries) throws IOException {
        Files.createDirectories(logs);
        return new Corpus(logs, rotateBytes(entries)).write(entries);
    }

    /** Where to rotate so that so many entries fill the chain as all of them fill that of the producer. */
    private static long rotateBytes(int entries) {
        return entries >= FULL_ENTRIES ? ROTATE_BYTES : 1000 + (long) (1.02 * ROTATE_BYTES * entries / FULL_ENTRIES);
    }

    private Written write(int entries) throws IOException {
        open();
        for (int i = 0; i < entries; i++) {
            length = 0;
            line(i);
            if (liveBytes + length > rotateBytes) {
                rotate();
            }
            if (out.remaining() < length) {
                flush();
            }
            out.put(line, 0, length);
            liveBytes += length;
            allBytes += length;
        }
        close();
        return new Written(entries, allBytes, Instant.ofEpochMilli(millis));
    }

    private void line(int number) {
        millis += random.nextInt(MOST_STEP_MILLIS);
        put("{\"t\":\"");
        time();
        int kind = random.nextInt(100);
        put(kind < 70 ? "\",\"s\":\"stdout\",\"d\":\"" : kind < 90 ? "\",\"s\":\"stderr\",\"d\":\"" : "");
        put(kind < 90 ? "" : kind < 98 ? "\",\"s\":\"output\",\"d\":\"" : "\",\"s\":\"system\",\"d\":\"");
        if (kind < 98) {
            body();
            put("\",\"id\":");
            put(Integer.toString(1 + number % 7));
            put("}\n");
        } else {
            put(number % 2 == 0 ? STARTED : STOPPED);
            put("\"}\n");
        }
    }

    /** The line end, two bytes in JSON, counts as one. */
    private void body() {
        double part = Math.pow(random.nextDouble(), SKEW);
        int bytes = LEAST_BODY + (int) (part * (MOST_BODY - LEAST_BODY + 1)) - 1;
        if (random.nextInt(100) < 5) {
            byte[] coloured = COLOURED[random.nextInt(COLOURED.length)];
            put(coloured);
            bytes = Math.max(1, bytes - coloured.length);
        }
        int from = random.nextInt(FILLER.length - MOST_BODY);
        System.arraycopy(FILLER, from, line, length, bytes);
        length += bytes;
        put("\\n");
    }

    private void time() {
        long second = millis / 1000;
        if (second != stampSecond) {
            stampSecond = second;
            stamp = utf8(SECONDS.format(Instant.ofEpochSecond(second)));
        }
        put(stamp);
        int rest = (int) (millis % 1000);
        line[length++] = (byte) ('0' + rest / 100);
        line[length++] = (byte) ('0' + rest / 10 % 10);
        line[length++] = (byte) ('0' + rest % 10);
        line[length++] = 'Z';
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            line[length++] = (byte) ascii.charAt(i);
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, line, length, bytes.length);
        length += bytes.length;
    }

    private void open() throws IOException {
        live = FileChannel.open(logs.resolve("exec.log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        liveBytes = 0;
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            live.write(out);
        }
        out.clear();
    }

    /** Forced, so that the disk is at rest when it is read. */
    private void close() throws IOException {
        flush();
        live.force(true);
        live.close();
    }

    private void rotate() throws IOException {
        close();
        Files.deleteIfExists(logs.resolve("exec.log." + ROTATED));
        for (int i = ROTATED; i > 0; i--) {
            Path from = logs.resolve(i == 1 ? "exec.log" : "exec.log." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, logs.resolve("exec.log." + i));
            }
        }
        open();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
