package dev.microsandbox.camel.logs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Sides in turn, A B C, C B A, A B C …: whatever the machine does meanwhile it does to all of them. A ratio is taken within each round;
 * what is told is the median of those, with the least and the most.
 *
 * <p>One thread.
 */
final class Rounds implements AutoCloseable {
    /** The JVM of a side: a heap that is ample for all of them, else the defaults. */
    private static final String HEAP = "-Xmx1g";

    private final Map<Side, SideProcess> sides = new EnumMap<>(Side.class);
    private final Map<Side, List<SideProcess.Taken>> taken = new EnumMap<>(Side.class);

    /** A ratio with its spread. */
    record Spread(double median, double least, double most) {
        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            double middle = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
            return new Spread(middle, sorted[0], sorted[n - 1]);
        }
    }

    Rounds(Place place, Side... all) throws IOException {
        for (Side side : all) {
            sides.put(side, SideProcess.of(side, place, HEAP));
            taken.put(side, new ArrayList<>());
        }
    }

    /** Runs what does not count. */
    Rounds warmUp(int passes) throws IOException {
        for (int i = 0; i < passes; i++) {
            for (SideProcess side : sides.values()) {
                side.pass();
            }
        }
        return this;
    }

    Rounds run(int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            List<Side> order = new ArrayList<>(sides.keySet());
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            for (Side side : order) {
                taken.get(side).add(sides.get(side).pass());
            }
        }
        return this;
    }

    /** How many times as fast {@code one} is as {@code other}. */
    Spread ratio(Side one, Side other) {
        return ratio(one, other, SideProcess.Taken::nanos);
    }

    /** How many times as much processor time {@code other} takes as {@code one}. */
    Spread cpuRatio(Side one, Side other) {
        return ratio(one, other, SideProcess.Taken::cpuNanos);
    }

    private Spread ratio(Side one, Side other, ToLongFunction<SideProcess.Taken> of) {
        double[] ratios = new double[taken.get(one).size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.applyAsLong(taken.get(other).get(i))
                    / (double) of.applyAsLong(taken.get(one).get(i));
        }
        return Spread.of(ratios);
    }

    /** Milliseconds of a pass. */
    Spread millis(Side side) {
        return Spread.of(
                taken.get(side).stream().mapToDouble(one -> one.nanos() / 1e6).toArray());
    }

    @Override
    public void close() {
        sides.values().forEach(SideProcess::close);
    }
}
