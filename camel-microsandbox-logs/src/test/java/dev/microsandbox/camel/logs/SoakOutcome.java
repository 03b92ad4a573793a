package dev.microsandbox.camel.logs;

import java.util.List;
import java.util.Map;

/**
 * What came of a soak.
 *
 * @param sleeps how often each route was suspended, stopped, or had its sink down
 * @param wakes how often each was resumed, started, or had its sink up again
 * @param troubles what was logged and should not have been, the first of it
 */
record SoakOutcome(
        Map<SoakRoute, Totals> routes,
        Map<SoakRoute, Long> sleeps,
        Map<SoakRoute, Long> wakes,
        long troubleCount,
        List<String> troubles) {
    /**
     * Of one route.
     *
     * @param entries that came, each once
     * @param missing that did not come although later ones did
     * @param again that came although they had come
     * @param gaps that were marked
     * @param failures tries that the sink made fail
     * @param failedTaken those of them that it had taken before
     * @param disorders what was not dispatched in order
     * @param firstDisorder the first of those; empty: none
     */
    record Totals(
            long entries,
            long missing,
            long again,
            long gaps,
            long failures,
            long failedTaken,
            long disorders,
            String firstDisorder) {}
}
