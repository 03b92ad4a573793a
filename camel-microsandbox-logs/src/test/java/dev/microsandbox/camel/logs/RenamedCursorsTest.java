package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cursors that were copied under another cursor name, as docs/operations.md says it. */
class RenamedCursorsTest {
    @TempDir
    Path home;

    @Test
    void aRouteOfAnotherNameGoesOnWhereTheOldOneWas() throws Exception {
        try (App app = new App(home)) {
            Sink sink = new Sink();
            app.sandboxes.out("web", "a", "b").out("db", "c");
            app.route("old", "*", sink).start();
            sink.expect(3);
        }
        rename(App.cursors(home));
        try (App app = new App(home)) {
            Sink sink = new Sink();
            app.sandboxes.out("web", "d").out("late", "e");
            app.route("new", "*?start=end", sink).start();
            sink.expect(2);
            assertTrue(sink.texts().containsAll(List.of("d", "e")), () -> sink.texts() + " came");
        }
    }

    private static void rename(Path cursorDir) throws Exception {
        try (var from = new JournalStateRepository(cursorDir.resolve("old"));
                var to = new JournalStateRepository(cursorDir.resolve("new"))) {
            from.start();
            to.start();
            from.keys().forEach((key, value) -> to.setState("new" + key.substring("old".length()), value));
            to.flush();
        }
    }
}
