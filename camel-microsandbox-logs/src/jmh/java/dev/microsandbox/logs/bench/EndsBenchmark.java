package dev.microsandbox.logs.bench;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The end of a full chain: {@code tail}, {@code since}, resume. Milliseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EndsBenchmark {
    /** How many entries the sandbox has. */
    @Param("" + Corpus.FULL_ENTRIES)
    public int entries;

    private Ends ends;

    /** A corpus of its own, since it is written to. */
    @Setup
    public void write() throws IOException {
        Path logs = Scratch.directory().resolve("logs");
        ends = new Ends(logs, Corpus.write(logs, entries).last());
    }

    @Benchmark
    public int tail() throws LogException {
        return ends.tail();
    }

    @Benchmark
    public int since() throws LogException {
        return ends.since();
    }

    /** With the write of the entry that is found. */
    @Benchmark
    public LogEntry resume() throws IOException, LogException {
        ends.append();
        return ends.resume();
    }
}
