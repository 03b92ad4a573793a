package dev.microsandbox.camel.logs.examples.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning, all partitions.
 *
 * <p>One thread.
 */
final class TopicReader implements AutoCloseable {
    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    TopicReader(String brokers, String topic) {
        this.topic = topic;
        Map<String, Object> properties = Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** All that there is so far, within a partition in its order. */
    List<ConsumerRecord<String, byte[]>> read() {
        if (consumer.assignment().isEmpty() && !assign()) {
            return List.of();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }

    /** What is there of the exec.log of a sandbox. */
    List<ConsumerRecord<String, byte[]>> printed(String sandbox) {
        return of(sandbox, "exec");
    }

    /** What is there of the runtime.log of a sandbox. */
    List<ConsumerRecord<String, byte[]>> relayed(String sandbox) {
        return of(sandbox, "runtime");
    }

    private List<ConsumerRecord<String, byte[]>> of(String sandbox, String logFile) {
        return read().stream()
                .filter(record -> RecordFieldsOf.text(record, "entryId").startsWith(sandbox + "." + logFile + "."))
                .toList();
    }

    private boolean assign() {
        List<PartitionInfo> partitions = consumer.listTopics().getOrDefault(topic, List.of());
        consumer.assign(partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet()));
        consumer.seekToBeginning(consumer.assignment());
        return !partitions.isEmpty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
