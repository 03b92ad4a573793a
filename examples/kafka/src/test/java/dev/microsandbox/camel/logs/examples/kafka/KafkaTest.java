package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process, with a broker in another; either is killed, and what the topic has is held against what was written. */
@Tag("it")
class KafkaTest {
    private static final String TOPIC = "sandbox-logs";

    @TempDir
    Path dir;

    private final ExecutorService background = Executors.newCachedThreadPool();
    private final List<WrittenSandbox> sandboxes = new ArrayList<>();
    private final Instant start = Instant.parse("2026-11-25T10:00:00Z");
    private BrokerProcess broker;

    @BeforeEach
    void open() throws Exception {
        broker = new BrokerProcess(dir.resolve("broker"));
        for (String name : List.of("web", "agent-1")) {
            sandboxes.add(new WrittenSandbox(ChildProcess.home(dir), name, start));
        }
    }

    @AfterEach
    void close() throws Exception {
        background.shutdownNow();
        broker.close();
        for (WrittenSandbox sandbox : sandboxes) {
            sandbox.close();
        }
    }

    @Test
    void afterAKillNothingIsMissingAndWhatComesAgainIsInOrder() throws Exception {
        for (WrittenSandbox sandbox : sandboxes) {
            sandbox.print(500);
        }
        Future<?> printing;
        try (ChildProcess run = application();
                TopicReader topic = topic()) {
            run.expect("the first", () -> all(topic) >= 1250);
            printing = print(800);
            run.expect("some more", () -> all(topic) > 2000);
            run.kill();
        }
        try (ChildProcess run = application();
                TopicReader topic = topic()) {
            printing.get();
            run.expect("all", () -> isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : sandboxes) {
                Arrived printed = assertOrder(sandbox, topic, 1);
                assertTrue(printed.repeats() < sandbox.printed().size(), "not all again");
                assertFields(sandbox, topic);
            }
        }
    }

    @Test
    @Tag("slow")
    void killsOfBothLoseNothing() throws Exception {
        int kills = 0;
        for (int round = 0; round < 3; round++) {
            try (ChildProcess run = application();
                    TopicReader topic = topic()) {
                int before = all(topic);
                Future<?> printing = print(3000); // more than is waited for, and through the outage
                run.expect("some", () -> all(topic) > before + 500);
                broker.kill();
                broker.start();
                broker.awaitReady();
                run.expect("some behind the outage", () -> all(topic) > before + 1500);
                run.kill();
                kills++;
                printing.get();
            }
        }
        try (ChildProcess run = application();
                TopicReader topic = topic()) {
            run.expect("all", () -> isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : sandboxes) {
                assertOrder(sandbox, topic, kills);
            }
        }
    }

    /** The client gives up after {@code deliveryTimeoutMs}: the exchanges fail, and all from the first of them on is sent again. */
    @Test
    @Tag("slow")
    void anOutageLongerThanTheClientTriesLosesNothing() throws Exception {
        Future<?> printing;
        try (ChildProcess run = application("-Dkafka.deliveryTimeout=3000", "-Dkafka.requestTimeout=1000");
                TopicReader topic = topic()) {
            printing = print(6000);
            run.expect("some", () -> all(topic) > 1000);
            broker.kill();
            run.expect("exchanges failed, to be tried again");
            broker.start();
            broker.awaitReady();
            printing.get();
            run.expect("all", () -> isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : sandboxes) {
                Arrived printed = printed(sandbox, topic);
                printed.assertLastsAreInOrder(sandbox.printed().size());
                say(sandbox, printed);
            }
        }
    }

    // -- the run

    private ChildProcess application(String... options) throws Exception {
        broker.awaitReady();
        List<String> all = new ArrayList<>(
                List.of("-Dkafka.brokers=" + broker.address(), "-Dkafka.topic=" + TOPIC, "-Dkafka.dir=" + dir));
        all.addAll(List.of(options));
        return ChildProcess.start(dir, Kafka.class, all);
    }

    private TopicReader topic() {
        broker.awaitReady();
        return new TopicReader(broker.address(), TOPIC);
    }

    /** Each sandbox prints on a thread of its own. */
    private Future<?> print(int lines) {
        List<Future<Void>> all = sandboxes.stream()
                .map(sandbox -> background.submit(() -> sandbox.printSlowly(lines)))
                .toList();
        return background.submit(() -> {
            for (Future<Void> one : all) {
                one.get();
            }
            return null;
        });
    }

    private int all(TopicReader topic) {
        return topic.read().size();
    }

    private boolean isComplete(TopicReader topic) {
        return sandboxes.stream()
                .allMatch(sandbox -> distinct(topic.printed(sandbox.name()))
                                == sandbox.printed().size()
                        && distinct(topic.relayed(sandbox.name()))
                                == sandbox.relayed().size());
    }

    private static long distinct(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> RecordFieldsOf.text(record, "entryId"))
                .distinct()
                .count();
    }

    // -- what arrived

    private Arrived assertOrder(WrittenSandbox sandbox, TopicReader topic, int kills) {
        Arrived printed = printed(sandbox, topic);
        printed.assertRepeatsAreSuffixes(kills);
        printed.assertFirstsAreInOrder(sandbox.printed().size());
        printed.assertLastsAreInOrder(sandbox.printed().size());
        Arrived relayed = Arrived.of(sandbox.relayed(), lines(topic.relayed(sandbox.name())));
        relayed.assertRepeatsAreSuffixes(kills);
        relayed.assertFirstsAreInOrder(sandbox.relayed().size());
        say(sandbox, printed);
        return printed;
    }

    private static Arrived printed(WrittenSandbox sandbox, TopicReader topic) {
        return Arrived.of(sandbox.printed(), lines(topic.printed(sandbox.name())));
    }

    private static List<String> lines(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(RecordFieldsOf::line).toList();
    }

    private static void say(WrittenSandbox sandbox, Arrived printed) {
        System.out.println(sandbox.name() + ": " + sandbox.printed().size() + " written, " + printed.repeats()
                + " came again, " + printed.jumps() + " times back");
    }

    private void assertFields(WrittenSandbox sandbox, TopicReader topic) {
        List<ConsumerRecord<String, byte[]>> printed = topic.printed(sandbox.name());
        assertEquals(
                1, printed.stream().map(ConsumerRecord::partition).distinct().count(), "one partition");
        ConsumerRecord<String, byte[]> record = printed.get(4);
        assertEquals(sandbox.name(), record.key());
        assertEquals(start.plusMillis(5).toEpochMilli(), record.timestamp());
        assertEquals(sandbox.name(), RecordFieldsOf.text(record, "sandbox"));
        assertEquals("stderr", RecordFieldsOf.text(record, "source"));
        assertEquals("5", RecordFieldsOf.text(record, "session"));
        assertEquals("2026-11-25T10:00:00.005Z", RecordFieldsOf.text(record, "time"));
        ConsumerRecord<String, byte[]> system = topic.relayed(sandbox.name()).get(0);
        assertEquals("system", RecordFieldsOf.text(system, "source"));
        assertEquals(null, RecordFieldsOf.text(system, "session"));
        assertNotNull(RecordFieldsOf.text(system, "time"));
        Stream.of(record, system)
                .flatMap(one -> Stream.of(one.headers().toArray()))
                .forEach(header -> assertTrue(!header.key().startsWith("Camel"), header::key));
    }
}
