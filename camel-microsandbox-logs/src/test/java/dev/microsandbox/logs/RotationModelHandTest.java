package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a rotation and is none, in every schedule: the work of a hand, a removal, a sandbox made anew. And known bugs. */
class RotationModelHandTest {
    @ParameterizedTest
    @ValueSource(strings = {"012", "210", "102"})
    void neverGetsStuckNorGivesTwiceWhenTheDirectoryIsRemovedNameByName(String order, TestReporter reporter) {
        RotationModelScript script = RotationModelScript.rotations(2, 2, 1);
        order.chars().forEach(name -> script.delete(name - '0'));
        check(script.removeDirectory(), reporter);
    }

    @Test
    void goesOnInANewSandbox(TestReporter reporter) {
        RotationModelScript script = RotationModelScript.rotations(2, 1, 1);
        script.delete(0).delete(1).removeDirectory().makeDirectory();
        check(script.create().append(1).rotations(1, 1), reporter);
    }

    @Tag("stress")
    @Test
    void tellsOfAHoleThatAHandMadeAndThatMovesUp(TestReporter reporter) {
        check(RotationModelScript.rotations(3, 2, 1).delete(2).append(1).rotations(1, 1), reporter);
    }

    @Test
    void goesOnInALiveFileThatWasMadeAfterAHandDeletedIt(TestReporter reporter) {
        check(RotationModelScript.rotations(2, 0, 1).delete(0).create().append(1), reporter);
    }

    /** A hand deletes the live file and another is made between identity and opening: it must not be held as the first. */
    @Test
    void takesALiveFileThatIsMadeAnewWhileItIsOpenedForWhatItIs(TestReporter reporter) {
        check(RotationModelScript.rotations(1, 1, 1).delete(0).create().append(1), reporter);
    }

    /** The same where a rotation is under way and the hand deletes the rotated file. */
    @Test
    void givesNothingTwiceWhenAHandMakesAHoleWhileItOpens(TestReporter reporter) {
        check(RotationModelScript.rotations(3, 2, 1).delete(1).append(1), reporter);
    }

    @Test
    void takesADirectoryThatIsMadeWhileItStartsForNoNewSandbox(TestReporter reporter) {
        check(RotationModelScript.nothing(1).create().append(1).rotations(3, 1), reporter);
    }

    @Test
    void readingOnceStopsShortInNoSchedule(TestReporter reporter) {
        check(
                RotationModelSetup.of(RotationModelScript.rotations(2, 2, 1)).readingOnce(),
                RotationModelScript.rotations(2, 2, 1).end(),
                reporter);
    }

    @ParameterizedTest
    @EnumSource(Known.class)
    void hasKnownLimits(Known bug) {
        RotationModelSearch.Found found = null;
        for (int start = bug.setup.script().end(); start >= 0 && (found == null || found.isClean()); start--) {
            found = RotationModelSearch.everything(bug.setup.startingAt(start), true, Long.MAX_VALUE, (s, r) -> {});
        }
        assertEquals(bug.kind, found.kind(), "fixed? then make it a test that must pass: " + found);
    }

    private static void check(RotationModelScript script, TestReporter reporter) {
        check(RotationModelSetup.of(script), script.end(), reporter);
    }

    private static void check(RotationModelSetup setup, int end, TestReporter reporter) {
        long schedules = 0;
        for (int start = 0; start <= end; start++) {
            RotationModelSearch.Found found =
                    RotationModelSearch.everything(setup.startingAt(start), true, Long.MAX_VALUE, (s, r) -> {});
            assertTrue(found.isClean(), found::toString);
            schedules += found.schedules();
        }
        reporter.publishEntry("schedules", Long.toString(schedules));
    }

    /** Each is a test that must fail: when it passes, it moves up. */
    enum Known {
        /** Creation unknown: the number came round while a first file was opened. A limit; nothing can tell without a creation time. */
        NUMBER_COMES_ROUND_WHILE_OPENED(
                RotationModelSetup.of(RotationModelScript.rotations(1, 3, 2))
                        .with(RotationModelDisk.Numbers.REUSED_UNKNOWN),
                RotationModelViolation.Kind.SILENT_LOSS),
        /** Creation unknown: a successor that was seen but not opened has gone, and its number has come back. */
        SUCCESSORS_NUMBER_COMES_BACK(
                RotationModelSetup.of(RotationModelScript.rotations(1, 4, 1))
                        .with(RotationModelDisk.Numbers.REUSED_UNKNOWN)
                        .withOpenFiles(2),
                RotationModelViolation.Kind.SILENT_LOSS);

        private final RotationModelSetup setup;
        private final RotationModelViolation.Kind kind;

        Known(RotationModelSetup setup, RotationModelViolation.Kind kind) {
            this.setup = setup;
            this.kind = kind;
        }
    }
}
