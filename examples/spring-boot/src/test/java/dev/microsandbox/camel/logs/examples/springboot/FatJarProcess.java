package dev.microsandbox.camel.logs.examples.springboot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The jar of the example in a JVM of its own, on a port that is free. */
final class FatJarProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    static final int TERMINATED = 128 + 15;

    private static final int LIMIT_SECONDS = 60;
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Path output;
    private String address;

    private FatJarProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it, and waits until it answers; {@code dir} is where it keeps its things, and where the microsandbox home is. */
    static FatJarProcess start(Path dir) throws IOException {
        FatJarProcess started = launch(dir);
        started.expect("its port", () -> started.findPort());
        return started;
    }

    /** Starts it. */
    static FatJarProcess launch(Path dir, String... arguments) throws IOException {
        Path jar = Path.of(System.getProperty("fat.jar"));
        Path output = Files.createTempFile(dir, "run", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
        command.addAll(List.of("-jar", jar.toString(), "--example.dir=" + dir, "--server.port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MSB_HOME", dir.resolve("home").toString());
        return new FatJarProcess(builder.start(), output);
    }

    private boolean findPort() {
        Matcher found = PORT.matcher(output());
        if (found.find()) {
            address = "http://127.0.0.1:" + found.group(1);
        }
        return address != null;
    }

    /** What is at a path of it; an {@link IOException} is one that the process did not answer. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Waits for something that it is to do. */
    void expect(String what, Condition condition) {
        try {
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(condition::holds);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
    }

    /** A condition that may ask the process, or read files. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
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

    /** Waits for its end; gives the exit code. */
    int exit() throws InterruptedException {
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
