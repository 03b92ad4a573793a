package dev.microsandbox.camel.logs.examples.forward;

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
final class ForwardProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    static final int TERMINATED = 128 + 15;

    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private ForwardProcess(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Starts it.
     *
     * @param dir where it keeps its things
     * @param home {@code MSB_HOME}
     */
    static ForwardProcess start(Path dir, Path home, String... options) throws IOException {
        Path stdout = Files.createTempFile(dir, "run", ".out");
        Path stderr = Files.createTempFile(dir, "run", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Dforward.dir=" + dir));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Forward.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("MSB_HOME", home.toString());
        return new ForwardProcess(builder.start(), stdout, stderr);
    }

    /** Waits until its output has this text. */
    ForwardProcess expect(String text) {
        return expect(
                "output with '" + text + "'", () -> Files.readString(stdout).contains(text));
    }

    /** Waits for something that it is to do. */
    ForwardProcess expect(String what, Condition condition) {
        try {
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(condition::holds);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
        return this;
    }

    /** Whether its output, when it has ended, had this text. */
    void expectEnd(String text) {
        if (!output().contains(text)) {
            throw new AssertionError("wanted output with '" + text + "', got:\n" + output());
        }
    }

    /** A condition that may read files. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** What it has printed, on both. */
    String output() {
        try {
            return Files.readString(stdout) + Files.readString(stderr);
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
