package dev.microsandbox.camel.logs;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.LoggerFactory;

/**
 * An application with the routes of {@link SoakRoute}. It answers each line on its standard input with one of {@link #REPLY} and JSON:
 *
 * <pre>
 * position                  {@link SoakPosition}
 * sleep ROUTE, wake ROUTE   the same; it is done meanwhile
 * forget SANDBOX            the same
 * sample                    {@link SoakSample}
 * end                       the same, when all is stopped
 * outcome                   {@link SoakOutcome}; ends the process with 0 when it comes behind end
 * </pre>
 */
final class SoakMain {
    static final String REPLY = "reply ";

    private final Path directory;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final JsonMapper json = JsonMapper.builder().build();
    private final SoakTroubles troubles = SoakTroubles.listen();
    private final Map<SoakRoute, SoakCount> counts = new EnumMap<>(SoakRoute.class);
    private final long beginNanos = System.nanoTime();

    private SoakMain(Path directory) {
        this.directory = directory;
        for (SoakRoute route : SoakRoute.values()) {
            counts.put(route, new SoakCount(route));
        }
    }

    public static void main(String[] arguments) {
        int status = 1;
        try {
            new SoakMain(Path.of(arguments[0])).run();
            status = 0;
        } catch (Exception | LinkageError | AssertionError e) {
            LoggerFactory.getLogger(SoakMain.class).error("The application ends", e);
        }
        System.exit(status);
    }

    private void run() throws IOException {
        SoakNaps naps;
        try (App app = new App(directory);
                SoakSinks sinks = new SoakSinks();
                SoakNaps closing = new SoakNaps(app.context.getRouteController(), troubles)) {
            naps = closing;
            app.context.getShutdownStrategy().setTimeout(20);
            for (SoakRoute route : SoakRoute.values()) {
                app.routes(builder -> route(builder, route, sinks, closing));
            }
            app.start();
            out.println("started");
            serve(naps);
            app.context.stop(); // before the sinks, which have exchanges
        }
        reply(sample());
        require("outcome", in.readLine());
        reply(outcome(naps));
    }

    private void route(RouteBuilder builder, SoakRoute route, SoakSinks sinks, SoakNaps naps) {
        var from = builder.from(App.uri(route.uri)).routeId(route.id());
        if (route == SoakRoute.FAILING) {
            from.errorHandler(builder.noErrorHandler()); // the default one logs an error for each failure
        }
        from.process(sinks.of(route, counts.get(route), naps));
    }

    private void serve(SoakNaps naps) throws IOException {
        for (String line = in.readLine(); !"end".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("nobody is there any more");
            }
            String[] words = line.split(" ");
            switch (words[0]) {
                case "sample" -> reply(sample());
                case "outcome" -> reply(outcome(naps));
                default -> {
                    act(words, naps);
                    reply(position(naps));
                }
            }
        }
    }

    private void act(String[] words, SoakNaps naps) {
        switch (words[0]) {
            case "position" -> {}
            case "sleep" -> naps.sleep(SoakRoute.valueOf(words[1]));
            case "wake" -> naps.wake(SoakRoute.valueOf(words[1]));
            case "forget" -> counts.get(SoakRoute.COMING).forget(words[1]);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void require(String wanted, String line) throws IOException {
        if (!wanted.equals(line)) {
            throw new IOException("told " + line + " instead of " + wanted);
        }
    }

    private void reply(Object value) throws IOException {
        out.println(REPLY + json.writeValueAsString(value));
    }

    private SoakPosition position(SoakNaps naps) {
        Map<SoakRoute, Map<String, Long>> given = new EnumMap<>(SoakRoute.class);
        counts.forEach((route, count) -> given.put(route, count.given()));
        return new SoakPosition(naps.phases(), given, troubles.first());
    }

    private SoakOutcome outcome(SoakNaps naps) {
        Map<SoakRoute, SoakOutcome.Totals> totals = new EnumMap<>(SoakRoute.class);
        counts.forEach((route, count) -> totals.put(route, count.totals()));
        return new SoakOutcome(totals, naps.sleeps(), naps.wakes(), troubles.count(), troubles.first());
    }

    private SoakSample sample() throws IOException {
        System.gc();
        long handles;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            handles = all.count();
        }
        SoakLatency.Figures latency = counts.get(SoakRoute.FAST).latency();
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new SoakSample(
                (System.nanoTime() - beginNanos) / 1e9,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("msblogs"))
                        .count(),
                handles,
                OpenHandles.below(App.home(directory)),
                system.getProcessCpuTime() / 1e9,
                latency.median(),
                latency.most99(),
                counts.values().stream().mapToLong(SoakCount::entries).sum(),
                0,
                0);
    }
}
