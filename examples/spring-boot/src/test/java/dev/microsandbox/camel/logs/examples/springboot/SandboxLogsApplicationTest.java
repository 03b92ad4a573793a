package dev.microsandbox.camel.logs.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.HttpProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the one command of the page starts it, but for the port, where there is no microsandbox yet. */
class SandboxLogsApplicationTest {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    Path dir;

    @Test
    @Tag("it")
    @Tag("slow")
    void waitsWhereThereIsNoMicrosandbox() throws Exception {
        Path out = dir.resolve("spring-boot-data/out/web.ndjson");
        ChildProcess started = ChildProcess.start(dir, SandboxLogsApplication.class, List.of("-Dserver.port=0"));
        try (HttpProcess run = new HttpProcess(started, PORT)) {
            run.expect("health", () -> run.get("/actuator/health").statusCode() == 200);
            try (Producer web = new Producer(ChildProcess.home(dir), "web")) {
                web.print();
                run.expect(
                        "its entry",
                        () -> Files.exists(out) && Files.readString(out).contains("#1 "));
            }
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }
}
