package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.SecondJvm;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One list of many sandboxes: its order, and that it needs little memory. */
class MergedReadTest {
    private static final Instant NOON = Instant.parse("2026-04-30T12:00:00Z");

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void entriesOfTheSameTimeComeInTheOrderOfSandboxNamesAndThenAsEachSandboxHasThem() {
        try (App app = new App(directory).start()) {
            app.sandboxes.at("b", NOON, "b1").at("c", NOON, "c1").at("a", NOON, "a1");
            app.sandboxes.at("c", NOON, "c2").at("a", NOON, "a2").at("b", NOON, "b2");
            app.sandboxes.at("b", NOON.plusSeconds(1), "b3").at("a", NOON.plusSeconds(1), "a3");
            assertEquals(List.of("a1", "a2", "b1", "b2", "c1", "c2", "a3", "b3"), texts(read(app, "*")));
            assertEquals(List.of("a1", "a2", "b1", "b2", "c1", "c2", "a3", "b3"), texts(read(app, "c,b,a")));
            assertEquals(List.of("c1", "c2", "a3", "b3"), texts(read(app, "*?tail=4")));
            assertEquals(List.of("b2", "c1", "c2", "a3", "b3"), texts(read(app, "*?tail=5")));
            assertEquals(List.of("b3"), texts(read(app, "*?tail=1")));
        }
    }

    @Test
    void anyTailIsTheEndOfAllThereIs() {
        try (App app = new App(directory).start()) {
            Random random = new Random(7);
            for (int i = 0; i < 300; i++) {
                String sandbox = "s" + random.nextInt(7);
                app.sandboxes.at(sandbox, NOON.plusSeconds(random.nextInt(40)), "n" + i);
            }
            List<LogEntry> all = read(app, "*");
            assertEquals(300, all.size());
            List<LogEntry> sorted = new ArrayList<>(all);
            sorted.sort(Comparator.comparing(LogEntry::timestamp)
                    .thenComparing(LogEntry::sandbox)
                    .thenComparing(
                            entry -> Integer.parseInt(entry.text().strip().substring(1))));
            assertEquals(texts(sorted), texts(all));
            for (int tail : new int[] {0, 1, 2, 17, 60, 299, 300, 1000}) {
                List<LogEntry> wanted = all.subList(Math.max(0, 300 - tail), 300);
                assertEquals(texts(wanted), texts(read(app, "*?tail=" + tail)), "tail=" + tail);
            }
        }
    }

    @Test
    void readsTheEndOfAThousandLargeSandboxesWithAHeapOf48Mebibytes() throws Exception {
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        String filler = ".".repeat(4000);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            lines.append("{\"t\":\"").append(NOON.plusSeconds(i)).append("\",\"s\":\"stdout\",\"d\":\"");
            lines.append(String.format(Locale.ROOT, "%05d", i)).append(filler).append("\",\"id\":7}\n");
        }
        sandboxes.raw("s0000", lines.toString());
        for (int i = 1; i < 1000; i++) {
            Path exec = sandboxes.exec(String.format(Locale.ROOT, "s%04d", i));
            Files.createDirectories(exec.getParent());
            Files.createLink(exec, sandboxes.exec("s0000")); // 400 MB of entries, 4 MB on disk
        }
        try (SecondJvm reader = SecondJvm.start(ReadMain.class, List.of("-Xmx48m"), directory, "*?tail=100")) {
            assertEquals("read 100 s0900:00999 s0999:00999", reader.expect("read"));
            assertEquals(0, reader.exit());
        }
    }

    @Test
    void findsTheTailBehindALineOf100MebibytesWithAHeapOf48() throws Exception {
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        sandboxes.at("web", NOON, "a");
        byte[] mebibyte = "z".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(sandboxes.exec("web"), StandardOpenOption.APPEND)) {
            for (int i = 0; i < 100; i++) {
                out.write(mebibyte);
            }
        }
        sandboxes.raw("web", "\n").at("web", NOON, "b");
        try (SecondJvm reader = SecondJvm.start(ReadMain.class, List.of("-Xmx48m"), directory, "web?tail=2")) {
            assertEquals("read 2 web:a web:b", reader.expect("read"));
            assertEquals(0, reader.exit());
        }
    }

    @Test
    void aLineThatIsTooLongDoesNotCountForTheTail() {
        try (App app = new App(directory).start()) {
            app.sandboxes.at("web", NOON, "a").at("web", NOON, "b");
            for (int i = 0; i < 100; i++) {
                app.sandboxes.at("web", NOON, "x".repeat(2000));
            }
            assertEquals(List.of("a", "b"), texts(read(app, "web?tail=2&maxLineBytes=1024")));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<LogEntry> read(App app, String rest) {
        return app.context.createProducerTemplate().requestBody("msblogs:" + rest, null, List.class);
    }

    private static List<String> texts(List<LogEntry> entries) {
        return entries.stream().map(entry -> entry.text().strip()).toList();
    }
}
