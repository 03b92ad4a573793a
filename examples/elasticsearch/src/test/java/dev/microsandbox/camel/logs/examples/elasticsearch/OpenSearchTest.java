package dev.microsandbox.camel.logs.examples.elasticsearch;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example against an OpenSearch in this JVM, that lives on when the application is killed. */
@Tag("it")
class OpenSearchTest {
    @TempDir
    Path dir;

    private LocalOpenSearch server;

    @BeforeEach
    void start() throws Exception {
        server = LocalOpenSearch.start(dir.resolve("opensearch"), 0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void killedRefusedAndCutOffFromItsServerEveryLineIsADocumentOnce() throws Exception {
        new SearchRun(dir, "opensearch", server.port()).kill(1, 1, this::goAwayAndComeBack);
    }

    @Test
    @Tag("slow")
    void killedManyTimesEveryLineIsADocumentOnce() throws Exception {
        new SearchRun(dir, "opensearch", server.port())
                .kill(Integer.getInteger("kills", 30), System.nanoTime(), this::goAwayAndComeBack);
    }

    private void goAwayAndComeBack(ChildProcess run) throws Exception {
        int port = server.port();
        server.close();
        SearchRun.expectAsked(port);
        server = LocalOpenSearch.start(dir.resolve("opensearch"), port);
    }
}
