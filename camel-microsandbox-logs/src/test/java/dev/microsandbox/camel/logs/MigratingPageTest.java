package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogCursor;
import dev.microsandbox.logs.LogPosition;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/migrating.md: what it calls an option of ours is one, and its ways to move over leave no gap. */
class MigratingPageTest {
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern VALUE = Pattern.compile("`(\\w+)=\\w+`");
    private static final String TABLE = "## Which option is which";

    @TempDir
    Path directory;

    @Test
    void everyOptionAndHeaderOfOursOnItExists() throws Exception {
        String page = Files.readString(Path.of("docs", "migrating.md"));
        Set<String> mentioned = new TreeSet<>();
        String table = page.substring(page.indexOf(TABLE), page.indexOf("No counterpart there"));
        for (String row : table.lines().filter(line -> line.startsWith("| ")).toList()) {
            add(mentioned, NAME, row.split(" \\| ")[1]);
        }
        assertFalse(mentioned.size() < 30, "too few are found: " + mentioned);
        add(mentioned, VALUE, page);
        Matcher names = NAME.matcher(page.substring(page.indexOf("## Moving over")));
        while (names.find()) {
            if (!Set.of("t", "db", "idempotentConsumer")
                    .contains(names.group(1))) { // of the log line, Fluent Bit, Camel
                mentioned.add(names.group(1));
            }
        }
        try (InputStream json = getClass().getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            JsonNode catalog = new ObjectMapper().readTree(json);
            for (String part : List.of("properties", "componentProperties", "headers")) {
                catalog.get(part).fieldNames().forEachRemaining(mentioned::remove);
            }
        }
        assertEquals(Set.of(), mentioned, "there is no such option or header");
    }

    private static void add(Set<String> mentioned, Pattern pattern, String text) {
        pattern.matcher(text).results().map(result -> result.group(1)).forEach(mentioned::add);
    }

    @Test
    void sinceAMinuteBeforeGivesWhatTheOldOneHadNot() throws Exception {
        Instant last = Instant.parse("2026-11-25T14:04:00Z");
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.at("web", last.minusSeconds(61), "long there").at("web", last.minusSeconds(60), "again");
            app.sandboxes.at("web", last, "the last that arrived").rotate("web");
            app.sandboxes.at("web", last.plusMillis(1), "written meanwhile");
            app.route("r", "*?since=2026-11-25T14:03:00Z", sink).start();
            sink.expect("again", "the last that arrived", "written meanwhile");
        }
    }

    @Test
    void aPositionOfFluentBitIsACursor() throws Exception {
        Sink sink = new Sink();
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "had", "had too");
            long inode = (Long) Files.getAttribute(app.sandboxes.exec("web"), "unix:ino");
            long offset = Files.size(app.sandboxes.exec("web"));
            app.sandboxes.out("web", "not had").rotate("web").out("web", "after the rotation");
            String token = new LogCursor(List.of(new LogPosition(inode, offset))).token();
            app.route("r", "web?fromCursor=" + token, sink).start();
            sink.expect("not had", "after the rotation");
        }
    }
}
