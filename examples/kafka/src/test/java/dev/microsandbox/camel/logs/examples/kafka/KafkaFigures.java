package dev.microsandbox.camel.logs.examples.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many records a second the route sends of one sandbox, for some values of {@code maxInFlight}: a table in {@code
 * target/kafka-figures.md}. The broker is a process of its own.
 */
@Tag("it")
@Tag("slow")
class KafkaFigures {
    private static final int RUNS = 3;

    /** Of a run so much has come when the clock starts: the connection is made, the code is warm. */
    private static final int WARM = 10;

    @TempDir
    Path dir;

    @Test
    void throughput() throws Exception {
        StringBuilder table = new StringBuilder(
                "| `maxInFlight` | records/s, median of " + RUNS + " | least | most |\n| --- | --- | --- | --- |\n");
        try (BrokerProcess broker = new BrokerProcess(dir.resolve("broker")).start();
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", broker.awaitReady().address()))) {
            measure(broker, admin, 1000, 20_000); // warms the route and the broker
            for (int inFlight : List.of(1, 16, 128, 1000)) {
                int lines = inFlight == 1 ? 1_500 : inFlight == 16 ? 20_000 : 100_000;
                long[] perSecond = new long[RUNS];
                for (int run = 0; run < RUNS; run++) {
                    perSecond[run] = measure(broker, admin, inFlight, lines);
                }
                java.util.Arrays.sort(perSecond);
                table.append(String.format(
                        Locale.ROOT,
                        "| %d | %d | %d | %d |%n",
                        inFlight,
                        perSecond[RUNS / 2],
                        perSecond[0],
                        perSecond[RUNS - 1]));
            }
        }
        Files.writeString(Path.of("target", "kafka-figures.md"), table);
        System.out.print(table);
    }

    private long measure(BrokerProcess broker, Admin admin, int inFlight, int lines) throws Exception {
        Path place = Files.createTempDirectory(dir, "run");
        String topic = place.getFileName().toString();
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        Files.createDirectories(place.resolve("home/sandboxes/web/logs"));
        try (RotatedLog log = new RotatedLog(place.resolve("home/sandboxes/web/logs"), "exec.log", 10 << 20)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append("{\"t\":\"")
                        .append(Instant.ofEpochMilli(1_764_000_000_001L + 10L * i))
                        .append("\",\"s\":\"stdout\",\"d\":\"#")
                        .append(i)
                        .append(
                                " GET /orders/595 200 65 ms, a line as long as most are in a log of this kind\\n\",\"id\":7}\n");
                if (i % 500 == 499) {
                    log.append(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    text.setLength(0);
                }
            }
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.put("kafka.brokers", broker.address());
            properties.put("kafka.topic", topic);
            properties.put("kafka.inFlight", Integer.toString(inFlight));
            properties.put("kafka.inFlightTotal", "10000");
            properties.put("kafka.deliveryTimeout", "120000");
            properties.put("kafka.requestTimeout", "30000");
            context.getPropertiesComponent().setInitialProperties(properties);
            context.getComponent("msblogs", dev.microsandbox.camel.logs.MsbLogsComponent.class)
                    .setCursorDir(place.resolve("cursors").toString());
            context.getComponent("msblogs", dev.microsandbox.camel.logs.MsbLogsComponent.class)
                    .getConfiguration()
                    .setHome(place.resolve("home").toString());
            context.addRoutes(new KafkaRoute());
            context.start();
            Point from = when(admin, topic, lines / WARM);
            Point to = when(admin, topic, lines);
            assertEquals(lines, to.records);
            return (to.records - from.records) * 1_000_000_000L / (to.nanos - from.nanos);
        }
    }

    private record Point(long records, long nanos) {}

    /** Waits until the topic has so many records. */
    private static Point when(Admin admin, String topic, long records) {
        return await().pollInterval(5, TimeUnit.MILLISECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .atMost(180, TimeUnit.SECONDS)
                .until(() -> new Point(end(admin, topic), System.nanoTime()), point -> point.records >= records);
    }

    private static long end(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
