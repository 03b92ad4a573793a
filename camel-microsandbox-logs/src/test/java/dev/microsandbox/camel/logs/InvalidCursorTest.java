package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogGap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stored cursor that does not fit what is on disk. */
class InvalidCursorTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();
    private final States states = new States();
    private final Handler handler = new Handler();

    @BeforeEach
    void readsOnce() {
        try (App app = app("beginning")) {
            app.sandboxes.out("web", "a", "b");
            app.start();
            sink.expect("a", "b");
        }
        sink.all().clear();
    }

    @Test
    void aReplacedFileIsReadFromItsBeginningWithAPossibleGap() throws Exception {
        String stored = states.getState("r/web");
        try (App app = app("beginning")) {
            replace(app, "c", "d");
            app.start();
            sink.expect("c", "d");
            LogGap gap = assertInstanceOf(LogGap.class, sink.get(0).header(MsbLogsConstants.GAP));
            assertEquals("exec.log", gap.file());
            assertEquals(LogGap.Certainty.POSSIBLE, gap.certainty());
            assertTrue(stored.contains("exec.log/" + Long.toHexString(gap.fromGeneration())), stored);
            assertNull(sink.get(1).header(MsbLogsConstants.GAP));
            logged.expect(Level.WARN, "did not fit what is on disk");
            logged.once(Level.WARN, "did not fit what is on disk (onInvalidCursor");
            logged.once(Level.WARN, "gaps");
            app.stop("r").start("r");
            app.sandboxes.out("web", "e");
            sink.expect("c", "d", "e");
        }
    }

    /** As after a kill: nothing was done. */
    @Test
    void aGapThatNobodyHasTakenIsToldAgainByTheNextRun() throws Exception {
        Held held = new Held();
        String stored = states.getState("r/web");
        try (App app = new App(directory)) {
            app.context.getShutdownStrategy().setTimeout(1);
            app.context.getRegistry().bind("states", states);
            replace(app, "c", "d");
            app.route("r", "web?cursorRepository=#states", held).start();
            held.expect(2);
            assertInstanceOf(LogGap.class, held.get(0).header(MsbLogsConstants.GAP, LogGap.class));
            app.stop("r").start("r");
            held.expect(4);
            assertInstanceOf(LogGap.class, held.get(2).header(MsbLogsConstants.GAP, LogGap.class));
            assertEquals(stored, states.getState("r/web"));
            held.open();
            Sink.await(() -> !stored.equals(states.getState("r/web")));
            app.stop("r").start("r");
            app.sandboxes.out("web", "e");
            held.expect(5);
            assertEquals("e", held.get(4).text());
            assertNull(held.get(4).header(MsbLogsConstants.GAP, LogGap.class));
        }
    }

    @Test
    void withEndItGoesOnAtTheEnd() throws Exception {
        try (App app = app("end")) {
            replace(app, "c", "d");
            app.start();
            logged.expect(Level.WARN, "did not fit what is on disk");
            app.sandboxes.out("web", "e");
            sink.expect("e");
            assertInstanceOf(LogGap.class, sink.get(0).header(MsbLogsConstants.GAP));
        }
    }

    @Test
    void withFailTheHandlerIsToldAndTheSandboxIsNotReadAndItsCursorStays() throws Exception {
        String stored = states.getState("r/web");
        try (App app = app("fail")) {
            replace(app, "c", "d");
            app.sandboxes.out("web-2", "x");
            app.start();
            Sink.await(() -> !handler.seen.isEmpty());
            sink.expect("x"); // the others go on
            app.sandboxes.out("web", "e").out("web-2", "y");
            sink.expect("x", "y");
            assertEquals(ServiceStatus.Started, app.status("r"));
            assertEquals(1, handler.seen.size());
            InvalidCursorException seen = assertInstanceOf(InvalidCursorException.class, handler.seen.get(0));
            assertEquals("exec.log", seen.logFile());
            assertTrue(handler.messages.get(0).contains("web is not read: reset its cursor, or set onInvalidCursor"));
        }
        assertEquals(stored, states.getState("r/web"));
    }

    @Test
    void aBridgedHandlerRunsOnException() throws Exception {
        Sink caught = new Sink();
        try (App app = new App(directory)) {
            replace(app, "c");
            app.context.getRegistry().bind("states", states);
            app.routes(builder -> {
                        builder.onException(InvalidCursorException.class)
                                .handled(true)
                                .process(caught);
                        builder.from(App.uri(
                                        "web?cursorRepository=#states&onInvalidCursor=fail&bridgeErrorHandler=true"))
                                .routeId("r")
                                .process(sink);
                    })
                    .start();
            caught.expect(1);
            assertEquals(List.of(), sink.texts());
        }
    }

    @Test
    void moreRotationsThanTheChainHoldsWhileTheRouteWasDown() {
        try (App app = app("beginning")) {
            app.sandboxes.out("web", "lost");
            for (int i = 0; i < 8; i++) {
                app.sandboxes.rotate("web").out("web", "r" + i);
            }
            app.start();
            sink.expect("r3", "r4", "r5", "r6", "r7"); // all that is on disk
            assertInstanceOf(LogGap.class, sink.get(0).header(MsbLogsConstants.GAP));
            logged.expect(Level.WARN, "did not fit what is on disk");
        }
    }

    @Test
    void aTruncatedFileIsNoPlaceToGoOn() throws Exception {
        try (App app = app("beginning")) {
            Files.writeString(app.sandboxes.exec("web"), "");
            app.sandboxes.out("web", "c");
            app.start();
            sink.expect("c");
            assertInstanceOf(LogGap.class, sink.get(0).header(MsbLogsConstants.GAP));
        }
    }

    @Test
    void whatIsNoCursorAtAllIsToldWithoutItsControlCharacters() {
        states.setState("r/web", "msb7 \u001b[31mx\nERROR forged");
        try (App app = app("beginning")) {
            app.start();
            sink.expect("a", "b");
            String line = logged.expect(Level.WARN, "did not fit what is on disk");
            assertTrue(line.contains("'msb7'") && line.contains("msb1"), line);
            assertNoControlCharacters();
        }
    }

    @Test
    void withFailWhatIsNoCursorIsToldTheHandler() {
        states.setState("r/web", "\u001b[31mx\n");
        try (App app = app("fail")) {
            app.start();
            Sink.await(() -> !handler.seen.isEmpty());
            assertInstanceOf(InvalidCursorException.class, handler.seen.get(0));
            assertEquals("\u001b[31mx\n", states.getState("r/web"));
        }
    }

    private void assertNoControlCharacters() {
        for (String line : logged.lines()) {
            assertTrue(line.chars().noneMatch(Character::isISOControl), line);
        }
    }

    private App app(String onInvalidCursor) {
        App app = new App(directory);
        app.context.getRegistry().bind("states", states);
        app.context.getRegistry().bind("handler", handler);
        return app.route(
                "r",
                "web*?cursorRepository=#states&exceptionHandler=#handler&onInvalidCursor=" + onInvalidCursor,
                sink);
    }

    @Test
    void withFailASandboxMadeAgainUnderThatNameIsRead() {
        States states = new States();
        states.all.put("r/web", "nonsense");
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("states", states);
            app.sandboxes.out("web", "old");
            app.route("r", "*?onInvalidCursor=fail&cursorRepository=#states&delay=50", sink)
                    .start();
            MsbLogsConsumer consumer =
                    (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
            Sink.await(() -> consumer.status().unreadable() == 1);
            states.all.remove("r/web"); // somebody resets it
            app.sandboxes.remove("web");
            Sink.await(() -> consumer.status().sandboxes() == 0);
            app.sandboxes.out("web", "new");
            sink.expect("new");
        }
    }

    /** Another file under the same name. */
    private static void replace(App app, String... texts) throws Exception {
        Path old = app.sandboxes.logs("web").resolve("old");
        Files.move(app.sandboxes.exec("web"), old); // kept, so that its inode cannot be used again
        app.sandboxes.out("web", texts);
    }

    private static final class Handler implements ExceptionHandler {
        final List<Throwable> seen = new CopyOnWriteArrayList<>();
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            handleException(null, null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            messages.add(String.valueOf(message));
            seen.add(exception);
        }
    }
}
