package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example against a real Elasticsearch, in a process of its own, that is killed as well. */
@Tag("it")
@Tag("slow")
class ElasticsearchTest {
    @TempDir
    Path dir;

    private ElasticsearchServer server;

    /** Who has no Elasticsearch is to know it. */
    @BeforeAll
    static void require() {
        assumeFalse(
                List.of(System.getProperty("without", "").split(",")).contains("elasticsearch"),
                "-Dwithout=elasticsearch");
        ElasticsearchServer.missing().ifPresent(missing -> fail(missing + "; -Dwithout=elasticsearch goes on without"));
    }

    @BeforeEach
    void start() throws Exception {
        server = ElasticsearchServer.start(dir.resolve("server"), 0);
    }

    @AfterEach
    void stop() {
        if (server != null) { // null: it did not start
            server.close();
        }
    }

    @Test
    void killedRefusedAndCutOffFromItsServerEveryLineIsADocumentOnce() throws Exception {
        new SearchRun(dir, "elasticsearch", server.port())
                .kill(Integer.getInteger("kills", 5), System.nanoTime(), run -> {
                    int port = server.port();
                    server.kill();
                    SearchRun.expectAsked(port);
                    server = ElasticsearchServer.start(dir.resolve("server"), port);
                });
    }
}
