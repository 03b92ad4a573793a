package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example against an H2 server, with its files on disk, that lives on when the application is killed. */
@Tag("it")
class H2Test {
    @TempDir
    Path dir;

    private Server server;
    private JdbcDataSource database;

    @BeforeEach
    void start() throws Exception {
        server = server(0);
        database = new JdbcDataSource();
        database.setUrl(url());
        database.setUser("sa");
        database.setPassword("");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void killedAndCutOffFromItsServerEveryLineIsARowOnce() throws Exception {
        new KillRun(dir, database, url(), "sa").kill(2, 1, this::goAwayAndComeBack);
    }

    @Test
    @Tag("slow")
    void killedAHundredTimesEveryLineIsARowOnce() throws Exception {
        new KillRun(dir, database, url(), "sa")
                .kill(Integer.getInteger("kills", 100), System.nanoTime(), this::goAwayAndComeBack);
    }

    /** That a kill is seen at all: the same routes without their transaction. */
    @Test
    @Tag("slow")
    void withoutItsTransactionTheKillsAreSeenInTheRows() {
        KillRun run = new KillRun(dir, database, WithoutTransaction.class, KillRun.options(dir, url(), "sa"));
        String seen = assertThrows(AssertionError.class, () -> run.kill(1, 1, nothing -> {}))
                .getMessage();
        assertTrue(seen.startsWith("rows of log_entry_once: none twice"), seen);
    }

    /** And that it is not the pause before the cursor by which they are seen. */
    @Test
    @Tag("slow")
    void withItsTransactionTheSamePauseIsNotSeen() throws Exception {
        List<String> options = new ArrayList<>(KillRun.options(dir, url(), "sa"));
        options.add("-Dtransaction=true");
        new KillRun(dir, database, WithoutTransaction.class, options).kill(1, 1, nothing -> {});
    }

    private void goAwayAndComeBack(ChildProcess run) throws Exception {
        int port = server.getPort();
        server.stop();
        run.expect("a failure", () -> run.output().contains("to be tried again"));
        server = server(port);
    }

    private String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + dir.resolve("database")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    }

    private static Server server(int port) throws Exception {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        return Server.createTcpServer("-ifNotExists", "-tcpPort", String.valueOf(port))
                .start();
    }
}
