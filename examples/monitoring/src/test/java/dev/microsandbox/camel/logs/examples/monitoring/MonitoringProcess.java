package dev.microsandbox.camel.logs.examples.monitoring;

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

/** The example in a JVM of its own, with this one's class path, on a port that is free. */
final class MonitoringProcess implements AutoCloseable {
    /** What the JVM ends with after SIGTERM, when its shutdown hooks have run. */
    static final int TERMINATED = 128 + 15;

    private static final int LIMIT_SECONDS = 30;
    private static final Pattern ADDRESS = Pattern.compile("meters: (http://127\\.0\\.0\\.1:\\d+)/metrics");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Path output;
    private URI address;

    private MonitoringProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it, and waits until it says where it answers.
     *
     * @param dir where it keeps its things
     * @param home {@code MSB_HOME}
     */
    static MonitoringProcess start(Path dir, Path home) throws IOException {
        Path output = Files.createTempFile(dir, "run", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(List.of("-Dmonitoring.dir=" + dir, "-Dmonitoring.port=0"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Monitoring.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MSB_HOME", home.toString());
        MonitoringProcess started = new MonitoringProcess(builder.start(), output);
        started.expect("its address", () -> started.findAddress());
        return started;
    }

    private boolean findAddress() {
        Matcher found = ADDRESS.matcher(output());
        if (found.find()) {
            address = URI.create(found.group(1));
        }
        return address != null;
    }

    /** What is at a path of it; an {@link IOException} is one that the process did not answer. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What Prometheus would get now. */
    Scrape scrape() throws IOException, InterruptedException {
        return Scrape.of(get("/metrics").body());
    }

    /** Waits for something that it is to do. */
    void expect(String what, Condition condition) {
        try {
            await().pollInterval(50, TimeUnit.MILLISECONDS)
                    .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(condition::holds);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
    }

    /** A condition that may ask the process. */
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
