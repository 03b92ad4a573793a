package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sandboxes that go, and come again under the same name. */
class RemovalTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void aRemovedOneIsReadToItsEndWithItsLastWordsAndLetGo() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "*?sources=all", sink).start();
            sink.expect("a");
            try (FileChannel open = FileChannel.open(app.sandboxes.exec("web"), StandardOpenOption.APPEND)) {
                app.sandboxes.remove("web");
                open.write(ByteBuffer.wrap(
                        "{\"t\":\"2026-04-30T20:33:02.120Z\",\"s\":\"system\",\"d\":\"--- sandbox stopped ---\\n\"}\n"
                                .getBytes(StandardCharsets.UTF_8)));
            }
            sink.expect("a", "--- sandbox stopped ---");
            assertEquals("stopped", sink.get(1).header(MsbLogsConstants.LIFECYCLE));
            logged.expect(Level.INFO, "sandbox web gone");
            logged.once(Level.INFO, "gone");
            logged.once(Level.INFO, "found");
            logged.noWarning();
        }
    }

    @Test
    void whatARemovedOneHadRotatedIsStillRead() {
        Gate gate = new Gate();
        try (App app = new App(directory)) {
            app.sandboxes
                    .out("web", "a", "b")
                    .rotate("web")
                    .out("web", "c")
                    .rotate("web")
                    .out("web", "d");
            app.routes(builder -> builder.from(App.uri("web"))
                            .routeId("r")
                            .process(gate)
                            .process(sink))
                    .start();
            gate.awaitEntered();
            app.sandboxes.remove("web");
            gate.open();
            sink.expect("a", "b", "c", "d");
            logged.expect(Level.INFO, "sandbox web gone");
            logged.noWarning();
        }
    }

    @Test
    void oneMadeAgainAfterItWasLetGoStartsAnewWithoutAGap() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b").kernel("web", "boot\n");
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a", "b", "boot");
            app.sandboxes.remove("web");
            logged.expect(Level.INFO, "sandbox web gone");
            app.sandboxes.kernel("web", "boot\n").out("web", "c");
            sink.expect(5);
            assertSecondLife(3);
        }
    }

    @Test
    void oneMadeAgainAtOnceStartsAnewWithoutAGap() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b").kernel("web", "boot\n");
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a", "b", "boot");
            app.sandboxes.remove("web").kernel("web", "boot\n").out("web", "c");
            sink.expect(5);
            assertSecondLife(3);
        }
    }

    @Test
    void oneMadeAgainWhileTheRouteWasDownStartsAnewWithoutAGap() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b").kernel("web", "boot\n");
            app.route("r", "web?sources=all", sink).start();
            sink.expect("a", "b", "boot");
            app.sandboxes.remove("web");
            logged.expect(Level.INFO, "sandbox web gone");
            app.stop("r");
            app.sandboxes.kernel("web", "boot\n").out("web", "c");
            app.start("r");
            sink.expect(5);
            assertSecondLife(3);
        }
    }

    @Test
    void aSecondLifeIsResumedWhereItWas() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("r", "web", sink).start();
            sink.expect("a");
            app.sandboxes.remove("web");
            logged.expect(Level.INFO, "sandbox web gone");
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
            app.stop("r");
            app.sandboxes.out("web", "c");
            app.start("r");
            sink.expect("a", "b", "c");
            logged.noWarning();
        }
    }

    private void assertSecondLife(int from) {
        assertEquals(
                java.util.Set.of("boot", "c"), java.util.Set.copyOf(sink.texts().subList(from, from + 2)));
        for (Sink.Given given : sink.all()) {
            assertEquals(null, given.header(MsbLogsConstants.GAP));
        }
        assertEquals(
                5,
                sink.all().stream()
                        .map(given -> given.header(MsbLogsConstants.ENTRY_ID))
                        .distinct()
                        .count());
        logged.noWarning();
    }
}
