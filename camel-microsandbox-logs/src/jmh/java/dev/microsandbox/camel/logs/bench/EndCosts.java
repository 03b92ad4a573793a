package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Ends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What {@link Ends} cost, in this JVM: time, and bytes read. */
final class EndCosts {
    private static final int WARM_UP = 20;
    private static final Path IO = Path.of("/proc/self/io");

    private final Ends ends;
    private final Figures figures;
    private final int runs;
    private final String how;

    EndCosts(Ends ends, Figures figures, int runs) {
        this.ends = ends;
        this.figures = figures;
        this.runs = runs;
        this.how = String.format(Locale.ROOT, "%d runs in one warm JVM", runs);
    }

    /** Milliseconds, and MiB that the process read meanwhile: NaN where the system does not say. */
    private record Cost(Spread millis, Spread readMib) {}

    void measure() throws Exception {
        Cost tail = cost(() -> ends.tail());
        figures.atMost("`tail=100` on a full chain: reads", 1, "MiB", tail.readMib, "`rchar` of the process; " + how);
        figures.other("the same: takes", "ms", tail.millis, how);
        Cost since = cost(() -> ends.since());
        figures.atMost(
                "`since` a second before the end of a full chain, snapshot: reads",
                2,
                "MiB",
                since.readMib,
                "`rchar` of the process; " + how);
        figures.other("the same: takes", "ms", since.millis, how);
        Cost stream = cost(() -> ends.streamSince());
        figures.atMost("the same, stream: reads", 2, "MiB", stream.readMib, "`rchar` of the process; " + how);
        figures.other("the same, stream: takes", "ms", stream.millis, how);
        figures.atMost(
                "resume at the end of a full chain to the first new entry",
                20,
                "ms",
                resume(),
                "from the opening of a stream; " + how);
    }

    private Spread resume() throws Exception {
        double[] millis = new double[runs];
        for (int i = -WARM_UP; i < runs; i++) {
            ends.append();
            long begin = System.nanoTime();
            String came = ends.resume().text();
            long nanos = System.nanoTime() - begin;
            if (!came.equals("one more\n")) {
                throw new IllegalStateException("not the entry that was written: " + came);
            }
            if (i >= 0) {
                millis[i] = nanos / 1e6;
            }
        }
        return Spread.of(millis);
    }

    private Cost cost(Callable<Integer> what) throws Exception {
        double[] millis = new double[runs];
        double[] mib = new double[runs];
        for (int i = -WARM_UP; i < runs; i++) {
            double before = readBytes();
            long begin = System.nanoTime();
            int entries = what.call();
            long nanos = System.nanoTime() - begin;
            if (entries == 0) {
                throw new IllegalStateException("no entry came");
            }
            if (i >= 0) {
                millis[i] = nanos / 1e6;
                mib[i] = (readBytes() - before) / (1 << 20);
            }
        }
        return new Cost(Spread.of(millis), Spread.of(mib));
    }

    /** What this process has read by system calls, from whatever. */
    private static double readBytes() throws IOException {
        if (!Files.isReadable(IO)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(IO, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith("rchar: "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(7)))
                    .sum();
        }
    }
}
