package dev.microsandbox.camel.logs.examples.karaf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one container: its home is shared and only read, the rest is below a base of its own. Nobody from outside reaches it,
 * and it fetches nothing from there.
 *
 * <p>One thread.
 */
final class ContainerFiles {
    /** Who may do all, by the loopback only. */
    static final String USER = "karaf";

    private static final String HOST = "127.0.0.1";

    private final Path home;
    private final Path base;
    private final Map<String, String> settings;
    private int registryPort;
    private int serverPort;

    /**
     * @param home where Karaf is unpacked
     * @param settings of the route: {@code etc/dev.microsandbox.forward.cfg}
     */
    ContainerFiles(Path home, Path base, Map<String, String> settings) {
        this.home = home;
        this.base = base;
        this.settings = settings;
    }

    Path home() {
        return home;
    }

    Path base() {
        return base;
    }

    Path log() {
        return base.resolve("data/log/karaf.log");
    }

    /** Where it is administered. */
    String jmxUrl() {
        return "service:jmx:rmi://" + HOST + ":" + serverPort + "/jndi/rmi://" + HOST + ":" + registryPort
                + "/karaf-root";
    }

    /** Forgets which features are installed. */
    void forget() throws IOException {
        delete(base.resolve("data"));
    }

    /** Writes {@code etc} anew, with ports that are free now. */
    void writeEtc() throws IOException {
        Path etc = base.resolve("etc");
        delete(etc);
        copy(home.resolve("etc"), etc);
        Files.createDirectories(base.resolve("deploy"));
        Files.createDirectories(base.resolve("data/log"));
        List<Integer> ports = freePorts(3);
        registryPort = ports.get(0);
        serverPort = ports.get(1);
        replace(
                etc.resolve("org.apache.karaf.management.cfg"),
                "rmiRegistryPort = 1099",
                "rmiRegistryPort = " + registryPort);
        replace(
                etc.resolve("org.apache.karaf.management.cfg"),
                "rmiServerPort = 44444",
                "rmiServerPort = " + serverPort);
        replace(etc.resolve("org.apache.karaf.shell.cfg"), "sshPort = 8101", "sshPort = " + ports.get(2));
        replace(etc.resolve("org.apache.karaf.shell.cfg"), "sshHost = 0.0.0.0", "sshHost = " + HOST);
        replace(etc.resolve("users.properties"), "#karaf =", USER + " =");
        replace(etc.resolve("users.properties"), "#_g_", "_g_");
        replace(
                etc.resolve("config.properties"),
                "felix.fileinstall.enableConfigSave = true",
                "felix.fileinstall.enableConfigSave = false");
        write(
                etc.resolve("org.ops4j.pax.url.mvn.cfg"),
                Map.of(
                        "org.ops4j.pax.url.mvn.repositories", "",
                        "org.ops4j.pax.url.mvn.useFallbackRepositories", "false",
                        "org.ops4j.pax.url.mvn.localRepository",
                                base.resolve("none").toString(),
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                                "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots"));
        write(etc.resolve("dev.microsandbox.forward.cfg"), settings);
    }

    private static void write(Path file, Map<String, String> properties) throws IOException {
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(one -> one.getKey() + " = " + one.getValue() + "\n")
                        .collect(Collectors.joining()),
                ISO_8859_1);
    }

    private static void replace(Path file, String was, String is) throws IOException {
        String text = Files.readString(file, ISO_8859_1);
        if (!text.contains(was)) {
            throw new IOException(file + " has no '" + was + "'");
        }
        Files.writeString(file, text.replace(was, is), ISO_8859_1);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // not there yet
        }
    }
}
