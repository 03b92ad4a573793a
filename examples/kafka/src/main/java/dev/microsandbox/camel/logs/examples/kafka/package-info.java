/**
 * Forwards the logs of all sandboxes to a Kafka topic: {@code KafkaRoute} makes a record of each entry, {@code RecordFields} says what
 * is in it besides the bytes. {@code Kafka} is the main class; where no broker is named it starts a {@code LocalBroker}.
 */
package dev.microsandbox.camel.logs.examples.kafka;
