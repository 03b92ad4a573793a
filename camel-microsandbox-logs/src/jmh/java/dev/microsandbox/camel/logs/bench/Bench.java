package dev.microsandbox.camel.logs.bench;

import static dev.microsandbox.camel.logs.bench.Side.BARE;
import static dev.microsandbox.camel.logs.bench.Side.BARE_HEADERS;
import static dev.microsandbox.camel.logs.bench.Side.ENGINE;
import static dev.microsandbox.camel.logs.bench.Side.ENGINE_ENTRIES;
import static dev.microsandbox.camel.logs.bench.Side.ENGINE_TWO;
import static dev.microsandbox.camel.logs.bench.Side.FILE_SPLIT;
import static dev.microsandbox.camel.logs.bench.Side.JACKSON;
import static dev.microsandbox.camel.logs.bench.Side.MSB;
import static dev.microsandbox.camel.logs.bench.Side.ROUTE;
import static dev.microsandbox.camel.logs.bench.Side.ROUTE_BATCH;
import static dev.microsandbox.camel.logs.bench.Side.STREAM;

import dev.microsandbox.logs.bench.Corpus;
import dev.microsandbox.logs.bench.Ends;
import dev.microsandbox.logs.bench.Scratch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything that is measured, in one run: {@code mvn verify -Pbench}. What is compared with each other takes turns ({@link Rounds}),
 * each in a JVM of its own; JMH is for the small parts. Argument: a directory, in which {@code bench} is made anew.
 */
public final class Bench {
    private static final int SMALL_FILE = 64 << 10;
    private static final int LARGE_FILE = 10 << 20;
    private static final String SMALL_HEAP = "-Xmx32m";
    private static final int LONG_LINES = 40;

    private final BenchSize size;
    private final Homes homes;
    private final Consumer<String> progress;
    private final Figures figures = new Figures();
    private Report report;
    private Corpus.Written written;

    /**
     * @param progress is told what is measured now, and at the end of all that was
     */
    Bench(Path directory, BenchSize size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
        this.homes = new Homes(directory.resolve("bench").toAbsolutePath(), size.entries());
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new Bench(Path.of(args[0]), BenchSize.FULL, out::println).run();
    }

    void run() throws Exception {
        Scratch.delete(homes.directory());
        report = new Report();
        progress.accept("Corpus …");
        written = homes.write();
        ourselves();
        others();
        cold();
        inThisJvm();
        follow();
        smallHeap();
        progress.accept("JMH …");
        report.write(homes.directory(), figures.rows(), jmh());
        progress.accept(Files.readString(homes.directory().resolve("report.md")));
    }

    private void ourselves() throws Exception {
        progress.accept("The engine, jackson-core, the route and a bare consumer, in turn …");
        List<Side> sides = List.of(ENGINE, ENGINE_ENTRIES, ENGINE_TWO, JACKSON, ROUTE, ROUTE_BATCH, BARE, BARE_HEADERS);
        try (Rounds all = new Rounds(homes, size.forked(), sides)) {
            all.warmUp(size.warmUp()).run(size.rounds());
            figures.atLeast(
                    "the engine, one thread, all entries with their cursors, against jackson-core, a parser for each line",
                    2.5,
                    all.ratio(ENGINE, JACKSON),
                    all.how(ENGINE, JACKSON));
            figures.other(
                    "the same, no entry asked for its cursor",
                    "×",
                    all.ratio(ENGINE_ENTRIES, JACKSON),
                    all.how(ENGINE_ENTRIES, JACKSON));
            figures.atLeast(
                    "two threads, two sandboxes, against one thread",
                    1.8,
                    all.ratio(ENGINE_TWO, ENGINE).times(2),
                    all.how());
            figures.atLeast(
                    "a route (`msblogs:*` → processor) against a bare consumer that makes the same exchanges",
                    0.7,
                    all.ratio(ROUTE, BARE_HEADERS),
                    all.how(ROUTE, BARE_HEADERS)
                            + "; the bare consumer makes the values of the headers of its entries");
            figures.other(
                    "the same, the bare consumer has the values of the headers in memory",
                    "×",
                    all.ratio(ROUTE, BARE),
                    all.how(ROUTE, BARE));
            figures.atLeast(
                    "a route with `batchSize=500` against the engine",
                    0.8,
                    all.ratio(ROUTE_BATCH, ENGINE),
                    all.how(ROUTE_BATCH, ENGINE));
            for (Side side : sides) {
                side(all, side);
            }
        }
    }

    private void others() throws Exception {
        progress.accept("The route, msb, file + split, and stream, in turn …");
        List<Side> sides = new ArrayList<>(List.of(ROUTE, ROUTE_BATCH, FILE_SPLIT, STREAM));
        boolean msb = size.installs() ? Msb.install(homes.msbDirectory()) : Files.isExecutable(homes.msb());
        if (msb) {
            sides.add(MSB);
        }
        String route = "a route against `msb logs --source all --json`";
        String batch = "a route with `batchSize=500` against `msb logs --source all --json`";
        try (Rounds all = new Rounds(homes, size.forked(), sides)) {
            all.warmUp(size.warmUp() / 2).run(size.slowRounds());
            if (msb) {
                figures.atLeast(route, 1.25, all.ratio(ROUTE, MSB), all.how());
                figures.atLeast(batch, 3, all.ratio(ROUTE_BATCH, MSB), all.how());
                side(all, MSB);
            } else {
                String why = "npm did not give the binary of " + Msb.VERSION + " for this platform";
                figures.notRun(route, "≥ 1.25 ×", why);
                figures.notRun(batch, "≥ 3 ×", why);
            }
            figures.atLeast(
                    "a route against file + split + unmarshal",
                    4,
                    all.ratio(ROUTE, FILE_SPLIT),
                    all.how(ROUTE, FILE_SPLIT));
            figures.other("a route against stream + unmarshal", "×", all.ratio(ROUTE, STREAM), all.how(ROUTE, STREAM));
            side(all, FILE_SPLIT);
            side(all, STREAM);
        }
    }

    private void side(Rounds all, Side side) {
        Spread millis = all.millis(side);
        report.side(side, millis, homes.entries() * (side == ENGINE_TWO ? 2 : 1) * 1000.0 / millis.median());
    }

    private void cold() throws Exception {
        progress.accept("Cold JVMs …");
        String how = String.format(Locale.ROOT, "median of %d JVMs, started one after the other", size.coldJvms());
        figures.atLeast("a route, the first pass in a cold JVM against its own tenth pass", 0.4, cold(ROUTE), how);
        figures.other("the same of the engine alone", "×", cold(ENGINE), how);
        figures.other("the same of the bare consumer, which reads nothing", "×", cold(BARE_HEADERS), how);
    }

    private Spread cold(Side side) throws Exception {
        double[] ratios = new double[size.coldJvms()];
        for (int i = 0; i < ratios.length; i++) {
            try (Runner runner = size.forked() ? Runner.forked(side, homes) : Runner.here(side, homes)) {
                double first = runner.pass().nanos();
                double last = first;
                for (int pass = 2; pass <= size.coldPasses(); pass++) {
                    last = runner.pass().nanos();
                }
                ratios[i] = last / first;
            }
        }
        return Spread.of(ratios);
    }

    private void inThisJvm() throws Exception {
        progress.accept("Allocation; the end of a chain …");
        figures.zero(
                "allocation of the engine for an entry, beyond the entry and its data",
                "bytes",
                new Allocation(homes.logs()).beyondTheEntry(),
                "allocated bytes of the thread, less the sizes of entries and arrays; what there is belongs to the stream and its reads,"
                        + " 0 within what one read brought (EfficiencyTest)");
        Ends ends = new Ends(homes.otherLogs(), written.last());
        new EndCosts(ends, figures, size.endRuns()).measure();
    }

    private void follow() throws Exception {
        progress.accept("Following …");
        Path directory = homes.directory().resolve("follow");
        Follow loud = Follow.run(directory, SMALL_FILE, 20_000, size.warmSeconds(), size.seconds());
        figures.atMost(
                "following 20,000 lines/s in files of 64 KiB: processor time",
                0.15,
                "cores",
                Spread.of(loud.cores()),
                String.format(
                        Locale.ROOT,
                        "of the reader's JVM in %s s, compiler and collector included; %.0f lines/s came. Upstream's engine: 1.05 cores",
                        Figures.number(size.seconds()),
                        loud.linesPerSecond()));
        Follow quiet = Follow.run(directory, LARGE_FILE, 1_000, size.warmSeconds(), size.seconds());
        String how = String.format(
                Locale.ROOT,
                "writer in a JVM of its own, %s s; most %s ms",
                Figures.number(size.seconds()),
                Figures.number(quiet.mostMillis()));
        figures.atMost("from write to exchange at 1,000 lines/s, p50", 0.3, "ms", Spread.of(quiet.p50Millis()), how);
        figures.atMost("the same, p99", 3, "ms", Spread.of(quiet.p99Millis()), how);
        figures.holds(
                "nothing is missing of what was followed without a gap that tells of it",
                loud.isComplete() && quiet.isComplete(),
                String.format(
                        Locale.ROOT,
                        "%d missing, %d gaps told",
                        loud.missing() + quiet.missing(),
                        loud.gaps() + quiet.gaps()),
                "both of these");
    }

    /** All of it, and lines of a megabyte, where there is hardly any memory. */
    private void smallHeap() throws Exception {
        progress.accept("Small heaps …");
        Homes longLines = new Homes(homes.directory().resolve("long"), LONG_LINES);
        Files.createDirectories(longLines.logs());
        Files.writeString(
                longLines.logs().resolve("exec.log"),
                ("{\"t\":\"2026-11-25T08:00:00.000Z\",\"s\":\"stdout\",\"d\":\"" + "x".repeat((1 << 20) - 100)
                                + "\"}\n")
                        .repeat(LONG_LINES));
        List<String> failed = new ArrayList<>();
        for (Side side : size.forked() ? List.of(ENGINE, ROUTE, ROUTE_BATCH) : List.of(ENGINE)) {
            drains(homes, side, failed);
        }
        for (Side side : size.forked() ? List.of(ENGINE, ROUTE, ROUTE_BATCH) : List.<Side>of()) {
            drains(longLines, side, failed);
        }
        figures.holds(
                "`" + SMALL_HEAP + "` drains any log",
                failed.isEmpty(),
                failed.isEmpty() ? "holds" : "not: " + failed,
                "the corpus, and lines of 1 MiB, by the engine, a route, and one with `batchSize=500`");
    }

    private static void drains(Homes homes, Side side, List<String> failed) throws Exception {
        try (Runner runner = Runner.forked(side, homes, SMALL_HEAP, "-XX:+ExitOnOutOfMemoryError")) {
            runner.pass();
        } catch (IOException e) {
            failed.add(side + ", " + homes.entries() + " entries");
        }
    }

    private Collection<RunResult> jmh() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("Benchmark")
                .forks(size.forked() ? 1 : 0)
                .warmupIterations(size.forked() ? 3 : 0)
                .warmupTime(TimeValue.milliseconds(size.jmhMillis()))
                .measurementIterations(size.forked() ? 5 : 1)
                .measurementTime(TimeValue.milliseconds(size.jmhMillis()))
                .param("entries", Integer.toString(size.entries()))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(homes.directory().resolve("jmh.json").toString());
        return new org.openjdk.jmh.runner.Runner(options.build()).run();
    }
}
