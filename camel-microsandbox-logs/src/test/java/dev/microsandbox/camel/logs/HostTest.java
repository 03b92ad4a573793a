package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole host: {@code -Dhost.sandboxes} silent sandboxes and ten loud ones; the report is in {@code target/host}. */
class HostTest {
    private static final int SILENT = Integer.getInteger("host.sandboxes", 300);
    private static final int SECONDS = Integer.getInteger("host.seconds", 3);

    @TempDir
    Path directory;

    @Test
    void aHostOfSilentSandboxesCostsLittle() throws Exception {
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        for (int i = 0; i < SILENT; i++) {
            sandboxes.out(HostProducerMain.silent(i), "first", "second");
        }
        try (SecondJvm host = SecondJvm.start(
                HostMain.class, List.of("-XX:TieredStopAtLevel=4", "-Xmx512m"), directory, SILENT, "delay=2000")) {
            System.err.println(host.expect("ready"));
            System.err.println(host.expect("started"));
            System.err.println(tell(host, "restart"));
            System.err.println(tell(host, "restart"));
            LockSupport.parkNanos(2 * 1_000_000_000L);
            long before = Long.parseLong(tell(host, "processor").split(" ")[1]);
            long began = System.nanoTime();
            LockSupport.parkNanos(SECONDS * 1_000_000_000L);
            long after = Long.parseLong(tell(host, "processor").split(" ")[1]);
            double share = (after - before) / (double) (System.nanoTime() - began);
            long[] silent = figures(host);
            System.err.println("idle share " + share + " " + Arrays.toString(silent));
            for (int rate : new int[] {0, 0, 20_000}) {
                try (SecondJvm producer = SecondJvm.start(
                        HostProducerMain.class,
                        List.of(),
                        App.home(directory).resolve("sandboxes"),
                        SILENT,
                        SECONDS,
                        rate,
                        2000,
                        500)) {
                    String done = producer.expect("done");
                    System.err.println(done + " " + tell(host, "latency") + " " + Arrays.toString(figures(host)));
                }
            }
            host.tell("stop");
            System.err.println(host.expect("stopped"));
            assertEquals(1, silent[3]);
            assertTrue(silent[2] < 40);
        }
    }

    private static String tell(SecondJvm host, String what) throws IOException {
        host.tell(what);
        return host.expect(what);
    }

    private static long[] figures(SecondJvm host) throws IOException {
        return Arrays.stream(tell(host, "figures").split(" "))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
