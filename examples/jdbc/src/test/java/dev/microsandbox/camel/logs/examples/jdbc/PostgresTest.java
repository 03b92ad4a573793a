package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The example against PostgreSQL of Debian's package postgresql. Where it is not installed, {@code -Pit} needs {@code -Dwithout=postgres}. */
@Tag("it")
@Tag("slow")
@EnabledIf("isWanted")
class PostgresTest {
    @TempDir
    Path dir;

    private PostgresServer server;
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    /** With -Pit also where there is none: that fails, unless it is said. */
    static boolean isWanted() {
        boolean left = List.of(System.getProperty("without", "").split(",")).contains("postgres");
        return !left && (PostgresServer.installed().isPresent() || Boolean.getBoolean("servers.required"));
    }

    @BeforeEach
    void start() throws Exception {
        server = PostgresServer.start();
        database.setUrl(server.url());
        database.setUser("logs");
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void killedManyTimesAndEveryLineIsARowOnce() throws Exception {
        new KillRun(dir, database, server.url(), "logs")
                .kill(Integer.getInteger("kills", 30), System.nanoTime(), run -> {
                    server.crash();
                    run.expect("a failure", () -> run.output().contains("to be tried again"));
                    server.startAgain();
                });
    }

    @Test
    void aServerThatCrashesAndComesBackLosesAndRepeatsNothing() throws Exception {
        Rows once = new Rows(database, "log_entry_once");
        Rows keyed = new Rows(database, "log_entry");
        try (NumberedSandbox sandbox =
                        new NumberedSandbox(ChildProcess.home(dir), "web", KillRun.LINES_PER_SECOND, once::count);
                ChildProcess run = ChildProcess.start(dir, Jdbc.class, KillRun.options(dir, server.url(), "logs"))) {
            for (int i = 0; i < 5; i++) {
                long until = once.count() + 800;
                run.expect("rows", () -> once.count() >= until && keyed.count() >= until);
                server.crash();
                server.startAgain();
            }
            long written = sandbox.end();
            run.expect("all rows", () -> once.count() >= written && keyed.count() >= written);
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            once.expectOnce("web", written);
            keyed.expectOnce("web", written);
        }
    }
}
