package dev.microsandbox.camel.logs.examples.kafka;

import org.apache.camel.builder.RouteBuilder;

/** Every entry of every sandbox → a record. An entry is done, and its cursor may be stored, when the brokers have acknowledged it. */
final class KafkaRoute extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "kafka";

    @Override
    public void configure() {
        from("msblogs:*?sources=all&body=bytes&cursorName=" + NAME
                        + "&maxInFlight={{kafka.inFlight}}&maxInFlightTotal={{kafka.inFlightTotal}}"
                        + "&maxInFlightBytes=16777216") // a quarter of the client's bufferMemorySize
                .routeId(NAME)
                .errorHandler(noErrorHandler()) // what fails is sent again by the consumer, which also tells of it
                .process(new RecordFields())
                .to("kafka:{{kafka.topic}}?brokers={{kafka.brokers}}"
                        + "&requestRequiredAcks=all&enableIdempotence=true&maxInFlightRequest=5"
                        + "&deliveryTimeoutMs={{kafka.deliveryTimeout}}&maxBlockMs={{kafka.deliveryTimeout}}"
                        + "&requestTimeoutMs={{kafka.requestTimeout}}&bufferMemorySize=67108864"
                        + "&lingerMs=5&producerBatchSize=131072&compressionCodec=lz4&maxRequestSize=2097152"
                        + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer")
                .to("log:records?groupInterval=10000");
    }
}
