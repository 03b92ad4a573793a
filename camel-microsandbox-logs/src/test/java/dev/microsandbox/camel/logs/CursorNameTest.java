package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Under what name cursors are stored, and in what. */
class CursorNameTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();
    private final States repository = new States();

    @Test
    void theIdThatAPersonGaveTheRouteIsTheDefault() {
        try (App app = appWithRepository()) {
            app.route("mine", "web?cursorRepository=#repository", sink).start();
            sink.expect("a");
            assertEquals(Set.of("mine/", "mine/web"), repository.all.keySet());
        }
    }

    @Test
    void withoutAnIdOfAPersonItIsThePath() {
        try (App app = appWithRepository()) {
            app.routes(builder -> builder.from(App.uri("we*,db?cursorRepository=#repository"))
                            .process(sink))
                    .start();
            sink.expect("a");
            assertEquals(Set.of("we*,db/", "we*,db/web"), repository.all.keySet());
        }
    }

    @Test
    void theOptionStandsAboveBoth() {
        try (App app = appWithRepository()) {
            app.route("mine", "web?cursorRepository=#repository&cursorName=a/b c", sink)
                    .start();
            sink.expect("a");
            assertEquals(Set.of("a/b c/", "a/b c/web"), repository.all.keySet());
        }
    }

    @Test
    void thePathIsTheSameNameInTheNextContextWhateverRoutesThereAre() {
        try (App app = appWithRepository()) {
            app.routes(builder -> builder.from(App.uri("web")).process(sink)).start();
            sink.expect("a");
        }
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "b");
            app.routes(builder -> {
                        builder.from("direct:x").to("mock:x");
                        builder.from(App.uri("web")).process(sink);
                    })
                    .start();
            sink.expect("a", "b");
        }
    }

    @Test
    void theSameNameTwiceIsRefusedWithBothRoutes() {
        try (App app = new App(directory)) {
            app.route("one", "web?cursorName=same", sink);
            app.route("two", "db?cursorName=same", sink);
            Throwable refused = assertThrows(Exception.class, app::start);
            while (refused.getCause() != null) {
                refused = refused.getCause();
            }
            String message = refused.getMessage();
            assertTrue(
                    message.contains("one") && message.contains("two") && message.contains("cursorName=same"), message);
        }
    }

    @Test
    void aNameIsFreeAgainWhenItsRouteHasStopped() {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            app.route("one", "web?cursorName=same", sink).start();
            sink.expect("a");
            app.stop("one");
            app.route("two", "web?cursorName=same", sink);
            app.sandboxes.out("web", "b");
            sink.expect("a", "b");
        }
    }

    @Test
    void twoRoutesOnOneSandboxBothGetAll() {
        Sink other = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a", "b");
            app.route("one", "web", sink).route("two", "web", other).start();
            sink.expect("a", "b");
            other.expect("a", "b");
            app.stop("one");
            app.sandboxes.out("web", "c");
            other.expect("a", "b", "c");
            app.start("one");
            sink.expect("a", "b", "c");
        }
    }

    @Test
    void anyStateRepositoryIsTakenAndItIsNotStoppedWithItsConsumer() {
        try (App app = appWithRepository()) {
            app.route("mine", "web?cursorRepository=#repository", sink).start();
            sink.expect("a");
            assertTrue(repository.isStarted());
            app.stop("mine");
            assertTrue(repository.isStarted());
            app.sandboxes.out("web", "b");
            app.start("mine");
            sink.expect("a", "b");
        }
        assertTrue(repository.isStopped());
    }

    @Test
    void camelsMemoryStateRepositoryIsTaken() {
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("repository", new MemoryStateRepository());
            app.sandboxes.out("web", "a");
            app.route("mine", "*?cursorRepository=#repository", sink).start();
            sink.expect("a");
            app.stop("mine");
            app.sandboxes.out("web", "b");
            app.start("mine");
            sink.expect("a", "b");
            logged.noWarning();
        }
    }

    @Test
    void camelsFileStateRepositoryIsTaken() throws Exception {
        Path file = directory.resolve("state");
        for (String text : List.of("a", "b", "c")) {
            Sink one = new Sink();
            try (App app = new App(directory)) {
                FileStateRepository states = new FileStateRepository();
                states.setFileStore(file.toFile());
                app.context.getRegistry().bind("repository", states);
                app.sandboxes.out("web", text);
                app.route("mine", "*?cursorRepository=#repository", one).start();
                one.expect(text);
            }
            assertTrue(Files.readString(file).contains("mine/web=msb1 "), Files.readString(file));
        }
        logged.noWarning();
    }

    @Test
    void aRepositoryOnTheComponentIsForAllItsEndpoints() {
        try (App app = appWithRepository()) {
            app.component.getConfiguration().setCursorRepository(repository);
            app.route("mine", "web", sink).start();
            sink.expect("a");
            assertEquals(Set.of("mine/", "mine/web"), repository.all.keySet());
        }
    }

    private App appWithRepository() {
        App app = new App(directory);
        app.context.getRegistry().bind("repository", repository);
        app.sandboxes.out("web", "a");
        return app;
    }
}
