package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No broker, mostly for longer than the minute for which a Kafka client lets {@code send} wait unless it is told otherwise, and shorter
 * than {@code deliveryTimeoutMs}: no exchange fails, so nothing comes twice.
 */
@Tag("it")
@Tag("slow")
class BrokerAwayTest {
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(66);

    @TempDir
    Path dir;

    private KafkaRun all;

    @BeforeEach
    void open() throws Exception {
        all = new KafkaRun(dir);
    }

    @AfterEach
    void close() throws Exception {
        all.close();
    }

    /** Until a broker has told of the topic, {@code send} itself waits. */
    @Test
    void aBrokerThatComesAfterTheApplicationGetsAllOnceAndInOrder() throws Exception {
        Future<?> printing = all.print(3000);
        try (ChildProcess run = all.application().expect("sandbox web found")) {
            expectNoFailure(run);
            all.broker().start();
            try (TopicReader topic = all.topic()) {
                printing.get();
                run.expect("all", () -> all.isComplete(topic));
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
                all.assertOnceInOrder(topic);
                assertNoFailure(run);
            }
        }
    }

    /** It waits for what is in flight as long as Camel's shutdown timeout says, and then lets it be. */
    @Test
    void aStopWithoutABrokerEndsAndNothingIsLost() throws Exception {
        all.print(300).get();
        try (ChildProcess run = all.application().expect("sandbox web found")) {
            run.expect("could not be established");
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        all.broker().start();
        try (TopicReader topic = all.topic();
                ChildProcess run = all.application()) {
            run.expect("all", () -> all.isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            all.assertOnceInOrder(topic);
        }
    }

    /** When the client's buffer is full, {@code send} waits too; so less is in flight than it holds. */
    @Test
    void moreThanTheClientHoldsWaitsForTheBrokerAndComesOnceAndInOrder() throws Exception {
        List<String> written = new ArrayList<>();
        all.broker().start().awaitReady();
        try (RotatedLog one = loud("loud-1"); // several: one alone gets no more than half of what may be in flight
                RotatedLog two = loud("loud-2");
                RotatedLog three = loud("loud-3");
                ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            List<RotatedLog> logs = List.of(one, two, three);
            append(logs, written, "the broker tells of the topic");
            run.expect("the first", () -> topic.read().size() == logs.size());
            all.broker().kill();
            for (int i = 0; i < 40; i++) { // 94 MiB in all
                append(logs, written, i + "x".repeat(800 << 10));
            }
            expectNoFailure(run);
            all.broker().start().awaitReady();
            run.expect("all", () -> topic.read().size() >= logs.size() * written.size());
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (String name : List.of("loud-1", "loud-2", "loud-3")) {
                List<String> lines =
                        topic.printed(name).stream().map(RecordFieldsOf::line).toList();
                assertEquals(
                        KafkaRun.upTo(written.size()),
                        Arrived.of(written, lines).numbers(),
                        name);
            }
            assertNoFailure(run);
        }
    }

    private RotatedLog loud(String name) throws IOException {
        return new RotatedLog(RotatedLog.directory(ChildProcess.home(dir), name), "exec.log", 128 << 20);
    }

    private static void append(List<RotatedLog> logs, List<String> written, String text) throws IOException {
        String line = "{\"t\":\"2026-11-25T10:00:00.000Z\",\"s\":\"stdout\",\"d\":\"" + text + "\\n\",\"id\":1}\n";
        for (RotatedLog log : logs) {
            log.append(line.getBytes(StandardCharsets.US_ASCII));
        }
        written.add(text);
    }

    private static void expectNoFailure(ChildProcess run) {
        long end = System.nanoTime() + AWAY_NANOS;
        run.expect("the broker to be away so long", () -> {
            assertNoFailure(run);
            return System.nanoTime() >= end;
        });
    }

    private static void assertNoFailure(ChildProcess run) {
        assertFalse(run.output().contains("exchanges failed"), run::output);
    }
}
