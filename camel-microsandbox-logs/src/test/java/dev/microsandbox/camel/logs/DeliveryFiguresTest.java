package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of docs/delivery.md: {@code mvn verify -Pfigures}; a table in {@code target/figures.md}. Nothing here is judged by a clock. */
@Tag("figures")
class DeliveryFiguresTest {
    private static final int RUNS = 5;
    private static final int LINES = 200_000;

    @TempDir
    Path directory;

    @Test
    void costOfTheWindow() throws Exception {
        write(LINES);
        double[] window = new double[RUNS];
        double[] bare = new double[RUNS];
        double[] route = new double[RUNS];
        List<LogEntry> entries = new ArrayList<>();
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        try (LogStream stream = LogStream.open(
                sandboxes.logs("web"),
                LogOptions.builder().follow(false).sandbox("web").build())) {
            while (stream.poll(entries::add) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
        assertEquals(LINES, entries.size());
        for (int i = 0; i < RUNS; i++) {
            window[i] = windowNanos(entries);
            bare[i] = bareNanos(entries);
            route[i] = routeNanos(i);
        }
        report(String.format(
                Locale.ROOT,
                "| bookkeeping of the window alone | %.0f ns an exchange |%n"
                        + "| exchange made and sent by hand, entries in memory: no window, no file | %.0f ns |%n"
                        + "| the same route behind `msblogs:`, from the file, with the window | %.0f ns, %.2f × |%n",
                median(window),
                median(bare),
                median(route),
                median(bare) / median(route)));
    }

    private static double windowNanos(List<LogEntry> entries) {
        DeliveryWindow<Batch> window = new DeliveryWindow<>(true);
        InFlightTotal total = new InFlightTotal(1000, 64 << 20, true);
        InFlightTotal.Share share = total.join(() -> {});
        long begin = System.nanoTime();
        for (LogEntry entry : entries) {
            Batch batch = new Batch(null, 1);
            batch.add(entry);
            total.keep(share, batch.weight());
            Place<Batch> place = window.open(batch);
            total.begun(share);
            window.end(place, 1, true, null);
            total.ended(share);
            window.settle(left -> total.keep(share, -left.value().weight()));
            assertTrue(!window.hasFailed() && window.underWay() < 128 && total.hasRoom(share));
        }
        return (System.nanoTime() - begin) / (double) entries.size();
    }

    /** What the route is to do: look at the body and at two headers. */
    private static final class Look implements Processor {
        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile long endNanos;

        @Override
        public void process(Exchange exchange) {
            var message = exchange.getMessage();
            if (message.getBody() != null
                    && message.getHeader(MsbLogsConstants.SANDBOX) != null
                    && message.getHeader(MsbLogsConstants.ENTRY_ID) != null
                    && count.incrementAndGet() == LINES) {
                endNanos = System.nanoTime();
                done.countDown();
            }
        }
    }

    private double bareNanos(List<LogEntry> entries) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Look look = new Look();
            context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:bare").process(look);
                }
            });
            context.start();
            var consumer = (org.apache.camel.support.DefaultConsumer)
                    context.getRoutes().get(0).getConsumer();
            EntryExchanges exchanges = new EntryExchanges(new MsbLogsConfiguration());
            long begin = System.nanoTime();
            for (LogEntry entry : entries) {
                Batch batch = new Batch(null, 1);
                batch.add(entry);
                Delivery delivery = new Delivery(null, new DeliveryWindow<Batch>(true).open(batch), 1);
                Exchange exchange = consumer.createExchange(true);
                exchanges.fill(exchange, delivery);
                consumer.getAsyncProcessor().process(exchange, doneSync -> {});
            }
            return (look.endNanos - begin) / (double) LINES;
        }
    }

    private double routeNanos(int run) throws Exception {
        try (App app = new App(directory)) {
            Look look = new Look();
            app.route("r" + run, "web", look);
            long begin = System.nanoTime();
            app.start();
            assertTrue(look.done.await(60, TimeUnit.SECONDS));
            return (look.endNanos - begin) / (double) LINES;
        }
    }

    @Test
    void whatTheWindowBringsToASlowSink() throws Exception {
        write(LINES);
        double one = perSecond("web?maxInFlight=1", 1500, "one");
        double many = perSecond("web?maxInFlight=128", 60_000, "many");
        report(String.format(
                Locale.ROOT,
                "| a sink that answers after 1 ms, `maxInFlight=1` | %.0f entries/s |%n| the same, `maxInFlight=128` | %.0f entries/s |%n",
                one,
                many));
    }

    private double perSecond(String uri, int count, String id) throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        CountDownLatch done = new CountDownLatch(count);
        try (App app = new App(directory)) {
            app.routes(builder -> builder.from(App.uri(uri)).routeId(id).process(new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    var unused = timer.schedule(
                            () -> {
                                done.countDown();
                                callback.done(false);
                            },
                            1,
                            TimeUnit.MILLISECONDS);
                    return false;
                }
            }));
            long begin = System.nanoTime();
            app.start();
            assertTrue(done.await(60, TimeUnit.SECONDS));
            return count / ((System.nanoTime() - begin) / 1e9);
        } finally {
            timer.shutdown();
        }
    }

    @Test
    void commitsOfTheJournal() throws Exception {
        for (boolean sync : new boolean[] {true, false}) {
            for (int threads : new int[] {1, 4}) {
                double[] perSecond = new double[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    perSecond[i] = commits(directory.resolve("j" + sync + threads + i), sync, threads);
                }
                report(String.format(
                        Locale.ROOT,
                        "| journal, %s, %d thread%s | %.0f commits/s |%n",
                        sync
                                ? "with sync, each commit waited for"
                                : "without sync, every commit of another cursor, not waited for",
                        threads,
                        threads == 1 ? "" : "s",
                        median(perSecond)));
            }
        }
    }

    private static double commits(Path place, boolean sync, int threads) throws Exception {
        JournalStateRepository journal = new JournalStateRepository(place);
        journal.setSync(sync);
        journal.start();
        int each = sync ? 1000 : 100_000;
        var pool = Executors.newFixedThreadPool(threads);
        long begin = System.nanoTime();
        List<java.util.concurrent.Future<?>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String key = "r/sandbox-" + t;
            all.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    // Of one key only the last of a group is written: that would be a figure of the memory.
                    journal.setState(
                            sync ? key : key + i,
                            "msb1 AQAAAAAAAAAAAAAAAAAAAAA= exec.log/51099e/18f0c3/e1cc0868888bca2e/" + i + "/0");
                    if (sync) {
                        journal.flush();
                    }
                }
                return null;
            }));
        }
        for (var one : all) {
            one.get();
        }
        journal.stop(); // writes what is left
        double seconds = (System.nanoTime() - begin) / 1e9;
        pool.shutdown();
        journal.start();
        assertEquals(sync ? threads : threads * each, journal.keys().size(), "cursors on disk");
        journal.stop();
        return threads * each / seconds;
    }

    private void write(int lines) throws IOException {
        Path logs = App.home(directory).resolve("sandboxes/web/logs");
        Files.createDirectories(logs);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("{\"t\":\"2026-11-24T10:00:00.000Z\",\"s\":\"stdout\",\"d\":\"line ")
                    .append(i)
                    .append(" of some sixty bytes of text, as programs print it\\n\",\"id\":7}\n");
        }
        Files.writeString(logs.resolve("exec.log"), text);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void report(String rows) throws IOException {
        Files.writeString(Path.of("target", "figures.md"), rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
