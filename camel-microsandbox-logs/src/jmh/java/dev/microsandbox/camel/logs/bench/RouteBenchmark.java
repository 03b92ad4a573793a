package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Corpus;
import dev.microsandbox.logs.bench.Scratch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole log directory → exchanges, with the start and the stop of the route. Milliseconds for all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RouteBenchmark {
    /** How many entries the sandbox has. */
    @Param("" + Corpus.FULL_ENTRIES)
    public int entries;

    @Param({"ROUTE", "ROUTE_BATCH", "BARE_HEADERS"})
    public String side;

    private Pass pass;

    /** A corpus and a started context. */
    @Setup
    public void start() throws Exception {
        Homes homes = new Homes(Scratch.directory(), entries);
        homes.write();
        pass = Side.valueOf(side).open(homes);
    }

    @Benchmark
    public long all() throws Exception {
        return pass.nanos();
    }
}
