package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * An application whose routes are fast, slow, failing, suspended, stopped and batching, all on the same sandboxes. For each line
 * {@code sample} on its standard input it prints what {@link SoakSample} reads; {@code stop} ends it.
 */
final class SoakMain {
    private final Map<String, SoakCount> counts = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final long beginNanos = System.nanoTime();

    private SoakMain() {}

    public static void main(String[] arguments) throws Exception {
        new SoakMain().run(Path.of(arguments[0]));
    }

    private void run(Path directory) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (App app = new App(directory)) {
            app.context.getShutdownStrategy().setTimeout(20);
            app.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler()); // the default one prints a page for each failure
                    route(this, "fast", "s*", new Now(count("fast")));
                    route(this, "slow", "s*?maxInFlight=32", new Later(count("slow")));
                    route(this, "failing", "s*?retryDelay=50&maxRetryDelay=1000", new Failing(count("failing")));
                    route(this, "suspended", "s*", new Now(count("suspended")));
                    route(this, "restarted", "s*", new Now(count("restarted")));
                    route(this, "batches", "s*?batchSize=50&batchTimeout=100", new Now(count("batches")));
                    route(this, "coming", "t*", new Now(count("coming")));
                }
            });
            app.start();
            timer.scheduleWithFixedDelay(() -> quietly(() -> nap(app, true)), 5, 17, TimeUnit.SECONDS);
            timer.scheduleWithFixedDelay(() -> quietly(() -> nap(app, false)), 3, 13, TimeUnit.SECONDS);
            out.println("started");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); "sample".equals(line); line = in.readLine()) {
                out.println(sample().line());
            }
            timer.shutdown();
            timer.awaitTermination(30, TimeUnit.SECONDS);
        }
        out.println(sample().line());
        System.exit(0);
    }

    private SoakCount count(String route) {
        return counts.computeIfAbsent(route, name -> new SoakCount());
    }

    private static void route(RouteBuilder builder, String id, String uri, Processor sink) {
        builder.from(App.uri(uri)).routeId(id).process(sink);
    }

    /** A route is suspended, or stopped, for a second. */
    private static void nap(App app, boolean suspend) throws Exception {
        var routes = app.context.getRouteController();
        if (suspend) {
            routes.suspendRoute("suspended");
        } else {
            routes.stopRoute("restarted");
        }
        Thread.yield();
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
        if (suspend) {
            routes.resumeRoute("suspended");
        } else {
            routes.startRoute("restarted");
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void quietly(Act act) {
        try {
            act.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SoakSample sample() throws IOException {
        System.gc();
        long handles;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            handles = all.count();
        }
        return new SoakSample(
                (System.nanoTime() - beginNanos) / 1_000_000_000.0,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                handles,
                counts.values().stream().map(SoakCount::entries).toList(),
                counts.values().stream().mapToLong(SoakCount::missing).sum(),
                counts.values().stream().mapToLong(SoakCount::again).sum(),
                counts.values().stream().mapToLong(SoakCount::gaps).sum());
    }

    private static void take(SoakCount count, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        boolean gap = exchange.getMessage().getHeader(MsbLogsConstants.GAP) != null;
        for (Object one : body instanceof LogBatch batch ? batch : List.of(body)) {
            count.take((LogEntry) one, gap);
        }
    }

    /** Takes at once. */
    private record Now(SoakCount count) implements Processor {
        @Override
        public void process(Exchange exchange) {
            take(count, exchange);
        }
    }

    /** Fails now and then, and for some seconds always. */
    private final class Failing implements Processor {
        private final SoakCount count;

        Failing(SoakCount count) {
            this.count = count;
        }

        @Override
        public void process(Exchange exchange) {
            boolean down = (System.nanoTime() - beginNanos) / 1_000_000_000L % 30 >= 27;
            if (down || ThreadLocalRandom.current().nextInt(200) == 0) {
                throw new IllegalStateException("the sink is down");
            }
            take(count, exchange);
        }
    }

    /** Takes after some milliseconds, in any order. */
    private final class Later extends AsyncProcessorSupport {
        private final SoakCount count;

        Later(SoakCount count) {
            this.count = count;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            var unused = timer.schedule(
                    () -> {
                        take(count, exchange);
                        callback.done(false);
                    },
                    ThreadLocalRandom.current().nextInt(20),
                    TimeUnit.MILLISECONDS);
            return false;
        }
    }
}
