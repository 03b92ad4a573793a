package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
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
    void templateIsPutToTheFirstHostThatTakesIt() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String gone = "127.0.0.1:" + closed;
        assertThrows(IOException.class, () -> new IndexTemplate(gone, true).ensure(null));
        new IndexTemplate(gone + ", 127.0.0.1:" + server.port(), true).ensure(null);
        JsonNode found = new Indices(server.port()).send("GET", "_index_template/sandbox-logs", null);
        assertEquals("text", found.findValue("gap").get("type").asText(), found::toString);
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
