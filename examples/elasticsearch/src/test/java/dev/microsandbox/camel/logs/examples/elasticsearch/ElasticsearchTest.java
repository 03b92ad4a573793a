package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The example against a real Elasticsearch, in a process of its own, that is killed as well. */
@Tag("it")
@Tag("slow")
@EnabledIf("isInstalled")
class ElasticsearchTest {
    @TempDir
    Path dir;

    private ElasticsearchServer server;

    static boolean isInstalled() {
        return ElasticsearchServer.isInstalled();
    }

    @BeforeEach
    void start() throws Exception {
        server = ElasticsearchServer.start(dir.resolve("server"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
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
