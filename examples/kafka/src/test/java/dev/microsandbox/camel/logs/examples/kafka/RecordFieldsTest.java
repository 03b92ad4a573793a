package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {
    /** The client takes no negative time: without this the entry would fail for ever, and its sandbox stand still. */
    @Test
    void anEntryFromBefore1970HasTime0AndItsOwnInTheHeader() throws Exception {
        assertTimes(Instant.parse("1969-12-31T23:59:59.999Z"), 0);
    }

    @Test
    void anEntryFrom1970OnHasItsOwnTime() throws Exception {
        assertTimes(Instant.parse("1970-01-01T00:00:00.001Z"), 1);
    }

    private static void assertTimes(Instant written, long millis) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Message message = new DefaultExchange(context).getMessage();
            message.setHeader(MsbLogsConstants.SANDBOX, "web");
            message.setHeader(MsbLogsConstants.TIMESTAMP, written);
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, written.toEpochMilli());
            new RecordFields().process(message.getExchange());
            assertEquals(millis, message.getHeader(KafkaConstants.OVERRIDE_TIMESTAMP));
            assertEquals(written.toString(), message.getHeader("time"));
        }
    }
}
