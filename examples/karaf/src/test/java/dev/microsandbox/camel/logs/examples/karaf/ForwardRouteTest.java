package dev.microsandbox.camel.logs.examples.karaf;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route alone, outside a container. */
class ForwardRouteTest {
    @TempDir
    Path dir;

    @Test
    void goesOnInAFileWithATornLine() throws Exception {
        try (DemoSandbox sandbox = new DemoSandbox(dir.resolve("home/sandboxes/web/logs"), 200)) {
            sandbox.goOnSafely();
            run(sandbox, 100);
            Files.writeString(out(), "{\"t\":\"2026-11-2", StandardOpenOption.APPEND);
            run(sandbox, 300);
        }
    }

    @Test
    void cutsBehindTheLastLineEnd() throws IOException {
        assertEquals("one\ntwo\n", cut("one\ntwo\nthr"));
        assertEquals("", cut("x".repeat(5_000)));
        assertEquals("one\ntwo\n", cut("one\ntwo\n"));
        assertEquals("", cut(""));
        TornLine.cut(dir.resolve("none/file"));
    }

    /** Until that many lines were forwarded: all that were written, in order, and none twice. */
    private void run(DemoSandbox sandbox, int atLeast) throws Exception {
        CamelContext context = new DefaultCamelContext();
        try {
            MsbLogsComponent msblogs = context.getComponent("msblogs", MsbLogsComponent.class);
            msblogs.setCursorDir(dir.resolve("cursors").toString());
            msblogs.getConfiguration().setHome(dir.resolve("home").toString());
            context.addRoutes(new ForwardRoute(dir.resolve("out")));
            context.start();
            await().atMost(30, TimeUnit.SECONDS).until(() -> Forwarded.count(out()) > 0);
            sandbox.goOn(); // its files are open
            await().atMost(30, TimeUnit.SECONDS).until(() -> sandbox.written().size() >= atLeast);
            sandbox.pause();
            List<String> written = sandbox.written();
            await().atMost(30, TimeUnit.SECONDS).until(() -> Forwarded.count(out()) >= written.size());
            assertEquals(written, Forwarded.in(out()));
        } finally {
            context.stop();
        }
    }

    private Path out() {
        return dir.resolve("out/web.ndjson");
    }

    private String cut(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("file"), text);
        TornLine.cut(file);
        return Files.readString(file);
    }
}
