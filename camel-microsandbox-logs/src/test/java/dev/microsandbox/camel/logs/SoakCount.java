package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/**
 * What one route was given of numbered lines, in memory that does not grow: in which order it was dispatched, how many of each sandbox
 * came without a hole, how many came again, how many are missing below the highest.
 *
 * <p>Any thread.
 */
final class SoakCount {
    private static final class OfSandbox {
        /** What is to be dispatched next. */
        private long next = 1;
        /** Whether that is since it failed. */
        private boolean failed;
        /** All up to here came. */
        private long contiguous;
        /** What came beyond. */
        private final TreeSet<Long> beyond = new TreeSet<>();

        private long missing() {
            return beyond.isEmpty() ? 0 : beyond.last() - contiguous - beyond.size();
        }
    }

    private final SoakRoute route;
    private final SoakLatency latency = new SoakLatency();
    private final Map<String, OfSandbox> sandboxes = new HashMap<>();
    private long entries;
    private long again;
    private long gaps;
    private long failures;
    private long failedTaken;
    private long disorders;
    private String firstDisorder = "";

    SoakCount(SoakRoute route) {
        this.route = route;
    }

    /** An exchange has reached the route: an entry follows the one before, and only one that failed comes again, marked so. */
    synchronized void dispatched(Exchange exchange) {
        if (exchange.getMessage().getHeader(MsbLogsConstants.GAP) != null) {
            gaps++;
        }
        int tryNumber = exchange.getMessage().getHeader(MsbLogsConstants.TRY, 1, Integer.class);
        for (LogEntry entry : entries(exchange)) {
            OfSandbox of = of(entry);
            long number = number(entry);
            if (number != of.next || of.failed != tryNumber > 1) {
                if (disorders++ == 0) {
                    firstDisorder = route.id() + ": " + entry.sandbox() + " " + number + ", try " + tryNumber
                            + " instead of " + of.next + (of.failed ? ", which failed" : "");
                }
            }
            of.next = number + 1;
            of.failed = false;
        }
    }

    /** Its sink has it. */
    synchronized void taken(Exchange exchange) {
        for (LogEntry entry : entries(exchange)) {
            OfSandbox of = of(entry);
            long number = number(entry);
            latency.add(System.currentTimeMillis() - entry.timestampMillis());
            if (number <= of.contiguous || !of.beyond.add(number)) {
                again++;
                continue;
            }
            entries++;
            while (of.beyond.remove(of.contiguous + 1)) {
                of.contiguous++;
            }
        }
    }

    /** Its sink makes it fail; for one entry at a time. */
    synchronized void failed(Exchange exchange, boolean wasTaken) {
        failures++;
        if (wasTaken) {
            failedTaken++;
        }
        LogEntry entry = entries(exchange).get(0);
        of(entry).next = number(entry);
        of(entry).failed = true;
    }

    /** All of this sandbox came. */
    synchronized void forget(String sandbox) {
        sandboxes.remove(sandbox);
    }

    /** Up to which number all came of each sandbox. */
    synchronized Map<String, Long> given() {
        Map<String, Long> given = new TreeMap<>();
        sandboxes.forEach((name, of) -> given.put(name, of.contiguous));
        return given;
    }

    synchronized SoakOutcome.Totals totals() {
        long missing = sandboxes.values().stream().mapToLong(OfSandbox::missing).sum();
        return new SoakOutcome.Totals(entries, missing, again, gaps, failures, failedTaken, disorders, firstDisorder);
    }

    synchronized long entries() {
        return entries;
    }

    /** From the writing of a line to its taking. */
    synchronized SoakLatency.Figures latency() {
        return latency.figures();
    }

    private OfSandbox of(LogEntry entry) {
        return sandboxes.computeIfAbsent(entry.sandbox(), name -> new OfSandbox());
    }

    private static List<LogEntry> entries(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof LogBatch batch ? batch : List.of((LogEntry) body);
    }

    private static long number(LogEntry entry) {
        return Long.parseLong(entry.text().substring(0, entry.text().indexOf(' ')));
    }
}
