package dev.microsandbox.camel.logs.examples.jdbc;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The example in a JVM of its own, with this one's class path. */
final class JdbcProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    static final int TERMINATED = 128 + 15;

    private static final int LIMIT_SECONDS = 240;

    private final Process process;
    private final Path output;

    private JdbcProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param dir where it keeps its things, and what is in {@code home} below it
     */
    static JdbcProcess start(Path dir, String... options) throws IOException {
        Path output = Files.createTempFile(dir, "run", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m"));
        command.addAll(List.of("-Djdbc.dir=" + dir, "-Djava.io.tmpdir=" + dir));
        command.add("-Dcamel.component.msblogs.maxRetryDelay=2000"); // a sink that was away is not waited for longer
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Jdbc.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MSB_HOME", dir.resolve("home").toString());
        return new JdbcProcess(builder.start(), output);
    }

    /** Waits for something that it is to do. */
    void expect(String what, Condition condition) {
        try {
            await().pollInterval(10, TimeUnit.MILLISECONDS)
                    .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(condition::holds);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
    }

    /** A condition that may ask a database or files. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** What it has printed, on both. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM; gives the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    private int exit() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
