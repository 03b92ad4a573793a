package dev.microsandbox.camel.logs;

import java.util.List;
import java.util.Map;

/**
 * How far the routes of a soak are, and which of them sleep.
 *
 * @param phases of those that sleep now and then
 * @param given of each route and sandbox: all lines up to this number came
 * @param troubles as {@link SoakOutcome#troubles}
 */
record SoakPosition(Map<SoakRoute, Phase> phases, Map<SoakRoute, Map<String, Long>> given, List<String> troubles) {
    /** Whether a route sleeps. */
    enum Phase {
        AWAKE,
        /** It is being suspended, stopped or woken. */
        CHANGING,
        ASLEEP
    }

    Phase phase(SoakRoute route) {
        return phases.getOrDefault(route, Phase.AWAKE);
    }

    long given(SoakRoute route, String sandbox) {
        return given.getOrDefault(route, Map.of()).getOrDefault(sandbox, 0L);
    }
}
