package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.nio.file.Path;
import java.util.List;
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
    @TempDir
    Path dir;

    private KafkaRun all;

    @BeforeEach
    void open() throws Exception {
        all = new KafkaRun(dir);
        all.broker().start().awaitReady();
    }

    @AfterEach
    void close() throws Exception {
        all.close();
    }

    @Test
    void afterAKillNothingIsMissingAndWhatComesAgainIsInOrder() throws Exception {
        for (WrittenSandbox sandbox : all.sandboxes()) {
            sandbox.print(500);
        }
        Future<?> printing;
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            run.expect("the first", () -> topic.read().size() >= 1250);
            printing = all.print(800);
            run.expect("some more", () -> topic.read().size() > 2000);
            run.kill();
        }
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            printing.get();
            run.expect("all", () -> all.isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : all.sandboxes()) {
                Arrived printed = assertOrder(sandbox, topic, 1);
                assertTrue(printed.repeats() < sandbox.printed().size(), "not all again");
                assertFields(sandbox, topic);
            }
        }
    }

    @Test
    @Tag("slow")
    void aCleanStopRepeatsNothing() throws Exception {
        boolean midway = false;
        for (int stop = 1; stop <= 3; stop++) {
            try (ChildProcess run = all.application().expect("sandbox web found");
                    TopicReader topic = all.topic()) {
                Future<?> printing = all.print(2000);
                int some = topic.read().size() + 400;
                run.expect("some more", () -> topic.read().size() >= some);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
                printing.get();
                midway |= !all.isComplete(topic);
            }
        }
        assertTrue(midway, "each stop came only when all was sent");
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            run.expect("all", () -> all.isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            all.assertOnceInOrder(topic);
        }
    }

    /** More is written while nothing runs than the files keep. */
    @Test
    @Tag("slow")
    void whatWasRotatedAwayUnreadIsAGapThatTheNextRecordTellsOf() throws Exception {
        WrittenSandbox sandbox = all.sandboxes().get(0);
        sandbox.print(100);
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            run.expect("the first", () -> topic.printed(sandbox.name()).size() == 100);
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        sandbox.print(20_000);
        String last = sandbox.printed().get(sandbox.printed().size() - 1);
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            run.expect("the last", () -> topic.printed(sandbox.name()).stream()
                    .anyMatch(record -> RecordFieldsOf.line(record).equals(last)));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            List<Integer> numbers = KafkaRun.printed(sandbox, topic).numbers();
            List<String> gaps = topic.printed(sandbox.name()).stream()
                    .map(record -> RecordFieldsOf.text(record, "gap"))
                    .toList();
            assertEquals(99, numbers.get(99));
            assertTrue(numbers.get(100) > 100, "none was lost: " + numbers.get(100));
            assertTrue(gaps.get(100).contains("lines of exec.log lost behind generation"), gaps.get(100));
            assertEquals(1, gaps.stream().filter(gap -> gap != null).count(), "told once");
        }
    }

    @Test
    @Tag("slow")
    void killsOfBothLoseNothing() throws Exception {
        int kills = 0;
        for (int round = 0; round < 3; round++) {
            try (ChildProcess run = all.application();
                    TopicReader topic = all.topic()) {
                int before = topic.read().size();
                Future<?> printing = all.print(3000); // more than is waited for, and through the outage
                run.expect("some", () -> topic.read().size() > before + 500);
                all.broker().kill();
                all.broker().start();
                all.broker().awaitReady();
                run.expect("some behind the outage", () -> topic.read().size() > before + 1500);
                run.kill();
                kills++;
                printing.get();
            }
        }
        try (ChildProcess run = all.application();
                TopicReader topic = all.topic()) {
            run.expect("all", () -> all.isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : all.sandboxes()) {
                assertOrder(sandbox, topic, kills);
            }
        }
    }

    /** The client gives up after {@code deliveryTimeoutMs}: the exchanges fail, and all from the first of them on is sent again. */
    @Test
    @Tag("slow")
    void anOutageLongerThanTheClientTriesLosesNothing() throws Exception {
        Future<?> printing;
        try (ChildProcess run = all.application("-Dkafka.deliveryTimeout=3000", "-Dkafka.requestTimeout=1000");
                TopicReader topic = all.topic()) {
            printing = all.print(6000);
            run.expect("some", () -> topic.read().size() > 1000);
            all.broker().kill();
            run.expect("exchanges failed, to be tried again");
            all.broker().start();
            all.broker().awaitReady();
            printing.get();
            run.expect("all", () -> all.isComplete(topic));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            for (WrittenSandbox sandbox : all.sandboxes()) {
                Arrived printed = KafkaRun.printed(sandbox, topic);
                printed.assertLastsAreInOrder(sandbox.printed().size());
                say(sandbox, printed);
            }
        }
    }

    // -- what arrived

    private Arrived assertOrder(WrittenSandbox sandbox, TopicReader topic, int kills) {
        Arrived printed = KafkaRun.printed(sandbox, topic);
        printed.assertRepeatsAreSuffixes(kills);
        printed.assertFirstsAreInOrder(sandbox.printed().size());
        printed.assertLastsAreInOrder(sandbox.printed().size());
        Arrived relayed = KafkaRun.relayed(sandbox, topic);
        relayed.assertRepeatsAreSuffixes(kills);
        relayed.assertFirstsAreInOrder(sandbox.relayed().size());
        say(sandbox, printed);
        return printed;
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
        assertEquals(KafkaRun.START.plusMillis(5).toEpochMilli(), record.timestamp());
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
