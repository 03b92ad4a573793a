package dev.microsandbox.camel.logs.examples.karaf;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes a sandbox's exec.log at a pace, in small files so that they rotate soon.
 *
 * <p>Any thread; it writes on one of its own.
 */
final class DemoSandbox implements AutoCloseable {
    /** Lines that it may write without a reader before one is rotated away: what two rotated files hold, of the four that are kept. */
    static final long SAFE_LINES = 250;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long LIMIT_BYTES = 16 * 1024;

    private final RotatedLog log;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-sandbox"));

    /** Guarded by this, as all below. */
    private final List<String> written = new ArrayList<>();

    private long most = Long.MAX_VALUE;

    /** The sandbox starts, and prints so many lines a second. */
    DemoSandbox(Path logs, int linesPerSecond) throws IOException {
        log = new RotatedLog(logs, "exec.log", LIMIT_BYTES);
        write("system", "--- sandbox started ---\n", null);
        long micros = 1_000_000L / linesPerSecond;
        thread.scheduleAtFixedRate(this::print, micros, micros, TimeUnit.MICROSECONDS);
    }

    /** Every line so far, in order. */
    synchronized List<String> written() {
        return List.copyOf(written);
    }

    int rotations() {
        return log.rotations();
    }

    /** Nothing more until {@link #goOn}. */
    synchronized void pause() {
        most = 0;
    }

    /** No more lines from here on than stay on disk without a reader. */
    synchronized void goOnSafely() {
        most = written.size() + SAFE_LINES;
    }

    synchronized void goOn() {
        most = Long.MAX_VALUE;
    }

    private synchronized void print() {
        if (written.size() >= most) {
            return;
        }
        int number = written.size();
        try {
            write(
                    number % 9 == 0 ? "stderr" : "stdout",
                    "#" + number + " GET /orders/" + number * 7919L % 1000 + " größer ✓ " + "x".repeat(number % 40)
                            + "\n",
                    1L + number / 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // ends the printing: the test then waits in vain, and says for what
        }
    }

    private synchronized void write(String source, String data, Long session) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("t", MILLIS.format(Instant.now()));
        fields.put("s", source);
        fields.put("d", data);
        if (session != null) {
            fields.put("id", session);
        }
        String line = JSON.writeValueAsString(fields);
        log.append((line + "\n").getBytes(StandardCharsets.UTF_8));
        written.add(line);
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        synchronized (this) {
            pause();
            log.close();
        }
    }
}
