package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README: the example with the OpenSearch that it starts itself. */
@Tag("it")
class NoServerNamedTest {
    private static final Pattern SERVER = Pattern.compile("documents go to http://127\\.0\\.0\\.1:(\\d+)/");

    @TempDir
    Path dir;

    private RotatedLog log;

    @BeforeEach
    void open() throws Exception {
        log = new RotatedLog(RotatedLog.directory(ChildProcess.home(dir), "web"), "exec.log", 1 << 20);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    @Tag("slow")
    void startsAServerOfItsOwnAndGoesOnWithItAfterASigterm() throws Exception {
        print("one");
        expectDocuments("one\n");
        print("two");
        expectDocuments("one\n", "two\n");
    }

    /** Starts it, waits for these documents, and stops it. */
    private void expectDocuments(String... texts) throws Exception {
        try (ChildProcess run = ChildProcess.start(
                dir,
                Elasticsearch.class,
                List.of("-Xmx512m", "-Dsearch.port=0", "-Delasticsearch.dir=" + dir.resolve("data")))) {
            run.expect("its server", () -> SERVER.matcher(run.output()).find());
            run.expect("documents", () -> indices(run).count() >= texts.length);
            assertEquals(
                    List.of(texts),
                    indices(run).documents("web").stream()
                            .map(NoServerNamedTest::text)
                            .toList());
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    private static Indices indices(ChildProcess run) {
        Matcher server = SERVER.matcher(run.output());
        if (!server.find()) {
            throw new AssertionError(run.output());
        }
        return new Indices(Integer.parseInt(server.group(1)));
    }

    private static String text(JsonNode document) {
        return document.at("/_source/text").asText();
    }

    private void print(String text) throws IOException {
        String line = "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"" + text + "\\n\",\"id\":1}\n";
        log.append(line.getBytes(StandardCharsets.UTF_8));
    }
}
