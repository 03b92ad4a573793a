package dev.microsandbox.camel.logs.examples.yaml;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The example in a JVM of its own, with this one's class path: Camel's own main class, and nothing else. */
final class YamlProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    static final int TERMINATED = 128 + 15;

    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final Path output;

    private YamlProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param dir where it keeps its things
     * @param home {@code MSB_HOME}
     */
    static YamlProcess start(Path dir, Path home) throws IOException {
        Path output = Files.createTempFile(dir, "run", ".out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dyaml.dir=" + dir,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MSB_HOME", home.toString());
        return new YamlProcess(builder.start(), output);
    }

    /** Waits for something that it is to do. */
    void expect(String what, Callable<Boolean> condition) {
        try {
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
    }

    /** What it has printed. */
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
