package dev.microsandbox.camel.logs.examples.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker that is its own controller, on loopback: for a look at the example, and for its tests. Topics are made as they are
 * written to, with three partitions.
 */
final class LocalBroker implements AutoCloseable {
    /** What is printed when it answers. */
    static final String READY = "broker ready on ";

    private final KafkaRaftServer server;

    private LocalBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /** As a process of its own: directory, port. Ends when it is told to. */
    public static void main(String[] args) throws IOException {
        LocalBroker broker = start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(READY + args[1]);
        broker.server.awaitShutdown();
    }

    /** Starts it; it answers when this returns. What an earlier one stored in the directory is there again. */
    static LocalBroker start(Path directory, int port) throws IOException {
        Path data = directory.resolve("data").toAbsolutePath();
        Files.createDirectories(data);
        Properties properties = properties(data, port, freePort());
        if (Files.notExists(data.resolve("meta.properties"))) {
            format(directory, properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new LocalBroker(server);
    }

    /** A port of loopback that nobody uses now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties properties(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("log.dirs", data.toString());
        properties.put("num.partitions", "3");
        properties.put("message.max.bytes", "2097152"); // as much as the route may send in one record
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.enable", "false");
        // After a kill a new one is let in when the session of the old one has ended.
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }

    private static void format(Path directory, Properties properties) throws IOException {
        Path file = directory.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        StorageTool.execute(command, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
