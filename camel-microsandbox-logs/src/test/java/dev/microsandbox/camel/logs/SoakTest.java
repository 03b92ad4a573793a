package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.SoakOutcome.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small heap, the routes of {@link SoakRoute}, for {@code -Dsoak.seconds}: nothing is missing, nothing comes again or out of order but
 * what failed, nothing is logged that should not be, every route gets on, and heap, threads, file handles and latency are flat. The
 * report with its picture is in {@code target/soak}, also when it failed.
 */
class SoakTest {
    private static final double SECONDS = Integer.getInteger("soak.seconds", 9);
    /** Until everything has happened that makes the application bigger once. */
    private static final double WARM_UP_SECONDS = Math.min(60, SECONDS / 3);

    private static final double SAMPLE_SECONDS = Math.max(1, SECONDS / 400);
    /** From so many samples on their medians are compared. */
    private static final int MANY_SAMPLES = 60;
    /** From so many on a slope says something. */
    private static final int VERY_MANY_SAMPLES = 300;

    private static final double MIB = 1 << 20;
    /** At rest nothing is in flight. An entry that is kept has some 400 bytes, and the small form gives some 100,000. */
    private static final double REST_MIB = 3;
    /** Pools of Camel and of the virtual machine begin and end threads as they like. */
    private static final int REST_THREADS = 3;

    private static final int REST_HANDLES = 5;
    /** The median of a route that keeps up; usually some 10 ms. */
    private static final double MOST_LATENCY_MILLIS = 2000;

    @TempDir
    Path directory;

    private final List<SoakSample> rests = new ArrayList<>();
    private SoakOutcome outcome;
    /** How many samples are of the time before the first rest: they are in the report only. */
    private int warmSamples;

    @Test
    void nothingIsMissingAndHeapThreadsAndHandlesAreFlat() throws Exception {
        try (SoakRun run = new SoakRun(directory)) {
            Throwable failure = null;
            try {
                soak(run);
                judge(run);
            } catch (Exception | AssertionError e) {
                failure = e;
                if (outcome == null) {
                    outcome = lastOutcome(run);
                }
                throw e;
            } finally {
                new SoakReport(run).write(Path.of("target", "soak"), outcome, rests, failure);
            }
        }
    }

    /** For the report; null when there is no telling any more. */
    private static SoakOutcome lastOutcome(SoakRun run) {
        try {
            return run.application.outcome();
        } catch (IOException | AssertionError e) {
            return null; // it is not what has failed first
        }
    }

    private void soak(SoakRun run) throws Exception {
        run.load(WARM_UP_SECONDS, SAMPLE_SECONDS);
        rests.add(run.rest());
        warmSamples = run.samples.size();
        run.load(SECONDS - WARM_UP_SECONDS, SAMPLE_SECONDS);
        rests.add(run.rest());
        outcome = run.application.outcome();
        rests.set(1, awaitFlat(run, rests.get(0), rests.get(1)));
        rests.add(run.application.end());
        outcome = run.application.outcome();
        assertEquals(0, run.application.exit(), "exit status");
    }

    /** At rest all is as it was at the rest before, but what ends in a while. */
    private SoakSample awaitFlat(SoakRun run, SoakSample before, SoakSample first) throws IOException {
        SoakSample after = first;
        long end = System.nanoTime() + 20_000_000_000L;
        while (!isFlat(before, after)) {
            SoakSample last = after;
            assertTrue(System.nanoTime() - end < 0, () -> "at rest it grew from " + before + " to " + last);
            LockSupport.parkNanos(200_000_000);
            after = run.application.sample();
        }
        return after;
    }

    private static boolean isFlat(SoakSample before, SoakSample after) {
        return after.liveBytes() <= before.liveBytes() + REST_MIB * MIB
                && after.threads() <= before.threads() + REST_THREADS
                && after.ownThreads() == before.ownThreads()
                && after.handles() <= before.handles() + REST_HANDLES
                && after.logHandles() == before.logHandles();
    }

    private void judge(SoakRun run) {
        List<Executable> all = new ArrayList<>();
        outcome.routes().forEach((route, of) -> all.add(() -> judge(run, route, of)));
        all.add(() -> assertEquals(List.of(), outcome.troubles(), outcome.troubleCount() + " troubles"));
        for (SoakRoute route : SoakRoute.SLEEPERS) {
            long naps = run.naps().get(route);
            all.add(() -> assertTrue(naps > 0 && outcome.sleeps().get(route) >= naps, route + " slept"));
            all.add(() ->
                    assertEquals(outcome.sleeps().get(route), outcome.wakes().get(route), route + " was woken"));
        }
        all.add(() -> assertEquals(0, rests.get(2).logHandles(), "log files open after the end"));
        all.add(() -> assertEquals(0, rests.get(2).ownThreads(), "threads of the component after the end"));
        judgeLoad(all, run.samples.subList(warmSamples, run.samples.size()));
        assertAll(all);
    }

    private static void judgeLoad(List<Executable> all, List<SoakSample> samples) {
        SoakSeries latency = SoakSeries.latency(samples);
        SoakSeries heap = SoakSeries.liveHeap(samples);
        all.add(() -> assertTrue(latency.median(0, 1) <= MOST_LATENCY_MILLIS, () -> "latency " + latency.median(0, 1)));
        if (samples.size() >= MANY_SAMPLES) {
            all.add(() -> flat(heap, 1.15, 4));
            all.add(() -> flat(SoakSeries.threads(samples), 1, 3));
            all.add(() -> flat(SoakSeries.handles(samples), 1.1, 20));
            all.add(() -> flat(latency, 2, 100));
        }
        if (samples.size() >= VERY_MANY_SAMPLES) {
            double grown = heap.perHour() * SECONDS / 3600;
            all.add(() -> assertTrue(grown < 3, () -> "the live heap grew by " + grown + " MiB"));
        }
    }

    private static void judge(SoakRun run, SoakRoute route, Totals of) {
        long written = route == SoakRoute.COMING ? run.visitors.written() : run.written();
        assertAll(
                route.id(),
                () -> assertEquals(written, of.entries(), "entries"),
                () -> assertEquals(0, of.missing(), "missing"),
                () -> assertEquals(0, of.gaps(), "gaps"),
                () -> assertEquals("", of.firstDisorder(), of.disorders() + " out of order"),
                () -> assertEquals(of.failedTaken(), of.again(), "again: what had failed behind the sink"),
                () -> assertEquals(route == SoakRoute.FAILING, of.failures() > 0, "failures"),
                () -> assertEquals(route == SoakRoute.FAILING, of.failedTaken() > 0, "failures behind the sink"),
                () -> assertTrue(
                        run.progress.mostFiles(route) >= route.napFiles,
                        () -> run.progress.mostFiles(route) + " files behind"));
    }

    private static void flat(SoakSeries series, double factor, double more) {
        double before = series.median(0.25, 0.5);
        double after = series.median(0.75, 1);
        assertTrue(after <= before * factor + more, () -> series.name + " grew from " + before + " to " + after);
    }
}
