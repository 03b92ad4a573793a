package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application that is killed with SIGKILL at random moments, under a producer that rotates: nothing is lost, the order is kept, only
 * what was not yet committed comes again, and nothing at all after a clean stop. With {@code -Dkills=N} each variant is killed so often.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    /** What the journal and a noisy machine may take beyond the interval of commits. */
    private static final long NOISE_MILLIS = 3000;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource({
        "SYNCHRONOUS, a, web?commitInterval=100, 100",
        "SYNCHRONOUS, a b c, *?concurrentConsumers=2, 1000",
        "ASYNCHRONOUS, a b, *?maxInFlight=16&commitInterval=50, 50",
        "SYNCHRONOUS, a b, *?batchSize=7&batchTimeout=20&commitInterval=0, 0",
        "MANUAL, a b, *?commit=manual, 0",
        "FAILING, a b, *?retryDelay=1&commitInterval=20, 20"
    })
    void killed(String variant, String sandboxes, String uri, long commitIntervalMillis) throws Exception {
        List<String> names = List.of(sandboxes.split(" "));
        Path sink = directory.resolve("sink.txt");
        boolean strict = variant.equals("SYNCHRONOUS") || variant.equals("MANUAL");
        String path = uri.startsWith("web") ? uri.replace("web", names.get(0)) : uri;
        try (KillRun run = new KillRun(directory, sink, names)) {
            for (int kill = 0; kill < KILLS; kill++) {
                Map<String, KillRun.Last> before = run.soFar();
                List<KillRun.Given> given = new ArrayList<>();
                try (SecondJvm application = start(path, variant, sink)) {
                    awaitFirst(run, given, application);
                    follow(run, given, random.nextInt(400));
                    application.kill();
                }
                given.addAll(run.read());
                run.killed(given, before, commitIntervalMillis + NOISE_MILLIS);
                if (strict) {
                    KillRun.inOrder(given);
                }
            }
            finish(run, path, variant, sink);
            int deliveries = run.deliveries();
            assertNothingComesAgainAfterACleanStop(run, path, variant, sink, deliveries);
            report(variant + " " + path, run);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /** Figures for the docs, in {@code target/kills.txt}. */
    private void report(String variant, KillRun run) throws IOException {
        List<Integer> again = run.repeats();
        String line =
                variant + ": " + KILLS + " kills, " + run.written() + " lines, 0 lost; came again after a kill: median "
                        + again.get(again.size() / 2) + ", 90 % " + again.get(again.size() * 9 / 10) + ", most "
                        + again.get(again.size() - 1) + "; seed " + seed + "\n";
        Files.writeString(Path.of("target", "kills.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private SecondJvm start(String uri, String variant, Object sink) throws IOException {
        SecondJvm application = SecondJvm.start(KillMain.class, List.of("-Xmx96m"), directory, uri, variant, sink);
        application.expect("started");
        return application;
    }

    private static void awaitFirst(KillRun run, List<KillRun.Given> given, SecondJvm application) throws IOException {
        long limit = System.nanoTime() + 30_000_000_000L;
        while (given.isEmpty()) {
            follow(run, given, 1);
            assertTrue(application.isAlive() && System.nanoTime() < limit, "nothing is given");
        }
    }

    /** Writes and takes in what is given, for a while. */
    private static void follow(KillRun run, List<KillRun.Given> given, int millis) throws IOException {
        long until = System.nanoTime() + millis * 1_000_000L;
        do {
            run.produce();
            given.addAll(run.read());
            LockSupport.parkNanos(5_000_000);
        } while (System.nanoTime() - until < 0);
    }

    private void finish(KillRun run, String uri, String variant, Path sink) throws Exception {
        try (SecondJvm application = start(uri, variant, sink)) {
            run.produce(); // comes behind what the last kill makes come again
            awaitAllGiven(run);
            application.tell("stop");
            application.expect("stopped");
        }
        run.read(); // what came again although all had been given
    }

    private static void awaitAllGiven(KillRun run) throws IOException {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (!run.isAllGiven()) {
            run.read();
            LockSupport.parkNanos(5_000_000);
            assertTrue(System.nanoTime() < limit, () -> "missing of " + run.writtenBySandbox());
        }
    }

    private void assertNothingComesAgainAfterACleanStop(
            KillRun run, String uri, String variant, Path sink, int deliveries) throws Exception {
        long before = run.written();
        finish(run, uri, variant, sink);
        if (!variant.equals("FAILING")) {
            long more = run.written() - before;
            assertEquals(deliveries + more, run.deliveries(), "deliveries after a clean stop and start");
        }
    }

    /**
     * Camel's idempotent consumer, keyed by the entry id, makes the effect exactly once where the effect and the id are one
     * transaction. A repository of its own cannot: it either adds the id before the effect, which a kill then loses, or behind it, and a
     * kill between them repeats it. The database runs in this process, as a server: it survives the application.
     */
    @Test
    void withAnIdempotentConsumerInOneTransactionEveryLineIsThereExactlyOnce() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:lines;DB_CLOSE_DELAY=-1";
        try (KillRun run = new KillRun(directory, directory.resolve("none"), List.of("a"))) {
            org.h2.jdbcx.JdbcDataSource database = new org.h2.jdbcx.JdbcDataSource();
            database.setUrl(url);
            JdbcTemplate sql = new JdbcTemplate(database);
            sql.execute("create table line (sandbox varchar(20), number bigint)");
            long lines = 0;
            for (int kill = 0; kill < KILLS + 1; kill++) {
                for (int i = 0; i < 20; i++) {
                    run.produce();
                }
                long before = lines;
                try (SecondJvm application = start("a?commitInterval=50&maxInFlight=1", "DATABASE", url)) {
                    awaitMore(sql, before);
                    LockSupport.parkNanos(random.nextInt(60) * 1_000_000L);
                    application.kill();
                }
                lines = count(sql);
            }
            try (SecondJvm application = start("a?commitInterval=50&maxInFlight=1", "DATABASE", url)) {
                long all = run.written();
                Sink.await(() -> count(sql) >= all);
                application.tell("stop");
                application.expect("stopped");
            }
            assertEquals(run.written(), count(sql));
            assertEquals(run.written(), sql.queryForObject("select count(distinct number) from line", Long.class));
        } finally {
            server.stop();
        }
    }

    private static long count(JdbcTemplate sql) {
        return sql.queryForObject("select count(*) from line", Long.class);
    }

    private static void awaitMore(JdbcTemplate sql, long before) {
        if (before == 0) {
            Sink.await(() -> count(sql) > before);
        }
    }
}
