package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogSnapshot;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.bench.Drain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What asks for the end of a full chain only. */
final class Ends {
    private static final int WARM_UP = 20;
    private static final int TAIL = 100;
    private static final Path IO = Path.of("/proc/self/io");

    private final Path logs;
    private final int runs;

    /** Milliseconds, and bytes that the process read meanwhile: NaN where the system does not say. */
    record Cost(Spread millis, double readBytes) {}

    Ends(Path logs, int runs) {
        this.logs = logs;
        this.runs = runs;
    }

    /** The last hundred entries. */
    Cost tail() throws Exception {
        return cost(() -> {
            require(LogSnapshot.read(logs, Drain.options().build(), TAIL)
                            .entries()
                            .size()
                    == TAIL);
            return null;
        });
    }

    /** A snapshot of all from {@code since} on. */
    Cost since(Instant since) throws Exception {
        return cost(() -> {
            var options = Drain.options().since(since).build();
            require(!LogSnapshot.read(logs, options, LogSnapshot.ALL).entries().isEmpty());
            return null;
        });
    }

    /** A stream of all from {@code since} on, read once. */
    Cost streamSince(Instant since) throws Exception {
        return cost(() -> {
            int[] entries = new int[1];
            try (LogStream stream =
                    LogStream.open(logs, Drain.options().since(since).build())) {
                while (stream.poll(entry -> ++entries[0] > 0) != LogStream.State.FINISHED) {
                    // until all is read
                }
            }
            require(entries[0] > 0);
            return null;
        });
    }

    /** From the opening of a stream at a stored place behind the last entry, to the first entry that came since; milliseconds. */
    Spread resume() throws LogException, IOException {
        LogEntry[] last = new LogEntry[1];
        try (LogStream stream = LogStream.open(logs, Drain.options().build())) {
            while (stream.poll(entry -> {
                        last[0] = entry;
                        return true;
                    })
                    != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        double[] millis = new double[runs];
        String stored = last[0].checkpoint().text();
        for (int i = -WARM_UP; i < runs; i++) {
            Files.writeString(
                    logs.resolve("exec.log"),
                    "{\"t\":\"2026-11-25T09:00:00.000Z\",\"s\":\"stdout\",\"d\":\"one more\\n\",\"id\":1}\n",
                    StandardOpenOption.APPEND);
            long begin = System.nanoTime();
            LogEntry first = null;
            LogCheckpoint from = LogCheckpoint.parse(stored);
            try (LogStream stream =
                    LogStream.open(logs, Drain.options().follow(true).from(from).build())) {
                while (first == null) {
                    LogEntry[] came = new LogEntry[1];
                    stream.poll(entry -> {
                        came[0] = entry;
                        return false;
                    });
                    first = came[0];
                }
            }
            long nanos = System.nanoTime() - begin;
            require(first.text().equals("one more\n"));
            stored = first.checkpoint().text();
            if (i >= 0) {
                millis[i] = nanos / 1e6;
            }
        }
        return Spread.of(millis);
    }

    private Cost cost(Callable<Void> what) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            what.call();
        }
        double[] millis = new double[runs];
        double[] bytes = new double[runs];
        for (int i = 0; i < runs; i++) {
            double before = readBytes();
            long begin = System.nanoTime();
            what.call();
            millis[i] = (System.nanoTime() - begin) / 1e6;
            bytes[i] = readBytes() - before;
        }
        return new Cost(Spread.of(millis), Spread.of(bytes).median());
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

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("not the entries that were asked for");
        }
    }
}
