package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.LogGap;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sandboxes that come and go all the time, and more of them than may be open. */
class ManySandboxesTest {
    private static final long LIFE_NANOS = 200_000_000;

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    private static MsbLogsConsumer consumer(App app) {
        return (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
    }

    @Test
    void thoseThatLiveForAFifthOfASecondAreReadToTheirEnd() {
        try (App app = new App(directory)) {
            app.sandboxes.out("first", "x");
            app.route("r", "*?delay=600000", sink).start(); // no sweep but the first: the watch finds them
            sink.expect("x");
            record Alive(String name, long until) {}
            ArrayDeque<Alive> alive = new ArrayDeque<>();
            Set<String> wanted = new HashSet<>(Set.of("x"));
            int sandboxes = 400;
            for (int i = 0; i < sandboxes || !alive.isEmpty(); i++) {
                if (i < sandboxes) {
                    app.sandboxes.out("job-" + i, "begin " + i, "end " + i);
                    wanted.addAll(Set.of("begin " + i, "end " + i));
                    alive.add(new Alive("job-" + i, System.nanoTime() + LIFE_NANOS));
                }
                LockSupport.parkNanos(2_000_000); // the pace at which they are made
                while (!alive.isEmpty() && System.nanoTime() >= alive.element().until) {
                    app.sandboxes.remove(alive.remove().name);
                }
            }
            sink.expect(wanted.size());
            assertEquals(wanted, new HashSet<>(sink.texts()));
            Sink.await(() -> consumer(app).status().sandboxes() == 1);
            assertEquals(1, consumer(app).status().openFiles());
            logged.noWarning();
        }
    }

    @Test
    void theJournalForgetsThoseThatHaveGoneAndNoOthers() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a").out("gone", "b").out("other", "c");
            app.route("r", "*?forgetAfter=300&delay=50", sink).start();
            sink.expect(3);
        }
        try (App app = new App(directory)) {
            app.sandboxes.remove("gone"); // while nothing runs
            app.route("r", "w*,t*?forgetAfter=300&delay=50", sink).start(); // and "other" is not asked for any more
            app.sandboxes.out("temp", "t");
            sink.expect(4);
            app.sandboxes.remove("temp");
            Sink.await(() -> consumer(app).counts().forgotten() == 2);
            app.sandboxes.out("temp", "new");
            sink.expect(5);
        }
        JournalStateRepository journal =
                new JournalStateRepository(App.cursors(directory).resolve("r"));
        journal.start();
        try {
            assertEquals(
                    new TreeSet<>(Set.of("r/", "r/web", "r/other", "r/temp")),
                    new TreeSet<>(journal.keys().keySet()));
        } finally {
            journal.stop();
        }
    }

    @Test
    void theJournalForgetsNothingOfAConsumerWhoseNameBeginsLikeOurs() throws Exception {
        JournalStateRepository journal = new JournalStateRepository(directory.resolve("shared"));
        journal.start();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("shared", journal);
            app.sandboxes.out("web", "a").out("temp", "t").out("db", "b");
            app.route("r", "web,temp?cursorName=a&cursorRepository=#shared&forgetAfter=100&delay=50", sink);
            app.route("other", "db?cursorName=a/b&cursorRepository=#shared", sink)
                    .start();
            sink.expect(3);
            app.sandboxes.remove("temp");
            Sink.await(() -> consumer(app).counts().forgotten() == 1);
            assertEquals(
                    new TreeSet<>(Set.of("a/", "a/web", "a/b/", "a/b/db")),
                    new TreeSet<>(journal.keys().keySet()));
        } finally {
            journal.stop();
        }
    }

    @Test
    void moreThanMayBeOpenAreAllReadAndFollowed() {
        int sandboxes = 120;
        int most = 30;
        try (App app = new App(directory)) {
            Set<String> wanted = new HashSet<>();
            for (int i = 0; i < sandboxes; i++) {
                app.sandboxes.out("s" + i, "a" + i);
                wanted.add("a" + i);
            }
            app.route("r", "*?delay=50&maxOpenFilesTotal=" + most, sink).start();
            sink.expect(wanted.size());
            Sink.await(() -> consumer(app).status().openFiles() <= most);
            for (int i = 0; i < sandboxes; i++) {
                app.sandboxes.out("s" + i, "b" + i);
                if (i % 3 == 0) {
                    app.sandboxes.rotate("s" + i).rotate("s" + i).out("s" + i, "c" + i);
                    wanted.add("c" + i);
                }
                wanted.add("b" + i);
            }
            sink.expect(wanted.size());
            assertEquals(wanted, new HashSet<>(sink.texts()));
            Sink.await(() -> consumer(app).status().openFiles() <= most);
            assertEquals(0, consumer(app).counts().gaps());
            logged.noWarning();
        }
    }

    @Test
    void oneThatWasClosedToSpareItsHandleAndIsRemovedIsAGapThatMayBe() {
        try (App app = new App(directory)) {
            app.sandboxes.out("a", "a").out("b", "b");
            app.route("r", "*?delay=50&maxOpenFilesTotal=1", sink).start();
            sink.expect(2);
            Sink.await(() -> consumer(app).status().openFiles() == 1);
            app.sandboxes.remove("a").remove("b");
            Sink.await(() -> consumer(app).status().sandboxes() == 0);
            assertEquals(1, consumer(app).counts().gaps());
            assertTrue(logged.expect(Level.WARN, "gaps").contains("closed while nothing was written"));
            LogGap gap = sink.all().stream()
                    .map(given -> (LogGap) given.headers().get(MsbLogsConstants.GAP))
                    .filter(java.util.Objects::nonNull)
                    .collect(Collectors.toList())
                    .get(0);
            assertEquals(LogGap.Certainty.POSSIBLE, gap.certainty());
            assertEquals(0, gap.bytesAtLeast());
        }
    }
}
