package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import javax.sql.DataSource;

/** Both routes at once in one application, killed again and again while a producer writes and rotates. */
final class KillRun {
    private static final String SANDBOX = "web";
    private static final int MOST_LINES_A_RUN = 1500;
    private static final int MOST_MILLIS = 400;

    private final Path dir;
    private final Rows keyed;
    private final Rows once;
    private final String[] options;

    KillRun(Path dir, DataSource database, String url, String user) {
        this.dir = dir;
        this.keyed = new Rows(database, "log_entry");
        this.once = new Rows(database, "log_entry_once");
        this.options = new String[] {"-Djdbc.url=" + url, "-Djdbc.user=" + user, "-Djdbc.routes=insert,exactly-once"};
    }

    /** Gives how many lines were written. */
    long kill(int times, long seed) throws Exception {
        Random random = new Random(seed);
        long written;
        try (Producer producer = new Producer(dir.resolve("home"), SANDBOX, this::stored)) {
            for (int i = 0; i < times; i++) {
                try (JdbcProcess run = JdbcProcess.start(dir, options)) {
                    long until = stored() + 1 + random.nextInt(MOST_LINES_A_RUN);
                    run.expect("rows", () -> stored() >= until);
                    long end = System.nanoTime() + random.nextInt(MOST_MILLIS) * 1_000_000L;
                    run.expect("the moment", () -> System.nanoTime() >= end);
                    run.kill();
                }
            }
            written = producer.stop();
            assertTrue(producer.rotations() > times, "rotations: " + producer.rotations());
        }
        try (JdbcProcess run = JdbcProcess.start(dir, options)) {
            run.expect("all rows", () -> stored() >= written);
            assertEquals(JdbcProcess.TERMINATED, run.terminate(), run::output);
        }
        once.expectOnce(SANDBOX, written);
        keyed.expectOnce(SANDBOX, written);
        return written;
    }

    private long stored() {
        return Math.min(keyed.count(), once.count());
    }
}
