package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one route was given of numbered lines, in memory that does not grow: how many of each sandbox came without a hole, how many came
 * again, how many are missing below the highest.
 *
 * <p>Any thread.
 */
final class SoakCount {
    private static final class OfSandbox {
        /** All up to here came. */
        private long contiguous;
        /** What came beyond. */
        private final TreeSet<Long> beyond = new TreeSet<>();
    }

    private final Map<String, OfSandbox> sandboxes = new HashMap<>();
    private long again;
    private long gaps;

    synchronized void take(LogEntry entry, boolean gap) {
        if (gap) {
            gaps++;
        }
        OfSandbox of = sandboxes.computeIfAbsent(entry.sandbox(), name -> new OfSandbox());
        long number = Long.parseLong(entry.text().substring(0, entry.text().indexOf(' ')));
        if (number <= of.contiguous || !of.beyond.add(number)) {
            again++;
            return;
        }
        while (of.beyond.remove(of.contiguous + 1)) {
            of.contiguous++;
        }
    }

    /** How many came without a hole before them. */
    synchronized long entries() {
        return sandboxes.values().stream().mapToLong(of -> of.contiguous).sum();
    }

    /** How many did not come although later ones did. Of what is under way in any order, some are always missing. */
    synchronized long missing() {
        return sandboxes.values().stream()
                .mapToLong(of -> of.beyond.isEmpty() ? 0 : of.beyond.last() - of.contiguous - of.beyond.size())
                .sum();
    }

    synchronized long again() {
        return again;
    }

    synchronized long gaps() {
        return gaps;
    }
}
