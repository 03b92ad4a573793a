package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.service.ServiceSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Transacted routes: what is rolled back comes again, and with the cursor in the same database rows and cursor commit together. */
class TransactedTest {
    private static final String[] TEXTS =
            IntStream.range(0, 30).mapToObj(String::valueOf).toArray(String[]::new);

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final AtomicInteger count = new AtomicInteger();

    TransactedTest() {
        database.setUrl("jdbc:h2:mem:transacted;DB_CLOSE_DELAY=-1");
        sql.execute("drop all objects");
        sql.execute("create table line (text varchar(20))");
        sql.execute("create table state (name varchar(200) primary key, line varchar(2000))");
    }

    @Test
    void whatIsRolledBackComesAgainAndLeavesNothingBehind() {
        try (App app = app("web?retryDelay=5")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            awaitLines();
            assertTrue(count.get() > TEXTS.length, "nothing was tried again");
        }
    }

    @Test
    void cursorAndRowsCommitTogether() {
        try (App app = app("web?retryDelay=5&commit=manual&cursorRepository=#states")) {
            app.sandboxes.out("web", TEXTS);
            app.start();
            awaitLines();
            Sink.await(() -> sql.queryForObject("select count(*) from state", Long.class) == 2);
        }
        try (App app = app("web?retryDelay=5&commit=manual&cursorRepository=#states")) {
            app.sandboxes.out("web", "30");
            app.start();
            Sink.await(() -> lines().size() == 31);
            assertEquals("30", lines().get(30)); // nothing else came again
        }
    }

    private void awaitLines() {
        Sink.await(() -> lines().size() >= TEXTS.length);
        assertEquals(List.of(TEXTS), lines());
    }

    private List<String> lines() {
        return sql.queryForList("select text from line", String.class);
    }

    /** Every seventh exchange fails after it has inserted its row and committed its cursor. */
    private App app(String uri) {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        App app = new App(directory);
        app.context.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
        app.context.getRegistry().bind("states", new DatabaseStates());
        return app.routes(builder -> builder.from(App.uri(uri))
                .routeId("r")
                .transacted("required")
                .process(exchange -> {
                    String text = exchange.getMessage().getBody(String.class).strip();
                    sql.update("insert into line values (?)", text);
                    MsbLogsManualCommit commit =
                            exchange.getMessage().getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class);
                    if (commit != null) {
                        assertEquals(MsbLogsManualCommit.Outcome.COMMITTED, commit.commit());
                    }
                    if (count.incrementAndGet() % 7 == 0) {
                        throw new IllegalStateException("rolled back");
                    }
                }));
    }

    /** Cursors in a table of the same database. */
    private final class DatabaseStates extends ServiceSupport
            implements org.apache.camel.spi.StateRepository<String, String> {
        @Override
        public void setState(String key, String value) {
            sql.update("merge into state key (name) values (?, ?)", key, value);
        }

        @Override
        public String getState(String key) {
            return sql.queryForList("select line from state where name = ?", String.class, key).stream()
                    .findFirst()
                    .orElse(null);
        }
    }
}
