package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the application does not run, the files that it has read are replaced by others: what was between them may be lost. */
@Tag("it")
class GapTest {
    private static final int FIRST = 40;

    @TempDir
    Path dir;

    private LocalS3 server;
    private Bucket bucket;

    @BeforeEach
    void open() throws Exception {
        server = LocalS3.start(dir.resolve("objects"), 0);
        bucket = new Bucket(server.port(), Application.BUCKET);
        try (WrittenSandbox web =
                        new WrittenSandbox(ChildProcess.home(dir), "web", Instant.parse("2026-11-23T12:00:00Z"));
                ChildProcess run = application()) {
            web.print(FIRST);
            run.expect("all", () -> bucket.hasAll(web));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(logs(), "exec.log*")) {
            for (Path log : logs) {
                Files.delete(log);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
        server.close();
    }

    @Test
    void onlyTheFirstObjectBehindItSaysSo() throws Exception {
        try (WrittenSandbox web =
                new WrittenSandbox(ChildProcess.home(dir), "web", Instant.parse("2026-11-24T23:59:59.990Z"))) {
            web.print(FIRST);
            try (ChildProcess run = application()) {
                run.expect(
                        "both days",
                        () -> bucket.keys("sandbox=web/date=2026-11-25/").size() == 1);
            }
        }
        List<String> before = bucket.keys("sandbox=web/date=2026-11-24/");
        List<String> after = bucket.keys("sandbox=web/date=2026-11-25/");
        assertEquals(List.of(1, 1), List.of(before.size(), after.size()), "objects of the two days");
        assertTrue(bucket.gap(before.get(0)).contains("exec.log"), bucket.gap(before.get(0)));
        assertNull(bucket.gap(after.get(0)));
    }

    /** It is told alone after half a minute in which nothing was printed. */
    @Test
    @Tag("slow")
    void toldAloneItHasNoDay() throws Exception {
        Files.createFile(logs().resolve("exec.log"));
        try (ChildProcess run = application()) {
            run.expect("the gap", () -> bucket.keys("sandbox=web/date=none/").stream()
                    .anyMatch(key -> key.endsWith("-gap.ndjson.gz")));
        }
    }

    private ChildProcess application() throws IOException {
        return Application.process(dir, server, 1000);
    }

    private Path logs() {
        return RotatedLog.directory(ChildProcess.home(dir), "web");
    }
}
