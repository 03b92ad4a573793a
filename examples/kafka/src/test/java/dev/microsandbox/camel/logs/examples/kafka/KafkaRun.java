package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Two sandboxes that print, a broker, the example as a process, and what of all that was printed the topic has. */
final class KafkaRun implements AutoCloseable {
    static final String TOPIC = "sandbox-logs";
    static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private final Path dir;
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final List<WrittenSandbox> sandboxes = new ArrayList<>();
    private final BrokerProcess broker;

    /** The broker does not run yet. */
    KafkaRun(Path dir) throws IOException {
        this.dir = dir;
        broker = new BrokerProcess(dir.resolve("broker"));
        for (String name : List.of("web", "agent-1")) {
            sandboxes.add(new WrittenSandbox(ChildProcess.home(dir), name, START));
        }
    }

    BrokerProcess broker() {
        return broker;
    }

    List<WrittenSandbox> sandboxes() {
        return sandboxes;
    }

    /** Starts the application, whether the broker answers or not. */
    ChildProcess application(String... options) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("-Dkafka.brokers=" + broker.address(), "-Dkafka.topic=" + TOPIC, "-Dkafka.dir=" + dir));
        all.addAll(List.of(options));
        return ChildProcess.start(dir, Kafka.class, all);
    }

    TopicReader topic() {
        return new TopicReader(broker.awaitReady().address(), TOPIC);
    }

    /** Each sandbox prints on a thread of its own. */
    Future<?> print(int lines) {
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

    /** Whether all that was printed is there. */
    boolean isComplete(TopicReader topic) {
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

    static Arrived printed(WrittenSandbox sandbox, TopicReader topic) {
        return Arrived.of(sandbox.printed(), lines(topic.printed(sandbox.name())));
    }

    static Arrived relayed(WrittenSandbox sandbox, TopicReader topic) {
        return Arrived.of(sandbox.relayed(), lines(topic.relayed(sandbox.name())));
    }

    private static List<String> lines(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(RecordFieldsOf::line).toList();
    }

    /** All that was printed is there, each once, in order. */
    void assertOnceInOrder(TopicReader topic) {
        for (WrittenSandbox sandbox : sandboxes) {
            assertEquals(upTo(sandbox.printed().size()), printed(sandbox, topic).numbers(), sandbox.name());
            assertEquals(upTo(sandbox.relayed().size()), relayed(sandbox, topic).numbers(), sandbox.name());
        }
    }

    /** The numbers of so many lines, each once, in order. */
    static List<Integer> upTo(int written) {
        return IntStream.range(0, written).boxed().toList();
    }

    @Override
    public void close() throws IOException {
        background.shutdownNow();
        broker.close();
        for (WrittenSandbox sandbox : sandboxes) {
            sandbox.close();
        }
    }
}
