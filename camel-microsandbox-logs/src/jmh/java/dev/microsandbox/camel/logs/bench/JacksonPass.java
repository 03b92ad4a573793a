package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.JacksonLines;
import dev.microsandbox.logs.bench.MemoryLines;
import java.io.IOException;

/** jackson-core, a parser for each line, over the same bytes in memory, cut into lines beforehand. */
final class JacksonPass implements Pass {
    private final MemoryLines lines;
    private final JacksonLines jackson = new JacksonLines();
    private int sum;

    JacksonPass(Homes homes) throws IOException {
        lines = MemoryLines.read(homes.logs());
    }

    @Override
    public long nanos() throws IOException {
        long begin = System.nanoTime();
        int now = jackson.parse(lines);
        long nanos = System.nanoTime() - begin;
        if (sum != 0 && sum != now) {
            throw new IllegalStateException("another sum than before");
        }
        sum = now;
        return nanos;
    }
}
