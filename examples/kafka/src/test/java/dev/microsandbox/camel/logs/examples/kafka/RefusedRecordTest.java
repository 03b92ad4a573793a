package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that is larger than the topic takes, with lines before and behind it. */
@Tag("it")
@Tag("slow")
class RefusedRecordTest {
    private static final String LIMIT = "max.message.bytes";
    private static final int BEFORE = 50;
    private static final int IN_FLIGHT = 1000;
    private static final int BEHIND = 3 * IN_FLIGHT;

    @TempDir
    Path dir;

    private final List<String> written = new ArrayList<>();
    private KafkaRun all;
    private Admin admin;

    @BeforeEach
    void open() throws Exception {
        all = new KafkaRun(dir);
        all.broker().start().awaitReady();
        admin = Admin.create(Map.of("bootstrap.servers", all.broker().address()));
        NewTopic small = new NewTopic(KafkaRun.TOPIC, 3, (short) 1).configs(Map.of(LIMIT, "100000"));
        admin.createTopics(List.of(small)).all().get();
        Path logs = RotatedLog.directory(ChildProcess.home(dir), "stuck");
        try (RotatedLog log = new RotatedLog(logs, "exec.log", 10 << 20)) {
            for (int i = 0; i < BEFORE; i++) {
                append(log, "before " + i);
            }
            append(log, noise());
            for (int i = 0; i < BEHIND; i++) {
                append(log, "behind " + i);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        admin.close();
        all.close();
    }

    @Test
    void itsSandboxStandsStillUntilTheTopicTakesItAndTheOthersGoOn() throws Exception {
        try (ChildProcess run = all.application("-Dkafka.inFlight=" + IN_FLIGHT);
                TopicReader topic = all.topic()) {
            run.expect("exchanges failed, to be tried again");
            all.print(500).get();
            run.expect("all of the others", () -> all.isComplete(topic));
            all.assertOnceInOrder(topic);
            run.expect("some tries", () -> Collections.frequency(lines(topic), "behind 0") >= 3);
            assertEquals(written.subList(0, BEFORE), lines(topic).subList(0, BEFORE));
            assertFalse(lines(topic).contains(written.get(BEFORE)));
            assertFalse(lines(topic).contains("behind " + (IN_FLIGHT - 1)), "beyond what may be in flight");

            raiseLimit();
            run.expect("all", () -> lines(topic).contains("behind " + (BEHIND - 1)));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            Arrived arrived = Arrived.of(written, lines(topic));
            arrived.assertLastsAreInOrder(written.size());
        }
    }

    @Test
    void withSkipItIsGivenUpAndToldAndNothingComesTwice() throws Exception {
        try (ChildProcess run = all.application("-Dcamel.component.msblogs.onFailure=skip");
                TopicReader topic = all.topic()) {
            run.expect("all", () -> lines(topic).contains("behind " + (BEHIND - 1)));
            run.expect("exchanges failed and were given up");
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            written.remove(BEFORE);
            assertEquals(written, lines(topic));
            assertTrue(run.output().contains("RecordTooLargeException"), run::output);
        }
    }

    private static List<String> lines(TopicReader topic) {
        return topic.printed("stuck").stream().map(RecordFieldsOf::line).toList();
    }

    private void append(RotatedLog log, String text) throws Exception {
        log.append(("{\"t\":\"2026-11-25T10:00:00.000Z\",\"s\":\"stdout\",\"d\":\"" + text + "\\n\",\"id\":1}\n")
                .getBytes(StandardCharsets.US_ASCII));
        written.add(text);
    }

    private void raiseLimit() throws Exception {
        AlterConfigOp raise = new AlterConfigOp(new ConfigEntry(LIMIT, "2097152"), AlterConfigOp.OpType.SET);
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, KafkaRun.TOPIC);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(raise))).all().get();
    }

    /** What no compression makes small. */
    private static String noise() {
        return new Random(1)
                .ints(400_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
