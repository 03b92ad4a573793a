package dev.microsandbox.camel.logs.examples.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of Debian's packages, with a cluster of its own, on a free port of 127.0.0.1. It does not run as root: a test that
 * does hands it to the user postgres.
 */
final class PostgresServer {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final int LIMIT_SECONDS = 240;

    private final Path bin;
    private final Path directory;
    private final int port;

    private PostgresServer(Path bin, Path directory, int port) {
        this.bin = bin;
        this.directory = directory;
        this.port = port;
    }

    /** Where the newest server's programs are; none where there is no server. */
    static Optional<Path> installed() {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.comparing(programs ->
                            Integer.parseInt(programs.getParent().getFileName().toString())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes a cluster and starts its server. */
    static PostgresServer start() throws IOException, InterruptedException {
        Path programs = installed()
                .orElseThrow(() -> new AssertionError("There is no PostgreSQL server in " + INSTALLED
                        + ": install Debian's package postgresql, or go on without this test by -Dwithout=postgres"));
        Path directory = Files.createTempDirectory(isRoot() ? Path.of("/var/tmp") : tmp(), "postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        PostgresServer server = new PostgresServer(programs, directory, freePort());
        server.program("initdb", "-D", server.data(), "-U", "logs", "-A", "trust", "-E", "UTF8", "--locale=C");
        server.startAgain();
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?socketTimeout=60&reWriteBatchedInserts=true";
    }

    /** Ends it as a crash would: no connection is told, nothing more is written. */
    void crash() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-m", "immediate", "stop");
    }

    void startAgain() throws IOException, InterruptedException {
        String options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p " + port;
        program("pg_ctl", "-D", data(), "-l", directory.resolve("log").toString(), "-o", options, "-w", "start");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void program(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed");
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path tmp() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Stops it, and removes its files. */
    void stop() throws IOException, InterruptedException {
        try {
            program("pg_ctl", "-D", data(), "-m", "fast", "stop");
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
