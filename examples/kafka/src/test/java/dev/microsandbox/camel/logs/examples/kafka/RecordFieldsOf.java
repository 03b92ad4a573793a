package dev.microsandbox.camel.logs.examples.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What stands in a record. */
final class RecordFieldsOf {
    private RecordFieldsOf() {}

    /** A header as text; null: it has none of that name. */
    static String text(ConsumerRecord<String, byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
    }

    /** The value as text, without its line end. */
    static String line(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8).stripTrailing();
    }
}
