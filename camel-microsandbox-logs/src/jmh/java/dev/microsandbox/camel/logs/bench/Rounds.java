package dev.microsandbox.camel.logs.bench;

import java.util.ArrayList;
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
    /** Ample for all of them, and of one size and touched before anything runs, so that no side pays for new pages. */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"};

    private final Map<Side, Runner> runners = new EnumMap<>(Side.class);
    private final Map<Side, List<Runner.Taken>> taken = new EnumMap<>(Side.class);

    /**
     * @param forked a JVM for each side; else all in this one
     */
    Rounds(Homes homes, boolean forked, List<Side> sides) throws Exception {
        for (Side side : sides) {
            runners.put(side, forked ? Runner.forked(side, homes, HEAP) : Runner.here(side, homes));
            taken.put(side, new ArrayList<>());
        }
    }

    /** Runs what does not count. */
    Rounds warmUp(int passes) throws Exception {
        for (int i = 0; i < passes; i++) {
            for (Runner side : runners.values()) {
                side.pass();
            }
        }
        return this;
    }

    /** Runs what counts. */
    Rounds run(int rounds) throws Exception {
        List<Side> order = new ArrayList<>(runners.keySet());
        for (int i = 0; i < rounds; i++) {
            for (Side side : order) {
                taken.get(side).add(runners.get(side).pass());
            }
            Collections.reverse(order);
        }
        return this;
    }

    /** How many times as fast {@code one} is as {@code other}. */
    Spread ratio(Side one, Side other) {
        return ratio(one, other, Runner.Taken::nanos);
    }

    /** How many times as much processor time {@code other} takes as {@code one}. */
    Spread cpuRatio(Side one, Side other) {
        return ratio(one, other, Runner.Taken::cpuNanos);
    }

    /** How all of these ratios were taken. */
    String how() {
        int rounds = taken.values().iterator().next().size();
        return "in turn, a JVM for each side; median of the ratios of " + rounds + " rounds";
    }

    /** The same, with the ratio by processor time. */
    String how(Side one, Side other) {
        return how() + "; by processor time "
                + Figures.number(cpuRatio(one, other).median()) + " ×";
    }

    private Spread ratio(Side one, Side other, ToLongFunction<Runner.Taken> of) {
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
        runners.values().forEach(Runner::close);
    }
}
