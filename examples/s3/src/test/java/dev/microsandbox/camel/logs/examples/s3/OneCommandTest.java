package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README, which names no S3: the application brings its own. */
@Tag("it")
class OneCommandTest {
    private static final int LINES = 100;

    @TempDir
    Path dir;

    @Test
    @Tag("slow")
    void putsToTheServerThatItStartsAndGoesOnAfterARestart() throws Exception {
        int port = freePort();
        try (WrittenSandbox web =
                        new WrittenSandbox(ChildProcess.home(dir), "web", Instant.parse("2026-11-24T12:00:00Z"));
                Bucket bucket = new Bucket(port, Application.BUCKET)) {
            for (int run = 1; run <= 2; run++) {
                web.print(LINES);
                try (ChildProcess application = application(port)) {
                    application.expect("started one that keeps its objects in").expect("all", () -> bucket.hasAll(web));
                    assertTrue(hasObject(), "as the README looks at them");
                    assertEquals(ChildProcess.TERMINATED, application.terminate(), application::output);
                }
            }
            try (LocalS3 server = LocalS3.start(dir.resolve("objects"), port)) {
                assertEquals(port, server.port());
                bucket.assertExact(web);
            }
        }
    }

    private ChildProcess application(int port) throws IOException {
        return ChildProcess.start(
                dir, S3.class, List.of("-Ds3.localPort=" + port, "-Ds3.batchTimeout=300", "-Ds3.dir=" + dir));
    }

    private boolean hasObject() throws IOException {
        Path days = dir.resolve("objects").resolve(Application.BUCKET).resolve("sandbox=web/date=2026-11-24");
        try (var files = Files.list(days)) {
            return files.anyMatch(file -> file.toString().endsWith(".ndjson.gz"));
        }
    }

    /** Its own is fixed, so that the README can name it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
