package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of the README: no broker is named, so the application starts its own, in its JVM. */
@Tag("it")
class OwnBrokerTest {
    @TempDir
    Path dir;

    @Test
    @Tag("slow")
    void withItsOwnBrokerAStopAndAStartLoseAndRepeatNothing() throws Exception {
        int port = LocalBroker.freePort();
        try (WrittenSandbox sandbox = new WrittenSandbox(ChildProcess.home(dir), "web", KafkaRun.START)) {
            for (int lines = 300; lines <= 900; lines += 300) {
                sandbox.print(300);
                forward(port, sandbox, lines);
            }
        }
    }

    private void forward(int port, WrittenSandbox sandbox, int lines) throws Exception {
        List<String> options = List.of("-Dkafka.dir=" + dir, "-Dkafka.localPort=" + port);
        try (ChildProcess run =
                        ChildProcess.start(dir, Kafka.class, options).expect("started one on 127.0.0.1:" + port);
                TopicReader topic = new TopicReader("127.0.0.1:" + port, KafkaRun.TOPIC)) {
            run.expect(
                    "all",
                    () -> topic.printed("web").size() >= lines
                            && topic.relayed("web").size() >= lines / 4);
            assertEquals(KafkaRun.upTo(lines), KafkaRun.printed(sandbox, topic).numbers());
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }
}
