package dev.microsandbox.logs.bench;

import dev.microsandbox.logs.EngineParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The search for newlines, in as many bytes as the engine's buffer has: its own, and byte by byte. Microseconds a buffer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScanBenchmark {
    private static final int LINES = 4000;

    private final EngineParts engine = new EngineParts();
    private byte[] bytes;
    private int filled;

    /** A small corpus in a directory of its own. */
    @Setup
    public void read() throws IOException {
        Path logs = Scratch.directory().resolve("logs");
        Corpus.write(logs, LINES);
        bytes = MemoryLines.read(logs).bytes();
        filled = engine.fill(bytes);
        if (engine.newlines() != byteByByte()) {
            throw new IllegalStateException("not the same lines");
        }
    }

    @Benchmark
    public int engine() {
        return engine.newlines();
    }

    @Benchmark
    public int byteByByte() {
        int lines = 0;
        for (int i = 0; i < filled; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }
}
