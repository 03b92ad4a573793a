package dev.microsandbox.logs.bench;

import dev.microsandbox.logs.EngineParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One line → its fields: the engine's parser and jackson-core's, over the same bytes in memory. Nanoseconds a line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    private static final int LINES = 4000;

    private final EngineParts engine = new EngineParts();
    private final JacksonLines jackson = new JacksonLines();
    private MemoryLines lines;

    /** A small corpus in a directory of its own. */
    @Setup
    public void read() throws IOException {
        Path logs = Scratch.directory().resolve("logs");
        Corpus.write(logs, LINES);
        lines = MemoryLines.read(logs);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void engine(Blackhole hole) {
        for (int i = 0; i < lines.size(); i++) {
            hole.consume(engine.parse(lines.bytes(), lines.begin(i), lines.ends()[i]));
        }
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void jackson(Blackhole hole) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            int begin = lines.begin(i);
            hole.consume(jackson.parse(lines.bytes(), begin, lines.ends()[i] - begin));
        }
    }
}
