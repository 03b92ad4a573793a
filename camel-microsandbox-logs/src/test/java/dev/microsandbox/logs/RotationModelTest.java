package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real {@link RotationChain} and {@link ChainReader} against a producer that may do any number of its steps before each of their
 * calls. A failure prints its schedule as the call of {@link RotationModelSearch#replay} that shows it again.
 */
class RotationModelTest {
    private static final RotationModelSearch.Progress QUIETLY = (schedules, runs) -> {};

    @Test
    void losesNothingInAnyScheduleOfAChainOfTwoWithThreeRotations(TestReporter reporter) {
        everything(RotationModelSetup.of(RotationModelScript.rotations(2, 3, 1)), true, 0, reporter);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, UNIQUE, 13, 2",
        "1, 3, UNIQUE, 2, 0",
        "1, 3, REUSED, 13, 0",
        "2, 2, REUSED, 2, 0",
        "2, 2, REUSED, 3, 3",
        "2, 2, REUSED_UNKNOWN, 3, 0"
    })
    void losesNothingInAnyScheduleOfOtherKinds(
            int oldest,
            int rotations,
            RotationModelDisk.Numbers numbers,
            int openFiles,
            int keeperLooks,
            TestReporter reporter) {
        RotationModelSetup setup = RotationModelSetup.of(RotationModelScript.rotations(oldest, rotations, 2));
        everything(setup.with(numbers).withOpenFiles(openFiles).withKeeper(keeperLooks), true, 0, reporter);
    }

    @ParameterizedTest
    @CsvSource({
        "UNIQUE, 13, 0, 0",
        "UNIQUE, 2, 0, 0",
        "UNIQUE, 5, 20, 0",
        "REUSED, 3, 3, 150000000",
        "REUSED, 13, 40, 1500000000",
        "REUSED_UNKNOWN, 5, 0, 0"
    })
    void losesNothingInRandomSchedulesOfAChainOfFourWithEightRotations(
            RotationModelDisk.Numbers numbers, int openFiles, int keeperLooks, long clock, TestReporter reporter) {
        RotationModelSetup setup = RotationModelSetup.of(RotationModelScript.rotations(4, 8, 2));
        random(
                setup.with(numbers)
                        .withOpenFiles(openFiles)
                        .withKeeper(keeperLooks)
                        .withClock(clock),
                35_000,
                reporter);
    }

    /** That states are merged must change nothing but the time it takes. */
    @Test
    void countsTheSameSchedulesWithAndWithoutMerging() {
        RotationModelScript script = RotationModelScript.rotations(1, 2, 2);
        for (int start = 0; start <= script.end(); start++) {
            RotationModelSetup setup = RotationModelSetup.of(script).startingAt(start);
            assertEquals(
                    RotationModelSearch.everything(setup, false, Long.MAX_VALUE, QUIETLY)
                            .schedules(),
                    RotationModelSearch.everything(setup, true, Long.MAX_VALUE, QUIETLY)
                            .schedules(),
                    setup::toString);
        }
    }

    /** The first without merging, from where there are two records on: tens of millions of runs. */
    @Tag("stress")
    @Test
    void losesNothingInAnyScheduleOfLongerChains(TestReporter reporter) {
        RotationModelSetup setup = RotationModelSetup.of(RotationModelScript.rotations(2, 3, 1));
        everything(setup, false, 2, reporter);
        everything(RotationModelSetup.of(RotationModelScript.rotations(2, 3, 2)), true, 0, reporter);
    }

    @Tag("stress")
    @Test
    void losesNothingInSixMillionRandomSchedules(TestReporter reporter) {
        RotationModelSetup setup = RotationModelSetup.of(RotationModelScript.rotations(4, 8, 2));
        random(setup, 2_000_000, reporter);
        random(setup.with(RotationModelDisk.Numbers.REUSED).withOpenFiles(3), 2_000_000, reporter);
        random(setup.with(RotationModelDisk.Numbers.REUSED).withOpenFiles(5).withKeeper(20), 2_000_000, reporter);
    }

    private static void everything(RotationModelSetup setup, boolean merging, int from, TestReporter reporter) {
        long schedules = 0;
        long runs = 0;
        for (int start = from; start <= setup.script().end(); start++) {
            RotationModelSearch.Found found = RotationModelSearch.everything(
                    setup.startingAt(start),
                    merging,
                    Long.MAX_VALUE,
                    (s, r) -> reporter.publishEntry("so far", s + " schedules in " + r + " runs"));
            assertTrue(found.isClean(), found::toString);
            schedules += found.schedules();
            runs += found.runs();
        }
        reporter.publishEntry(
                setup.toString(),
                schedules + " schedules in " + runs + " runs, from every start at " + from + " or later");
    }

    private static void random(RotationModelSetup setup, long count, TestReporter reporter) {
        RotationModelSearch.Found found =
                RotationModelSearch.random(setup, 1, count, (s, r) -> reporter.publishEntry("so far", r + " runs"));
        assertTrue(found.isClean(), found::toString);
        reporter.publishEntry(setup.toString(), found.toString());
    }
}
