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

    /** What happens to the server. */
    interface Outage {
        void happen(JdbcProcess run) throws Exception;
    }

    /** Kills it, and in its last run the server goes away as well, and comes back. Gives how many lines were written. */
    long kill(int times, long seed, Outage outage) throws Exception {
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
            try (JdbcProcess run = JdbcProcess.start(dir, options)) {
                long before = stored();
                run.expect("rows", () -> stored() > before);
                outage.happen(run);
                written = producer.stop();
                run.expect("all rows", () -> stored() >= written);
                assertEquals(JdbcProcess.TERMINATED, run.terminate(), run::output);
            }
            assertTrue(producer.rotations() > times, "rotations: " + producer.rotations());
        }
        once.expectOnce(SANDBOX, written);
        keyed.expectOnce(SANDBOX, written);
        return written;
    }

    private long stored() {
        return Math.min(keyed.count(), once.count());
    }
}
