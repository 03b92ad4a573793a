package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Corpus;

/**
 * How much of everything.
 *
 * @param forked a JVM for each side
 * @param warmUp passes of each side that do not count
 * @param slowRounds rounds in which slow peers take part
 * @param coldPasses with which of its passes the first of a cold JVM is compared
 * @param endRuns how often the end of a chain is asked for
 * @param warmSeconds of following, in which the writer comes to its rate; they do not count
 * @param installs whether the sandbox tool is installed where it is missing
 */
record BenchSize(
        int entries,
        boolean forked,
        int warmUp,
        int rounds,
        int slowRounds,
        int coldJvms,
        int coldPasses,
        int endRuns,
        double warmSeconds,
        double seconds,
        int jmhMillis,
        boolean installs) {
    static final BenchSize FULL = new BenchSize(Corpus.FULL_ENTRIES, true, 8, 15, 7, 5, 10, 50, 10, 15, 1000, true);
    /** So that nothing here rots: everything once, and its figures mean nothing. */
    static final BenchSize SHORT = new BenchSize(2000, false, 0, 1, 1, 1, 2, 1, 0.1, 0.3, 50, false);
}
