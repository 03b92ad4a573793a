package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.SoakPosition.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;

/**
 * Puts routes to sleep and wakes them, while their sandboxes are being written. What goes wrong with that is trouble.
 *
 * <p>Any thread.
 */
final class SoakNaps implements AutoCloseable {
    private final RouteController routes;
    private final SoakTroubles troubles;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Map<SoakRoute, Phase> phases = new ConcurrentHashMap<>();
    private final Map<SoakRoute, Long> sleeps = new ConcurrentHashMap<>();
    private final Map<SoakRoute, Long> wakes = new ConcurrentHashMap<>();

    private interface Act {
        void run() throws Exception;
    }

    SoakNaps(RouteController routes, SoakTroubles troubles) {
        this.routes = routes;
        this.troubles = troubles;
        for (SoakRoute route : SoakRoute.SLEEPERS) {
            phases.put(route, Phase.AWAKE);
            sleeps.put(route, 0L);
            wakes.put(route, 0L);
        }
    }

    void sleep(SoakRoute route) {
        change(route, Phase.ASLEEP, () -> {
            switch (route) {
                case SUSPENDED -> routes.suspendRoute(route.id());
                case RESTARTED -> routes.stopRoute(route.id());
                default -> {} // its sink asks whether it sleeps
            }
            require(
                    route,
                    switch (route) {
                        case SUSPENDED -> ServiceStatus.Suspended;
                        case RESTARTED -> ServiceStatus.Stopped;
                        default -> ServiceStatus.Started;
                    });
            phases.put(route, Phase.ASLEEP);
            sleeps.merge(route, 1L, Long::sum);
        });
    }

    void wake(SoakRoute route) {
        change(route, Phase.AWAKE, () -> {
            switch (route) {
                case SUSPENDED -> routes.resumeRoute(route.id());
                case RESTARTED -> routes.startRoute(route.id());
                default -> {}
            }
            require(route, ServiceStatus.Started);
            wakes.merge(route, 1L, Long::sum);
            phases.put(route, Phase.AWAKE);
        });
    }

    private void change(SoakRoute route, Phase wanted, Act act) {
        phases.put(route, Phase.CHANGING);
        threads.execute(() -> {
            try {
                act.run();
            } catch (Exception | LinkageError | AssertionError e) {
                troubles.add(route.id() + " cannot be made " + wanted + ": " + e);
            }
        });
    }

    private void require(SoakRoute route, ServiceStatus wanted) {
        ServiceStatus status = routes.getRouteStatus(route.id());
        if (status != wanted) {
            throw new IllegalStateException("it is " + status + " instead of " + wanted);
        }
    }

    boolean isAsleep(SoakRoute route) {
        return phases.get(route) == Phase.ASLEEP;
    }

    Map<SoakRoute, Phase> phases() {
        return new EnumMap<>(phases);
    }

    Map<SoakRoute, Long> sleeps() {
        return sleeps;
    }

    Map<SoakRoute, Long> wakes() {
        return wakes;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
