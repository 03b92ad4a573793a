package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.SoakPosition.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Whether each route gets on: one that is awake and has something to give gives something every few seconds.
 *
 * <p>One thread.
 */
final class SoakProgress {
    /** As long as it is from sample to sample in an hour's soak; usually a tenth of a second. */
    private static final long MOST_STILL_NANOS = 9_000_000_000L;

    private static final class OfRoute {
        private long given = -1;
        private long movedNanos;
        private long mostStillNanos;
        private int mostFiles;
    }

    private final Map<SoakRoute, OfRoute> routes = new EnumMap<>(SoakRoute.class);

    SoakProgress() {
        for (SoakRoute route : SoakRoute.values()) {
            routes.put(route, new OfRoute());
        }
    }

    void look(SoakPosition position, List<SoakProducer> producers, SoakVisitors visitors) {
        long now = System.nanoTime();
        routes.forEach((route, of) -> {
            long given = position.given().get(route).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long behind = visitors.linesBehind(position);
            if (route != SoakRoute.COMING) {
                behind = 0;
                for (SoakProducer producer : producers) {
                    behind += producer.linesBehind(position, route);
                    of.mostFiles = Math.max(of.mostFiles, producer.filesBehind(position, route));
                }
            }
            if (given != of.given || behind == 0 || position.phase(route) != Phase.AWAKE) {
                of.given = given;
                of.movedNanos = now;
            }
            long still = now - of.movedNanos;
            of.mostStillNanos = Math.max(of.mostStillNanos, still);
            long lines = behind;
            assertTrue(
                    still < MOST_STILL_NANOS,
                    () -> route.id() + " has given nothing for " + still / 1_000_000 + " ms, " + lines + " lines wait");
        });
    }

    /** The most files that a route was behind. */
    int mostFiles(SoakRoute route) {
        return routes.get(route).mostFiles;
    }

    /** The longest that a route gave nothing although it was awake and had something to give. */
    double mostStillSeconds(SoakRoute route) {
        return routes.get(route).mostStillNanos / 1e9;
    }
}
