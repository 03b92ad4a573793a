package dev.microsandbox.camel.logs;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The application whose cost is measured: one route on every sandbox of a home. Arguments: directory, number of sandboxes, options of
 * the route. Told by lines on standard input what to do: {@code figures}, {@code latency}, {@code restart}, {@code stop}.
 */
final class HostMain {
    /** So many latencies are kept at the most. */
    private static final int LATENCIES = 1 << 20;

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final int sandboxes;
    private final App app;
    private final AtomicLong entries = new AtomicLong();
    private final long[] latencies = new long[LATENCIES];
    private int measured;

    private HostMain(Path directory, int sandboxes, String options) {
        this.sandboxes = sandboxes;
        this.app = new App(directory).route("host", "*?" + options, this::take);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        long before = liveBytes();
        HostMain host = new HostMain(directory, Integer.parseInt(args[1]), args[2]);
        host.app.context.setAutoStartup(false);
        host.app.start();
        OUT.println("ready " + before + " " + liveBytes());
        long began = System.nanoTime();
        host.app.start("host");
        host.awaitOpen();
        OUT.println("started " + (System.nanoTime() - began) / 1_000_000);
        host.obey();
    }

    private void obey() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("stop"); line = in.readLine()) {
            switch (line) {
                case "processor" -> OUT.println("processor " + processorNanos());
                case "entries" -> OUT.println("entries " + consumer().counts().entries());
                case "gaps" -> OUT.println("gaps " + consumer().counts().gaps() + " "
                        + consumer().status().lagBytes());
                case "figures" -> OUT.println("figures " + figures());
                case "latency" -> OUT.println("latency " + latency());
                case "restart" -> OUT.println("restarted " + restart());
                default -> throw new IllegalArgumentException(line);
            }
        }
        app.close();
        OUT.println("stopped " + entries);
    }

    /** A quiet sandbox's line says when it was written: {@code q <nanoseconds>}. */
    private void take(Exchange exchange) {
        entries.incrementAndGet();
        String text = exchange.getMessage().getBody(String.class);
        if (text.startsWith("q ")) {
            long latency = System.nanoTime() - Long.parseLong(text.strip().substring(2));
            synchronized (latencies) {
                latencies[measured++ % LATENCIES] = latency;
            }
        }
    }

    private long restart() {
        app.stop("host");
        long began = System.nanoTime();
        app.start("host");
        awaitOpen();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private MsbLogsConsumer consumer() {
        return (MsbLogsConsumer) app.context.getRoute("host").getConsumer();
    }

    private void awaitOpen() {
        MsbLogsConsumer consumer = consumer();
        while (consumer.status() == null || consumer.status().openFiles() < sandboxes) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Entries, live bytes, threads, instances of inotify, open handles. */
    private String figures() throws IOException {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d",
                entries.get(),
                liveBytes(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                handles("inotify"),
                handles(""));
    }

    private static long handles(String of) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(handle -> {
                        try {
                            return Files.readSymbolicLink(handle).toString().contains(of);
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        }
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** How many were measured, and the median, the 99th and the 99.9th percentile and the longest, in microseconds. */
    private String latency() {
        long[] sorted;
        synchronized (latencies) {
            sorted = Arrays.copyOf(latencies, Math.min(measured, LATENCIES));
            measured = 0;
        }
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d",
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999),
                at(sorted, 1));
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.ceil(part * (sorted.length - 1))] / 1000;
    }
}
