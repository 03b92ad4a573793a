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
    private static final Path JDKS = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("elasticsearch-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final Pattern READY = Pattern.compile("^port (\\d+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path output;
    private int port;

    private ElasticsearchServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Whether there is one, and a JDK that it runs on. */
    static boolean isInstalled() {
        return version().isPresent() && jdk().isPresent();
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

    /** Elasticsearch 9 wants Java 21 or later, 25 is what it was tried with; 8 runs on this one. */
    private static Optional<Path> jdk() {
        if (version().orElseThrow().startsWith("8.")) {
            return Optional.of(Path.of(System.getProperty("java.home"), "bin/java"));
        }
        try (Stream<Path> all = Files.list(JDKS)) {
            return all.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .map(jdk -> jdk.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param port 0: any that is free
     */
    static ElasticsearchServer start(Path home, int port) throws IOException {
        Path output = Files.createTempFile(home.getParent(), "elasticsearch", ".out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        jdk().orElseThrow().toString(),
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
