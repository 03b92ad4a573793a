package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.SoakPosition.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives a soak: writes as fast as it may, puts routes to sleep until they are as far behind as they are to be, lets sandboxes come and
 * go, and looks at all of it twenty times a second.
 *
 * <p>One thread.
 */
final class SoakRun implements AutoCloseable {
    private static final int STEADY = 4;
    /** The most that is written into each of them. */
    private static final int LINES_PER_SECOND = 1500;

    private static final long TICK_NANOS = 50_000_000;
    /** How long what must come in the end is waited for. */
    private static final long LIMIT_NANOS = 60_000_000_000L;
    /** Between two naps of a route. */
    private static final long AWAKE_NANOS = 1_000_000_000;

    final List<SoakSample> samples = new ArrayList<>();
    final SoakProgress progress = new SoakProgress();
    final SoakVisitors visitors;
    final SoakApplication application;
    private final List<SoakProducer> producers = new ArrayList<>();
    private final Map<SoakRoute, Long> mayNapAt = new EnumMap<>(SoakRoute.class);
    private final Map<SoakRoute, Integer> naps = new EnumMap<>(SoakRoute.class);
    private SoakPosition position;

    SoakRun(Path directory) throws IOException {
        Sandboxes all = new Sandboxes(App.home(directory).resolve("sandboxes"));
        for (int i = 0; i < STEADY; i++) {
            producers.add(new SoakProducer(all, "s" + i));
        }
        application = new SoakApplication(directory);
        visitors = new SoakVisitors(all, application);
        position = application.position();
    }

    /** Runs so long, and until all that is to happen has happened. Samples now and then. */
    void load(double seconds, double sampleSeconds) throws IOException {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long nextSample = begin;
        long before = begin;
        while (System.nanoTime() - end < 0 || !hasAllHappened()) {
            assertTrue(System.nanoTime() - end < LIMIT_NANOS, () -> "only so many naps and visits: " + happened());
            look();
            nap();
            visitors.look(position, true);
            long now = System.nanoTime();
            write((int) (Math.min(now - before, 4 * TICK_NANOS) * LINES_PER_SECOND / 1_000_000_000L));
            before = now;
            if (now - nextSample >= 0) {
                samples.add(sample());
                nextSample = now + (long) (sampleSeconds * 1e9);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /**
     * Wakes all, and waits until all that was written was given, and all that is gone was let go.
     *
     * @return how the application stands then
     */
    SoakSample rest() throws IOException {
        long end = System.nanoTime() + LIMIT_NANOS;
        SoakSample sample = application.sample();
        while (!isAllGiven() || sample.logHandles() != (long) STEADY * SoakRoute.STEADY.size()) {
            SoakSample last = sample;
            assertTrue(System.nanoTime() - end < 0, () -> "of " + written() + " lines: " + position + ", " + last);
            LockSupport.parkNanos(TICK_NANOS);
            look();
            for (SoakRoute route : SoakRoute.SLEEPERS) {
                if (position.phase(route) == Phase.ASLEEP) {
                    application.wake(route);
                }
            }
            visitors.look(position, false);
            if (isAllGiven()) {
                sample = application.sample();
            }
        }
        return sample;
    }

    private void look() throws IOException {
        position = application.position();
        assertEquals(List.of(), position.troubles(), "troubles");
        progress.look(position, producers, visitors);
        for (SoakProducer producer : producers) {
            producer.look(position, application);
        }
    }

    private void write(int lines) throws IOException {
        for (SoakProducer producer : producers) {
            producer.write(position, lines);
        }
    }

    /** A route that has caught up sleeps; one that is far enough behind in all sandboxes is woken. */
    private void nap() throws IOException {
        for (SoakRoute route : SoakRoute.SLEEPERS) {
            var behind = producers.stream()
                    .mapToInt(producer -> producer.filesBehind(position, route))
                    .summaryStatistics();
            long now = System.nanoTime();
            if (position.phase(route) == Phase.ASLEEP && behind.getMin() >= route.napFiles) {
                application.wake(route);
                naps.merge(route, 1, Integer::sum);
                mayNapAt.put(route, now + AWAKE_NANOS);
            } else if (position.phase(route) == Phase.AWAKE
                    && behind.getMax() <= 1
                    && hasBegun(route)
                    && now - mayNapAt.getOrDefault(route, now) >= 0) {
                mayNapAt.put(route, now + AWAKE_NANOS);
                application.sleep(route);
            }
        }
    }

    /** Whether it has found all sandboxes: one that sleeps before looks for none. */
    private boolean hasBegun(SoakRoute route) {
        return producers.stream().allMatch(producer -> position.given(route, producer.sandbox) > 0);
    }

    private SoakSample sample() throws IOException {
        long lines = 0;
        int files = 0;
        for (SoakRoute route : SoakRoute.STEADY) {
            lines = Math.max(lines, linesBehind(route));
            for (SoakProducer producer : producers) {
                files = Math.max(files, producer.filesBehind(position, route));
            }
        }
        return application.sample().withLag(lines, files);
    }

    private long linesBehind(SoakRoute route) {
        return producers.stream()
                .mapToLong(producer -> producer.linesBehind(position, route))
                .sum();
    }

    private boolean isAllGiven() {
        return visitors.isEmpty()
                && SoakRoute.STEADY.stream().allMatch(route -> linesBehind(route) == 0)
                && position.phases().values().stream().allMatch(phase -> phase == Phase.AWAKE);
    }

    private boolean hasAllHappened() {
        return naps.size() == SoakRoute.SLEEPERS.size() && visitors.isComplete();
    }

    private String happened() {
        return naps + ", " + visitors.visits();
    }

    /** How many lines were written into each steady sandbox, all together. */
    long written() {
        return producers.stream().mapToLong(SoakProducer::written).sum();
    }

    int rotations() {
        return producers.stream().mapToInt(SoakProducer::rotations).sum();
    }

    /** How many naps each route had. */
    Map<SoakRoute, Integer> naps() {
        return naps;
    }

    @Override
    public void close() throws IOException {
        for (SoakProducer producer : producers) {
            producer.close();
        }
        application.close();
    }
}
