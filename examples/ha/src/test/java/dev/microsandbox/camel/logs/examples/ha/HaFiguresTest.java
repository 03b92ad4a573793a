package dev.microsandbox.camel.logs.examples.ha;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long after the end of a leader the first entry of the other process is in its file, with the options as they come: a table in
 * {@code target/ha-figures.md}.
 */
@Tag("figures")
class HaFiguresTest {
    private static final int RUNS = 5;

    @TempDir
    Path dir;

    @Test
    void takingOver() throws Exception {
        long[] killed = new long[RUNS];
        long[] stopped = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            killed[run] = measure(ChildProcess::kill);
            stopped[run] = measure(ChildProcess::terminate);
        }
        String table = "| seconds from … to the first entry of the other process | median of " + RUNS
                + " | least | most |\n| --- | --- | --- | --- |\n" + row("`kill -9`", killed) + row("SIGTERM", stopped);
        Files.writeString(Path.of("target", "ha-figures.md"), table);
        System.out.print(table);
    }

    private interface End {
        void of(ChildProcess leader) throws Exception;
    }

    private long measure(End end) throws Exception {
        Path place = Files.createTempDirectory(dir, "run");
        Node a = new Node(place, "a");
        Node b = new Node(place, "b");
        try (NumberedSandbox sandbox =
                        new NumberedSandbox(ChildProcess.home(place), "web", 100, () -> Math.max(a.last(), b.last()));
                ChildProcess leader = start(place, "a").expect("entries", () -> a.last() > 0);
                ChildProcess other = start(place, "b").expect("started in")) {
            long last = a.last();
            leader.expect("more", () -> a.last() > last + 100); // it leads on, while the other one looks
            long from = System.nanoTime();
            end.of(leader);
            other.expect("the first entry", () -> b.last() > 0);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            assertTrue(sandbox.last() > last, "it prints on meanwhile");
            return millis;
        }
    }

    private static ChildProcess start(Path place, String node) throws IOException {
        return ChildProcess.start(place, Main.class, List.of("-Dha.dir=" + place, "-Dha.node=" + node));
    }

    private static String row(String end, long[] millis) {
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                end,
                millis[RUNS / 2] / 1000.0,
                millis[0] / 1000.0,
                millis[RUNS - 1] / 1000.0);
    }
}
