package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Each precaution of {@link RotationChain} and {@link ChainReader} is taken away once: the model must see what it was there for. */
class RotationModelMutantTest {
    private static final long MOST_RUNS = 400_000;
    private static final int SEEDS = 200_000;

    @Test
    void seesThatTheNameIsTakenOnlyBeforeTheOpening(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    boolean isStill(int index, Generation before) {
                        return true;
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatTheNamesAboveAreNotLookedAt(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    boolean hasAppearedAbove(int top) {
                        return false;
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatTheSuccessorIsIdentifiedAfterTheOpening(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    Generation identifyBeforeOpening(int successor, Generation seen) {
                        return null;
                    }

                    @Override
                    Generation identifyAfterOpening(int successor, Generation before) throws IOException {
                        return files.identity(successor);
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatTheNamesBetweenAreNotLookedAtAgain(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    boolean areStillMissing(int from, int to) {
                        return true;
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatTheBackIsNotLookedAtAgain(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    boolean stillStands(Held back, int at) {
                        return true;
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatTheBackIsSearchedDownwards(TestReporter reporter) {
        mustSee(
                (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
                    @Override
                    int find(Generation wanted, int from) throws IOException {
                        for (int i = rotated; i >= from; i--) {
                            if (wanted.same(files.identity(i))) {
                                return i;
                            }
                        }
                        return -1;
                    }
                },
                ChainReader::read,
                reporter);
    }

    @Test
    void seesThatWhetherTheFrontIsSealedIsAskedAfterReading(TestReporter reporter) {
        mustSee(RotationChain::new, RotationModelMutantTest::readAndThenLook, reporter);
    }

    /** {@link ChainReader#read} with steps 10 and 11 the other way round. */
    private static ChainReader.Outcome readAndThenLook(ChainReader reader, ByteBuffer into, long offset, int known)
            throws IOException {
        RotationChain chain = reader.chain();
        int read = chain.front().file.read(into, offset);
        chain.look();
        if (read > known) {
            return ChainReader.Outcome.DATA;
        }
        if (chain.isFrontSealed()) {
            return chain.isNextSettled() ? ChainReader.Outcome.FINISHED : ChainReader.Outcome.UNSETTLED;
        }
        return ChainReader.Outcome.NOTHING;
    }

    private static void mustSee(
            RotationModelSetup.Chains chains, RotationModelSetup.Reads reads, TestReporter reporter) {
        RotationModelSearch.Found found = search(chains, reads);
        assertFalse(found.isClean(), () -> "nothing was seen: " + found);
        assertTrue(passes(found.setup(), found.steps()), found::toString);
        reporter.publishEntry("seen", found.toString());
    }

    /** Whether the real thing passes the schedule that the mutant fails. */
    private static boolean passes(RotationModelSetup setup, int[] steps) {
        return RotationModelSearch.replay(setup.over(RotationChain::new).reading(ChainReader::read), steps)
                .isClean();
    }

    /** First every schedule of a short chain, then schedules of a long one by chance. */
    private static RotationModelSearch.Found search(RotationModelSetup.Chains chains, RotationModelSetup.Reads reads) {
        for (int oldest = 1; oldest <= 2; oldest++) {
            RotationModelScript script = RotationModelScript.rotations(oldest, 3, 1);
            for (int start = script.end(); start >= 0; start--) {
                RotationModelSetup setup = RotationModelSetup.of(script).over(chains).reading(reads);
                RotationModelSearch.Found found =
                        RotationModelSearch.everything(setup.startingAt(start), true, MOST_RUNS, (s, r) -> {});
                if (!found.isClean()) {
                    return found;
                }
            }
        }
        RotationModelSetup setup = RotationModelSetup.of(RotationModelScript.rotations(4, 8, 2));
        return RotationModelSearch.random(setup.over(chains).reading(reads), 1, SEEDS, (s, r) -> {});
    }

    /** The real chain; knows what it asks. */
    private abstract static class Chain extends RotationChain {
        final ChainFiles files;
        final int rotated;

        Chain(ChainFiles files, int rotated, int maxOpenFiles, LongSupplier nanoClock) {
            super(files, rotated, maxOpenFiles, nanoClock);
            this.files = files;
            this.rotated = rotated;
        }
    }
}
