package dev.microsandbox.camel.logs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogEntry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route that follows what {@link WriterMain} writes, in a JVM of its own. Arguments: home, place for cursors. Asked, it says
 * {@code <entries> <gaps> <nanoTime> <processor time of the JVM> <p50> <p99> <most>}: what came since its start, and how often it was told
 * that lines were lost; now; and from write to exchange since it was last asked; all times in nanoseconds.
 */
final class ReaderMain implements Processor {
    private static final int MOST_KEPT = 1 << 20;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long[] delays = new long[MOST_KEPT];
    private int kept;
    private long entries;
    private long gaps;

    public static void main(String[] args) throws Exception {
        ReaderMain reader = new ReaderMain();
        MsbLogsComponent component = new MsbLogsComponent();
        component.getConfiguration().setHome(args[0]);
        component.setCursorDir(Path.of(args[1]).toString());
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("msblogs", component);
        context.disableJMX();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("msblogs:*?initialDelay=0").routeId("reader").process(reader);
            }
        });
        context.start();
        ChildJvm.answer("ready");
        ChildJvm.serve(question -> reader.figures());
    }

    @Override
    public synchronized void process(Exchange exchange) {
        byte[] data = ((LogEntry) exchange.getMessage().getBody()).data();
        if (exchange.getMessage().getHeader(MsbLogsConstants.GAP) != null) {
            gaps++;
            if (data.length == 0) {
                return; // it stands for the gap
            }
        }
        long written = 0;
        for (int i = 0; data[i] != ' '; i++) {
            written = 10 * written + data[i] - '0';
        }
        delays[kept++ % MOST_KEPT] = System.nanoTime() - written;
        entries++;
    }

    private synchronized String figures() {
        int some = Math.min(kept, MOST_KEPT);
        kept = 0;
        long[] sorted = Arrays.copyOf(delays, some);
        Arrays.sort(sorted);
        return entries + " " + gaps + " " + System.nanoTime() + " " + system.getProcessCpuTime() + " " + at(sorted, 0.5)
                + " " + at(sorted, 0.99) + " " + at(sorted, 1);
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))];
    }
}
