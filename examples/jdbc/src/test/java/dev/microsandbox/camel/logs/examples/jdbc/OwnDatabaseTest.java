package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The command of the README: no database is named, so rows go to an H2 file of the application's own. */
@Tag("it")
class OwnDatabaseTest {
    @TempDir
    Path dir;

    @Test
    @Tag("slow")
    void intoItsOwnFileAStopAndAStartLoseAndRepeatNothing() throws Exception {
        JdbcTemplate sql = new JdbcTemplate(database());
        try (WrittenSandbox sandbox =
                new WrittenSandbox(ChildProcess.home(dir), "web", Instant.parse("2026-11-25T10:00:00Z"))) {
            for (int run = 1; run <= 3; run++) {
                sandbox.print(303);
                forward(sandbox.relayed().get(sandbox.relayed().size() - 1));
                forward(sandbox.printed().get(sandbox.printed().size() - 1));
                List<String> written = new ArrayList<>(sandbox.printed());
                written.addAll(sandbox.relayed());
                List<String> rows = sql.queryForList("select text from log_entry_once", String.class).stream()
                        .map(String::stripTrailing)
                        .toList();
                assertEquals(
                        written.stream().sorted().toList(),
                        rows.stream().sorted().toList(),
                        "after run " + run);
            }
        }
    }

    /** Runs it until the file has this text, and stops it: the file is the application's alone while it runs. */
    private void forward(String text) throws Exception {
        try (ChildProcess run = ChildProcess.start(dir, Jdbc.class, List.of("-Djdbc.dir=" + dir))) {
            run.expect("a row with " + text, () -> file().contains(text));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    private String file() throws Exception {
        Path file = dir.resolve("database.mv.db");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:file:" + dir.resolve("database") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        database.setUser("sa");
        database.setPassword("");
        return database;
    }
}
