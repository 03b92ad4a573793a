package dev.microsandbox.camel.logs.examples.kafka;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * What a record has besides the entry's bytes: the sandbox as its key, the entry's time as its own, the rest as headers, all of them
 * text. Camel sends on no header whose name begins with {@code Camel}, so they are copied.
 *
 * <p>Any thread.
 */
final class RecordFields implements Processor {
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String sandbox = message.getHeader(MsbLogsConstants.SANDBOX, String.class);
        message.setHeader(KafkaConstants.KEY, sandbox); // one key, one partition: which keeps the order
        // Kafka takes no time before 1970; the header has it.
        message.setHeader(
                KafkaConstants.OVERRIDE_TIMESTAMP,
                Math.max(0, message.getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class)));

        message.setHeader("sandbox", sandbox);
        message.setHeader("source", message.getHeader(MsbLogsConstants.SOURCE, String.class));
        message.setHeader("entryId", message.getHeader(MsbLogsConstants.ENTRY_ID, String.class));
        message.setHeader(
                "time",
                message.getHeader(MsbLogsConstants.TIMESTAMP, Instant.class).toString());
        Long session = message.getHeader(MsbLogsConstants.SESSION_ID, Long.class);
        if (session != null) {
            message.setHeader("session", Long.toUnsignedString(session));
        }
        copyText(message, MsbLogsConstants.LIFECYCLE, "lifecycle");
        copyText(message, MsbLogsConstants.BOOT_ERROR, "bootError");
        copyText(message, MsbLogsConstants.GAP, "gap"); // that lines before this one were lost
    }

    private static void copyText(Message message, String from, String to) {
        Object value = message.getHeader(from);
        if (value != null) {
            message.setHeader(to, value.toString());
        }
    }
}
