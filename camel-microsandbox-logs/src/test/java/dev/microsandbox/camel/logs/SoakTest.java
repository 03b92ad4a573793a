package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.ProducerWriter;
import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small heap, seven routes on the same sandboxes (fast, slow, failing, suspended, stopped, batching, and sandboxes that come and go),
 * for {@code -Dsoak.seconds}: nothing is missing, every route gets on, and heap, threads and file handles are flat. The report with its
 * picture is in {@code target/soak}.
 */
class SoakTest {
    private static final int SECONDS = Integer.getInteger("soak.seconds", 12);
    private static final int STEADY = 4;
    private static final int ROTATE_BYTES = 64 * 1024;
    /** A file has about 400 lines, five are on disk: no route may be further behind, one of which is stopped for a second. */
    private static final long AHEAD = 500;

    private static final int SAMPLES = 400;
    private static final int LINES_OF_ONE_THAT_COMES = 40;

    @TempDir
    Path directory;

    private final List<SoakSample> samples = new ArrayList<>();
    private final List<ProducerWriter> steady = new ArrayList<>();
    private long written;
    private long coming;
    private long sandboxes;

    @Test
    void nothingIsMissingAndHeapThreadsAndHandlesAreFlat() throws Exception {
        Sandboxes all = new Sandboxes(App.home(directory).resolve("sandboxes"));
        for (int i = 0; i < STEADY; i++) {
            steady.add(new ProducerWriter(all.logs("s" + i), ROTATE_BYTES).varied());
        }
        try (SecondJvm application = SecondJvm.start(SoakMain.class, List.of("-Xmx128m"), directory)) {
            application.expect("started");
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            long sampleNanos = Math.max(500_000_000L, SECONDS * 1_000_000_000L / SAMPLES);
            sample(application);
            while (System.nanoTime() < end) {
                long next = System.nanoTime() + sampleNanos;
                while (System.nanoTime() < next) {
                    produce();
                    LockSupport.parkNanos(20_000_000);
                }
                comeAndGo(all);
                sample(application);
            }
            awaitAll(application);
            application.tell("stop");
            samples.add(SoakSample.parse(application.expect(SoakSample.BEGIN)));
        }
        SoakReport report = new SoakReport(samples);
        report.write(Path.of("target", "soak"), STEADY * written + coming);
        SoakSample last = samples.get(samples.size() - 1);
        assertEquals(0, last.missing(), "missing");
        assertEquals(0, last.gaps(), "gaps");
        if (samples.size() > 100) {
            flat(report, "live heap", SoakSample::liveBytes, 1.15, 4 << 20);
            flat(report, "threads", SoakSample::threads, 1, 3);
            flat(report, "handles", SoakSample::handles, 1, 15);
        }
    }

    private void sample(SecondJvm application) throws IOException {
        application.tell("sample");
        samples.add(SoakSample.parse(application.expect(SoakSample.BEGIN)));
    }

    private SoakSample last() {
        return samples.get(samples.size() - 1);
    }

    /** Some lines into each steady sandbox, unless a route is too far behind. */
    private void produce() throws IOException {
        long slowest = last().entries().subList(0, last().entries().size() - 1).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
        for (int i = 0; i < 10 && written < slowest / STEADY + AHEAD; i++) {
            written++;
            for (ProducerWriter sandbox : steady) {
                sandbox.numbered(written);
            }
        }
    }

    /** A sandbox comes, once the one before was read, which goes. */
    private void comeAndGo(Sandboxes all) throws IOException {
        if (last().entries().get(last().entries().size() - 1) < coming) {
            return;
        }
        if (sandboxes > 0) {
            all.remove("t" + sandboxes);
        }
        sandboxes++;
        try (ProducerWriter one = new ProducerWriter(all.logs("t" + sandboxes), ROTATE_BYTES)) {
            for (int i = 1; i <= LINES_OF_ONE_THAT_COMES; i++) {
                one.numbered(i);
            }
        }
        coming += LINES_OF_ONE_THAT_COMES;
    }

    private void awaitAll(SecondJvm application) throws IOException {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (!isAllGiven()) {
            assertTrue(System.nanoTime() < limit, () -> "of " + STEADY * written + " and " + coming + ": " + last());
            LockSupport.parkNanos(100_000_000);
            sample(application);
        }
    }

    private boolean isAllGiven() {
        List<Long> entries = last().entries();
        return entries.subList(0, entries.size() - 1).stream().allMatch(of -> of == STEADY * written)
                && entries.get(entries.size() - 1) == coming;
    }

    private static void flat(
            SoakReport report, String what, ToDoubleFunction<SoakSample> value, double factor, double more) {
        double before = report.median(value, 0.25, 0.5);
        double after = report.median(value, 0.75, 1);
        assertTrue(after <= before * factor + more, () -> what + " grew from " + before + " to " + after);
    }
}
