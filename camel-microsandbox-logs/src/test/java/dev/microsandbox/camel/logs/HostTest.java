package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole host: {@code -Dhost.sandboxes} silent sandboxes and ten loud ones, of which one writes flat out. What it costs is in
 * {@code target/host}, with the goals beside it; what is no matter of time is judged here.
 */
class HostTest {
    private static final int SILENT = Integer.getInteger("host.sandboxes", 300);
    private static final int SECONDS = Integer.getInteger("host.seconds", 2);
    private static final boolean LARGE = SILENT >= 5000;

    /** Lines a second of the loudest that every machine can follow. */
    private static final int STEADY = 20_000;
    /** What the platform's own producer writes at the most, as it was measured. */
    private static final int PRODUCER = 150_000;

    private static final int NINE = 2000;
    private static final int QUIET = 500;

    // Places in what "figures" says.
    private static final int ENTRIES = 0;
    private static final int HEAP = 1;
    private static final int THREADS = 2;
    private static final int INOTIFY = 3;

    @TempDir
    Path directory;

    private final HostReport report = new HostReport(SILENT);
    private long written;

    @Test
    void aHostOfSilentSandboxesCostsLittle() throws Exception {
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        for (int i = 0; i < SILENT; i++) {
            sandboxes.out(HostProducerMain.silent(i), "first", "second");
        }
        written = 2L * SILENT;
        try (SecondJvm host = start()) {
            host.expect("ready");
            report.note("start without stored cursors, all read", number(host.expect("started"), 1) / 1000.0, "s");
            awaitAll(host);
            report.note("the same route stopped and started again", number(tell(host, "restart"), 1) / 1000.0, "s");
            stop(host);
        }
        try (SecondJvm host = start()) {
            long before = number(host.expect("ready"), 2);
            report.goal("start with stored cursors, in a new JVM", number(host.expect("started"), 1) / 1000.0, "s", 3);
            silent(host, before);
            written = 0;
            if (LARGE) {
                load(host, "warm-up", STEADY, false);
                load(host, "one writes as fast as it can", 0, true);
                load(
                        host,
                        "one writes " + PRODUCER + " lines/s, as the platform's producer at its limit",
                        PRODUCER,
                        true);
            }
            load(host, "one writes " + STEADY + " lines/s", STEADY, true);
            stop(host);
        }
        report.write(Path.of("target", "host"));
    }

    private SecondJvm start() throws IOException {
        List<String> options = List.of("-XX:TieredStopAtLevel=4", "-Xmx512m");
        return SecondJvm.start(HostMain.class, options, directory, SILENT, "delay=2000");
    }

    private static void stop(SecondJvm host) throws Exception {
        host.tell("stop");
        host.expect("stopped");
        assertEquals(0, host.exit());
    }

    private void silent(SecondJvm host, long heapBefore) throws IOException {
        LockSupport.parkNanos((LARGE ? 15 : 2) * 1_000_000_000L); // its start, and its compiler, are behind it then
        long before = number(tell(host, "processor"), 1);
        long began = System.nanoTime();
        LockSupport.parkNanos(SECONDS * 1_000_000_000L); // what is measured is silence
        double share = (number(tell(host, "processor"), 1) - before) / (double) (System.nanoTime() - began);
        long[] figures = figures(host);
        assertEquals(0, figures[ENTRIES], "all was done before");
        assertEquals(1, figures[INOTIFY], "instances of inotify");
        assertTrue(figures[THREADS] < 40, "threads: " + figures[THREADS]);
        double heap = (figures[HEAP] - heapBefore) / 1048576.0;
        report.goal("instances of inotify", figures[INOTIFY], "", 1);
        report.goal("threads of the JVM", figures[THREADS], "", 40);
        report.goal("processor while all are silent", 100 * share, "% of a core", 1);
        report.goal("live heap for them", heap, "MiB", 40);
        if (LARGE) {
            assertTrue(heap < 40, "live heap: " + heap + " MiB");
        }
    }

    private void load(SecondJvm host, String what, int loudest, boolean told) throws IOException {
        try (SecondJvm producer = SecondJvm.start(
                HostProducerMain.class,
                List.of(),
                App.home(directory).resolve("sandboxes"),
                SILENT,
                SECONDS,
                loudest,
                NINE,
                QUIET)) {
            String[] done = producer.expect("done").split(" ");
            for (int i = 1; i <= 3; i++) {
                written += Long.parseLong(done[i]);
            }
            long gaps = number(tell(host, "gaps"), 1);
            if (loudest > 0 || gaps == 0) {
                awaitAll(host);
            } else { // it has lost the race, which is told: what comes later is counted from here
                Sink.await(() -> lag(host) == 0);
                written = entries(host);
            }
            String[] latency = tell(host, "latency").split(" ");
            if (told) {
                report.note(what + ": written a second", Long.parseLong(done[1]) / (double) SECONDS, "lines");
                report.note(what + ": write to exchange of quiet ones, median", micros(latency[2]), "ms");
                report.goal(what + ": 99 of 100", micros(latency[3]), "ms", 10);
                report.note(what + ": 999 of 1000", micros(latency[4]), "ms");
            }
            if (loudest == 0) {
                report.note(what + ": gaps", gaps, "");
            }
        }
    }

    private void awaitAll(SecondJvm host) {
        Sink.await(() -> entries(host) >= written);
        assertEquals(written, entries(host));
    }

    private static long entries(SecondJvm host) {
        try {
            return number(tell(host, "entries"), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lag(SecondJvm host) {
        try {
            return number(tell(host, "gaps"), 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double micros(String text) {
        return Long.parseLong(text) / 1000.0;
    }

    private static long number(String line, int place) {
        return Long.parseLong(line.split(" ")[place]);
    }

    private static String tell(SecondJvm host, String what) throws IOException {
        host.tell(what);
        return host.expect(what);
    }

    private static long[] figures(SecondJvm host) throws IOException {
        return Arrays.stream(tell(host, "figures").split(" "))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
