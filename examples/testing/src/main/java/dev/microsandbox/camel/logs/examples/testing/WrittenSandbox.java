package dev.microsandbox.camel.logs.examples.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A sandbox that prints, written to its logs as microsandbox writes them: an append a line, rotated between lines. It remembers what
 * it wrote; no line is like another.
 *
 * <p>Any thread.
 */
public final class WrittenSandbox implements AutoCloseable {
    /** Five files of that much are more than a test writes while nobody reads. */
    private static final long LIMIT_BYTES = 256 << 10;

    private static final List<String> SOURCES = List.of("stdout", "stderr", "output");

    private final String name;
    private final RotatedLog exec;
    private final RotatedLog runtime;
    private final List<String> printed = new ArrayList<>();
    private final List<String> relayed = new ArrayList<>();
    private long millis;

    /**
     * Its directory is made.
     *
     * @param start the time of its first line; each later one is at least a millisecond later
     */
    public WrittenSandbox(Path home, String name, Instant start) throws IOException {
        this.name = name;
        Path logs = RotatedLog.directory(home, name);
        exec = new RotatedLog(logs, "exec.log", LIMIT_BYTES);
        runtime = new RotatedLog(logs, "runtime.log", LIMIT_BYTES);
        millis = start.toEpochMilli();
    }

    public String name() {
        return name;
    }

    /** Prints lines; every fourth time the runtime says something too, which has no time when it begins with a blank. */
    public WrittenSandbox print(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            synchronized (this) {
                millis++;
                String text = "#" + printed.size() + " "
                        + "x".repeat(ThreadLocalRandom.current().nextInt(80)) + ".";
                exec.append(bytes("{\"t\":\"" + time() + "\",\"s\":\"" + SOURCES.get(printed.size() % SOURCES.size())
                        + "\",\"d\":\"" + text + "\\n\",\"id\":" + (1 + printed.size() % 7) + "}\n"));
                printed.add(text);
                if (printed.size() % 4 == 0) {
                    relay(text);
                }
            }
        }
        return this;
    }

    /** The same, slowly: about a thousand lines a second. */
    public Void printSlowly(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            print(1);
            LockSupport.parkNanos(900_000);
        }
        return null;
    }

    private void relay(String text) throws IOException {
        boolean stamped = relayed.size() % 2 == 0;
        String line = (stamped ? "" : "  ") + "relayed " + text;
        runtime.append(bytes((stamped ? time() + "  " : "") + line + "\n"));
        relayed.add(line);
    }

    private String time() {
        return Instant.ofEpochMilli(millis).toString().replaceFirst(":(\\d\\d)Z", ":$1.000Z");
    }

    /** What stands in exec.log, all files, without line ends, in order. */
    public synchronized List<String> printed() {
        return List.copyOf(printed);
    }

    /** What stands in runtime.log. */
    public synchronized List<String> relayed() {
        return List.copyOf(relayed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        exec.close();
        runtime.close();
    }
}
