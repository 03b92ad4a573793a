package dev.microsandbox.camel.logs.examples.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** An application, or a server, in a JVM of its own. */
public final class ChildProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    public static final int TERMINATED = 128 + 15;

    /** As long as a server may take to come back on a loaded machine. */
    private static final int LIMIT_SECONDS = 240;

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private ChildProcess(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Starts a main class with this JVM's class path; {@code MSB_HOME} is {@link #home}.
     *
     * @param dir where it keeps its things
     * @param options of the JVM
     */
    public static ChildProcess start(Path dir, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return java(dir, command);
    }

    /**
     * Starts a JVM; {@code MSB_HOME} is {@link #home}.
     *
     * @param dir where it keeps its things
     * @param command what stands behind {@code java}
     */
    public static ChildProcess java(Path dir, List<String> command) throws IOException {
        Path stdout = Files.createTempFile(dir, "run", ".out");
        Path stderr = Files.createTempFile(dir, "run", ".err");
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Djava.io.tmpdir=" + dir));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(dir.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("MSB_HOME", home(dir).toString());
        return new ChildProcess(builder.start(), stdout, stderr);
    }

    /** The microsandbox home of what is started in a directory. */
    public static Path home(Path dir) {
        return dir.resolve("home");
    }

    /** Waits until its output has this text. */
    public ChildProcess expect(String text) {
        return expect("output with '" + text + "'", () -> output().contains(text));
    }

    /** Waits for something that it is to do; fails when it ends before. */
    public ChildProcess expect(String what, Condition condition) {
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
    public void expectEnd(String text) {
        if (!output().contains(text)) {
            throw new AssertionError("wanted output with '" + text + "', got:\n" + output());
        }
    }

    /** A condition that may ask a server, or read files. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    public long pid() {
        return process.pid();
    }

    /** What it has printed, on both. */
    public String output() {
        try {
            return Files.readString(stdout) + Files.readString(stderr);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM; gives the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Waits for its end; gives the exit code. */
    public int exit() throws InterruptedException {
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
