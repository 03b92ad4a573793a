package dev.microsandbox.logs.bench;

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
import org.openjdk.jmh.annotations.Threads;

/** A whole log directory → entries: one thread, and two threads with a sandbox each. Milliseconds for all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DrainBenchmark {
    /** How many entries the sandbox has. */
    @Param("" + Corpus.FULL_ENTRIES)
    public int entries;

    private Drain plain;
    private Drain cursors;

    /** A corpus for each thread. */
    @Setup
    public void write() throws IOException {
        Path logs = Scratch.directory().resolve("logs");
        Corpus.write(logs, entries);
        plain = new Drain(logs, false);
        cursors = new Drain(logs, true);
    }

    @Benchmark
    public long entries() throws LogException {
        return checked(plain);
    }

    @Benchmark
    public long cursors() throws LogException {
        return checked(cursors);
    }

    @Benchmark
    @Threads(2)
    public long twoSandboxes() throws LogException {
        return checked(cursors);
    }

    private long checked(Drain drain) throws LogException {
        long came = drain.run().entries;
        if (came != entries) {
            throw new IllegalStateException(came + " of " + entries);
        }
        return drain.dataBytes;
    }
}
