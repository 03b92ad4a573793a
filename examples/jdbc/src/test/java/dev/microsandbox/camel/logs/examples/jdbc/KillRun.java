package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/** Both routes at once in one application, killed again and again while a producer writes and rotates. */
final class KillRun {
    private static final String SANDBOX = "web";
    static final int LINES_PER_SECOND = 10_000;

    private static final int MOST_LINES_A_RUN = 1500;
    private static final int MOST_MILLIS = 400;

    private final Path dir;
    private final Rows keyed;
    private final Rows once;
    private final Class<?> main;
    private final List<String> options;

    KillRun(Path dir, DataSource database, String url, String user) {
        this(dir, database, Jdbc.class, options(dir, url, user));
    }

    /** Of another main class with both routes. */
    KillRun(Path dir, DataSource database, Class<?> main, List<String> options) {
        this.dir = dir;
        this.keyed = new Rows(database, "log_entry");
        this.once = new Rows(database, "log_entry_once");
        this.main = main;
        this.options = options;
    }

    /** Those of the application with both routes. */
    static List<String> options(Path dir, String url, String user) {
        return List.of(
                "-Djdbc.url=" + url,
                "-Djdbc.user=" + user,
                "-Djdbc.routes=insert,exactly-once",
                "-Djdbc.dir=" + dir,
                "-Dcamel.component.msblogs.maxRetryDelay=2000"); // a database that was away is not waited for longer
    }

    /** What happens to the server. */
    interface Outage {
        void happen(ChildProcess run) throws Exception;
    }

    /** Kills it, and in its last run the server goes away as well, and comes back. Gives how many lines were written. */
    long kill(int times, long seed, Outage outage) throws Exception {
        Random random = new Random(seed);
        long written;
        try (NumberedSandbox sandbox =
                new NumberedSandbox(ChildProcess.home(dir), SANDBOX, LINES_PER_SECOND, this::stored)) {
            for (int i = 0; i < times; i++) {
                try (ChildProcess run = ChildProcess.start(dir, main, options)) {
                    long until = stored() + 1 + random.nextInt(MOST_LINES_A_RUN);
                    run.expect("rows", () -> stored() >= until);
                    long end = System.nanoTime() + random.nextInt(MOST_MILLIS) * 1_000_000L;
                    run.expect("the moment", () -> System.nanoTime() >= end);
                    run.kill();
                }
            }
            try (ChildProcess run = ChildProcess.start(dir, main, options)) {
                long before = stored();
                run.expect("rows", () -> stored() > before);
                outage.happen(run);
                written = sandbox.end();
                run.expect("all rows", () -> keyed.entries() >= written && once.entries() >= written);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            assertTrue(sandbox.rotations() > times, "rotations: " + sandbox.rotations());
        }
        once.expectOnce(SANDBOX, written);
        keyed.expectOnce(SANDBOX, written);
        return written;
    }

    private long stored() {
        return Math.min(keyed.count(), once.count());
    }
}
