package dev.microsandbox.camel.logs.examples.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.HttpProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process: what dashboard and alerts ask for is what it gives, and its health is the consumer's. */
class MonitoringTest {
    private static final String ENTRY =
            "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"hello\\n\",\"id\":1}\n";

    /** What neither the dashboard nor an alert shows, on purpose. */
    private static final Set<String> LEFT_OUT = Set.of();

    private static final Pattern ADDRESS = Pattern.compile("meters: http://127\\.0\\.0\\.1:(\\d+)/metrics");

    @TempDir
    Path dir;

    @Test
    void givesEveryNameThatDashboardAndAlertsUseAndNoOther() throws Exception {
        write("web", ENTRY + "no entry\n" + ENTRY);
        write("db", ENTRY);
        List<Asked> asked = Stream.concat(Asked.ofDashboard().stream(), Asked.ofAlerts().stream())
                .toList();
        Set<String> used = asked.stream()
                .flatMap(one -> one.expression().uses().stream())
                .map(Expression.Use::metric)
                .collect(Collectors.toCollection(TreeSet::new));
        try (HttpProcess run = start()) {
            run.expect("3 entries done", () -> is(run, "camel_msblogs_entries_total", 3));
            run.expect("1 malformed line", () -> is(run, "camel_msblogs_malformed_total", 1));
            run.expect("meters of sandboxes", () -> scrape(run).types().containsKey("camel_msblogs_sandbox_lag_bytes"));
            Scrape scrape = scrape(run);
            List<String> missing = new ArrayList<>();
            asked.forEach(one -> missing.addAll(one.missing(scrape)));
            assertEquals(List.of(), missing, "asked for, and not given");

            Set<String> tested = Asked.testedMetrics();
            tested.removeAll(scrape.types().keySet());
            assertEquals(Set.of(), tested, "in alerts-test.yml, and not given");

            Set<String> unused = new TreeSet<>(scrape.types().keySet());
            unused.removeIf(name -> !name.startsWith("camel_msblogs_"));
            assertTrue(unused.size() > 25, unused::toString);
            unused.removeAll(used);
            assertEquals(LEFT_OUT, unused, "given, and neither shown nor left out on purpose");

            assertEquals(404, run.get("/metrics/more").statusCode());
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    @Test
    void healthIsUnavailableWhileCursorsCannotBeStored() throws Exception {
        write("web", ENTRY);
        Path journal = dir.resolve("cursors/monitoring");
        try (HttpProcess run = start()) {
            run.expect("health", () -> run.get("/health").statusCode() == 200);
            run.expect("the entry done", () -> is(run, "camel_msblogs_entries_total", 1));
            assertEquals(1, scrape(run).values().get("camel_msblogs_up"));
            // Somebody puts a file where the directory was: nothing can be written.
            Files.move(journal, dir.resolve("away"));
            Files.createFile(journal);
            write("web", ENTRY);
            run.expect("no health", () -> run.get("/health").statusCode() == 503);
            HttpResponse<String> health = run.get("/health");
            assertTrue(health.body().contains("Cursors of monitoring are not stored: "), health::body);
            assertEquals(
                    "DOWN",
                    new ObjectMapper().readTree(health.body()).get("state").asText());
            run.expect("the same in the meters", () -> is(run, "camel_msblogs_up", 0));
            Files.delete(journal);
            run.expect("health again", () -> run.get("/health").statusCode() == 200);
            run.expect("the same in the meters", () -> is(run, "camel_msblogs_up", 1));
            assertEquals(2, scrape(run).values().get("camel_msblogs_entries_total"));
        }
    }

    /** As the one command of the page starts it, but for the port, where there is no microsandbox yet. */
    @Test
    @Tag("it")
    @Tag("slow")
    void waitsWhereThereIsNoMicrosandbox() throws Exception {
        ChildProcess started = ChildProcess.start(dir, Monitoring.class, List.of("-Dmonitoring.port=0"));
        try (HttpProcess run = new HttpProcess(started, ADDRESS)) {
            run.expect("health", () -> run.get("/health").statusCode() == 200);
            write("web", ENTRY);
            run.expect("the entry done", () -> is(run, "camel_msblogs_entries_total", 1));
            assertTrue(Files.isDirectory(dir.resolve("monitoring-data/cursors/monitoring")));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    private HttpProcess start() throws IOException {
        List<String> options = List.of("-Dmonitoring.dir=" + dir, "-Dmonitoring.port=0");
        return new HttpProcess(ChildProcess.start(dir, Monitoring.class, options), ADDRESS);
    }

    /** What Prometheus would get now. */
    private static Scrape scrape(HttpProcess run) throws IOException, InterruptedException {
        return Scrape.of(run.get("/metrics").body());
    }

    private static boolean is(HttpProcess run, String metric, double value) throws IOException, InterruptedException {
        return scrape(run).values().getOrDefault(metric, Double.NaN) == value;
    }

    private void write(String sandbox, String lines) throws IOException {
        Path logs = Files.createDirectories(dir.resolve("home/sandboxes/" + sandbox + "/logs"));
        Files.writeString(logs.resolve("exec.log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
