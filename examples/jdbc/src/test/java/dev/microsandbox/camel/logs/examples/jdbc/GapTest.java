package dev.microsandbox.camel.logs.examples.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Lines that were lost are seen in the tables of both routes. */
@Tag("it")
class GapTest {
    private static final List<String> TABLES = List.of("log_entry", "log_entry_once");
    private static final int LINES_A_FILE = 10;

    @TempDir
    Path dir;

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private CamelContext context;
    private RotatedLog log;
    private int written;

    @BeforeEach
    void open() throws Exception {
        database.setUrl("jdbc:h2:mem:gap;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        sql.execute("drop all objects");
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(database);
        log = new RotatedLog(logs(), "exec.log", (long) LINES_A_FILE * line(0).length());
    }

    @AfterEach
    void close() throws Exception {
        context.stop();
        log.close();
    }

    @Test
    void theRowBehindAGapTellsOfIt() throws Exception {
        write(5);
        forward(table -> rows(table).size() == 5);
        write(10 * LINES_A_FILE); // the chain keeps five files
        forward(this::hasLast);
        for (String table : TABLES) {
            List<Map<String, Object>> rows = rows(table);
            assertTrue(rows.size() < written, "lines were lost: " + rows.size());
            for (int i = 0; i < rows.size(); i++) {
                if (i == 5) {
                    String gap = rows.get(i).get("gap").toString();
                    assertTrue(gap.contains("lines of exec.log lost behind generation"), gap);
                } else {
                    assertNull(rows.get(i).get("gap"), table + ", row " + i);
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void aGapBehindWhichNothingComesIsARowOfItsOwn() throws Exception {
        write(5);
        forward(table -> rows(table).size() == 5);
        log.close();
        try (Stream<Path> files = Files.list(logs())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        log = new RotatedLog(logs(), "exec.log", 1000);
        forward(table -> rows(table).size() == 6);
        for (String table : TABLES) {
            Map<String, Object> row = rows(table).get(5);
            String gap = row.get("gap").toString();
            assertTrue(gap.contains("lines of exec.log lost behind generation"), gap);
            assertTrue(row.get("entry_id").toString().endsWith("-gap"), row::toString);
            assertEquals("system", row.get("source"));
            assertEquals("", row.get("text"));
            assertNull(row.get("session"));
            assertNull(row.get("data"));
        }
    }

    /** Runs both routes until both tables are so, and stops them. */
    private void forward(Predicate<String> tables) throws Exception {
        context = new DefaultCamelContext();
        JdbcCursors cursors = new JdbcCursors(database);
        context.getRegistry().bind("dataSource", database);
        context.getRegistry().bind("cursors", cursors);
        context.getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
        MsbLogsComponent component = context.getComponent("msblogs", MsbLogsComponent.class);
        component.setCursorDir(dir.resolve("cursors").toString());
        component.getConfiguration().setHome(dir.toString());
        context.addRoutes(new InsertRoute());
        context.addRoutes(new ExactlyOnceRoute(cursors));
        context.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> TABLES.stream().allMatch(tables));
        context.stop();
    }

    private boolean hasLast(String table) {
        return rows(table).stream().anyMatch(row -> row.get("text").equals(text(written - 1)));
    }

    private List<Map<String, Object>> rows(String table) {
        return sql.queryForList("select * from " + table + " order by at");
    }

    private void write(int lines) throws Exception {
        for (int i = 0; i < lines; i++) {
            log.append(line(written++).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Each a millisecond later, all of one length. */
    private static String line(int number) {
        return "{\"t\":\"2026-11-24T04:51:42." + (100 + number) + "Z\",\"s\":\"stdout\",\"d\":\""
                + text(number).stripTrailing() + "\\n\",\"id\":1}\n";
    }

    private static String text(int number) {
        return "#" + (100 + number) + "\n";
    }

    private Path logs() {
        return RotatedLog.directory(dir, "web");
    }
}
