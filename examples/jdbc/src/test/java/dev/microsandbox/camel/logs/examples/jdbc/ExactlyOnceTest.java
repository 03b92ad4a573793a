package dev.microsandbox.camel.logs.examples.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** What no kill shows reliably: commits of which nobody knows whether they came to pass, and what is in a row. */
class ExactlyOnceTest {
    private static final String KEY = ExactlyOnceRoute.NAME + "/web";

    @TempDir
    Path dir;

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private CamelContext context;

    @BeforeEach
    void createTables() {
        database.setUrl("jdbc:h2:mem:once;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        sql.execute("drop all objects");
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(database);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
    }

    @Test
    void commitsOfUnknownOutcomeNeitherLoseNorRepeat() throws Exception {
        DoubtfulCommits doubtful = new DoubtfulCommits(database);
        start(doubtful);
        for (int batch = 0; batch < 7; batch++) {
            int from = batch * 5;
            write(IntStream.range(from, from + 5)
                    .mapToObj(ExactlyOnceTest::line)
                    .toArray(String[]::new));
            await().atMost(Duration.ofSeconds(20)).until(() -> texts().size() >= from + 5 && isRested(from + 5));
        }
        context.stop();
        assertEquals(IntStream.range(0, 35).mapToObj(n -> n + "\n").toList(), texts());
        assertTrue(doubtful.commits() >= 10, "commits: " + doubtful.commits());
    }

    /** Whether the cursor is behind that line, so that nothing of it comes again. */
    private boolean isRested(int lines) {
        String stored = new JdbcCursors(database).getState(KEY);
        long bytes = IntStream.range(0, lines).mapToLong(n -> line(n).length()).sum();
        return stored != null && isAt(stored, bytes);
    }

    private static boolean isAt(String stored, long offset) {
        try {
            return LogCheckpoint.parse(stored).cursor().positions().get(0).offset() == offset;
        } catch (InvalidCursorException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStartWaitsForATransactionThatIsAboutToCommit() throws Exception {
        JdbcCursors cursors = new JdbcCursors(database);
        cursors.setState(KEY, "before");
        CompletableFuture<String> read;
        try (Connection killed = database.getConnection()) {
            killed.setAutoCommit(false);
            try (Statement update = killed.createStatement()) {
                update.executeUpdate("update log_cursor set line = 'behind'");
            }
            read = CompletableFuture.supplyAsync(() -> cursors.getState(KEY));
            await().during(Duration.ofMillis(200)).until(() -> !read.isDone());
            killed.commit();
        }
        assertEquals("behind", read.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aStoreByTheComponentWaitsForATransactionThatIsInDoubt() throws Exception {
        JdbcCursors cursors = new JdbcCursors(database);
        cursors.setState(KEY, "before");
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        assertThrows(
                IllegalStateException.class,
                () -> transaction.executeWithoutResult(status -> {
                    cursors.setState(KEY, "behind");
                    throw new IllegalStateException("rolled back here, and say the server has not noticed");
                }));
        CompletableFuture<Void> stored;
        try (Connection server = database.getConnection()) {
            server.setAutoCommit(false);
            try (Statement update = server.createStatement()) {
                update.executeUpdate("update log_cursor set line = 'behind'");
            }
            stored = CompletableFuture.runAsync(() -> cursors.setState(KEY, "before"));
            await().during(Duration.ofMillis(200)).until(() -> !stored.isDone());
            server.commit();
        }
        stored.get(20, TimeUnit.SECONDS);
        assertEquals("behind", cursors.getState(KEY));
    }

    @Test
    void whereReadingBeginsIsStoredBeforeTheFirstRow() throws Exception {
        start(database);
        Files.createDirectories(logs());
        await().atMost(Duration.ofSeconds(20)).until(() -> new JdbcCursors(database).getState(KEY) != null);
        context.stop();
        assertEquals(List.of(), texts());
        write(line(0));
        start(database);
        await().atMost(Duration.ofSeconds(20)).until(() -> !texts().isEmpty());
        context.stop();
        assertEquals(List.of("0\n"), texts());
    }

    @Test
    void aRowHoldsAllThatTheEntryHas() throws Exception {
        write(
                "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"a\\u0000b\\n\",\"id\":18446744073709551615}\n",
                "{\"t\":\"2026-11-24T04:51:42.446Z\",\"s\":\"stderr\",\"d\":\"/wD+\",\"e\":\"b64\",\"id\":1}\n",
                "{\"t\":\"2026-11-24T04:51:42.447Z\",\"s\":\"system\",\"d\":\"--- sandbox stopped ---\\n\"}\n");
        start(database);
        await().atMost(Duration.ofSeconds(20)).until(() -> texts().size() == 3);
        context.stop();
        List<Map<String, Object>> rows = sql.queryForList("select * from log_entry_once order by at");
        assertEquals("a\uFFFDb\n", rows.get(0).get("text"));
        assertArrayEquals("a\0b\n".getBytes(StandardCharsets.US_ASCII), (byte[])
                rows.get(0).get("data"));
        assertEquals("18446744073709551615", rows.get(0).get("session").toString());
        assertEquals(
                OffsetDateTime.parse("2026-11-24T04:51:42.445Z"), rows.get(0).get("at"));
        assertArrayEquals(
                new byte[] {(byte) 0xff, 0, (byte) 0xfe}, (byte[]) rows.get(1).get("data"));
        assertEquals("stderr", rows.get(1).get("source"));
        assertEquals("--- sandbox stopped ---\n", rows.get(2).get("text"));
        assertNull(rows.get(2).get("data"));
        assertNull(rows.get(2).get("session"));
        assertFalse(rows.get(2).get("entry_id").toString().isEmpty());
    }

    private void start(DataSource source) throws Exception {
        context = new DefaultCamelContext();
        JdbcCursors cursors = new JdbcCursors(source);
        context.getRegistry().bind("dataSource", source);
        context.getRegistry().bind("cursors", cursors);
        context.getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(source)));
        MsbLogsComponent component = context.getComponent("msblogs", MsbLogsComponent.class);
        component.getConfiguration().setHome(dir.toString());
        component.getConfiguration().setRetryDelay(10);
        context.addRoutes(new ExactlyOnceRoute(cursors));
        context.start();
    }

    private static String line(int number) {
        return "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"" + number + "\\n\",\"id\":1}\n";
    }

    private List<String> texts() {
        return sql.queryForList("select text from log_entry_once", String.class);
    }

    private Path logs() {
        return dir.resolve("sandboxes/web/logs");
    }

    private void write(String... lines) throws Exception {
        Files.createDirectories(logs());
        Files.writeString(
                logs().resolve("exec.log"),
                String.join("", lines),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
