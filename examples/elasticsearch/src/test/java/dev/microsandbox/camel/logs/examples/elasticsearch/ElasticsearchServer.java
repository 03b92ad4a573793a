package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An Elasticsearch in a JVM of its own, from target/elasticsearch, where {@code mvn -Pit} has copied it. */
final class ElasticsearchServer implements AutoCloseable {
    private static final Path COPIED = Path.of("target/elasticsearch");
    private static final Path MAIN = Path.of("src/test/elasticsearch/EsMain.java");
    private static final Pattern VERSION = Pattern.compile("elasticsearch-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final Pattern READY = Pattern.compile("^port (\\d+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path output;
    private int port;

    private ElasticsearchServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** What is missing to start one; empty: nothing. */
    static Optional<String> missing() {
        if (version().isEmpty()) {
            return Optional.of("no Elasticsearch in " + COPIED.toAbsolutePath() + ", where mvn -Pit copies it");
        }
        return java().isPresent()
                ? Optional.empty()
                : Optional.of("no Java " + leastJava() + " or later for Elasticsearch "
                        + version().orElseThrow() + " (set JAVA_HOME_" + leastJava()
                        + "; -Pelasticsearch8 needs none)");
    }

    private static Optional<String> version() {
        try (Stream<Path> files = Files.list(COPIED.resolve("lib"))) {
            return files.map(file -> VERSION.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> java() {
        return NewerJava.atLeast(leastJava());
    }

    private static int leastJava() {
        return version().orElseThrow().startsWith("8.") ? 17 : 21;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param port 0: any that is free
     */
    static ElasticsearchServer start(Path home, int port) throws IOException {
        Path output = Files.createTempFile(home.getParent(), "elasticsearch", ".out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java().orElseThrow().toString(),
                        "-Xmx512m",
                        "-cp",
                        COPIED.resolve("lib").toAbsolutePath() + "/*",
                        MAIN.toString(),
                        COPIED.resolve("modules").toAbsolutePath().toString(),
                        home.toString(),
                        String.valueOf(port),
                        version().orElseThrow()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        ElasticsearchServer server = new ElasticsearchServer(builder.start(), output);
        await().atMost(Duration.ofMinutes(5))
                .failFast(() -> !server.process.isAlive())
                .until(server::isReady);
        return server;
    }

    private boolean isReady() throws IOException {
        Matcher ready = READY.matcher(text());
        if (ready.find()) {
            port = Integer.parseInt(ready.group(1));
        }
        return port != 0;
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    int port() {
        return port;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("Elasticsearch does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
