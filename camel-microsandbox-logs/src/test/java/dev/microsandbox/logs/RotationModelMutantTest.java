package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Each precaution of {@link RotationChain} and {@link ChainReader} is taken away once: the model must see what it was there for. */
class RotationModelMutantTest {
    private static final long MOST_RUNS = 400_000;

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

    /** In a rotation the last look at the back sees this too: only a hand shows it. The real chain must not come to STUCK there. */
    @Test
    void seesThatTheSuccessorIsIdentifiedAfterTheOpening(TestReporter reporter) {
        RotationModelSetup.Chains mutant = (files, rotated, most, clock) -> new Chain(files, rotated, most, clock) {
            @Override
            Generation identifyAfterOpening(int successor, Generation before) throws IOException {
                Generation now = files.identity(successor);
                return now == null ? before : now;
            }
        };
        RotationModelScript hand =
                RotationModelScript.rotations(1, 1, 1).delete(0).create().append(1);
        RotationModelSetup setup = RotationModelSetup.of(hand).over(mutant).startingAt(hand.end() - 3);
        RotationModelSearch.Found found =
                RotationModelSearch.everything(setup, true, MOST_RUNS, (schedules, runs) -> {});
        assertEquals(RotationModelViolation.Kind.STUCK, found.kind(), found::toString);
        reporter.publishEntry("seen", found.toString());
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
                    boolean stillStands(HeldFile back, int at) {
                        return true;
                    }
                },
                ChainReader::read,
                reporter);
    }

    /** {@link RotationChain}'s patience forgives two misses in a row, so the search is looked at on its own. */
    @Test
    void searchingUpwardsNeverMissesAFileThatMovesAndDownwardsDoes() throws IOException {
        int missedUpwards = 0;
        int missedDownwards = 0;
        for (int at = 0; at < 4; at++) {
            for (int call = 0; call < 5; call++) {
                Moving moving = new Moving(at, call);
                RotationChain chain = new RotationChain(moving, 4, 5, () -> 0);
                missedUpwards += chain.find(Moving.WANTED, 0) < 0 ? 1 : 0;
                moving = new Moving(at, call);
                boolean found = false;
                for (int i = 4; i >= 0 && !found; i--) {
                    found = Moving.WANTED.same(moving.identity(i));
                }
                missedDownwards += found ? 0 : 1;
            }
        }
        assertEquals(0, missedUpwards);
        assertNotEquals(0, missedDownwards);
    }

    /** One file that moves up a name behind the n-th question. */
    private static final class Moving implements ChainFiles {
        static final Generation WANTED = new Generation(7, 7);

        private int at;
        private int callsBeforeMove;

        Moving(int at, int callsBeforeMove) {
            this.at = at;
            this.callsBeforeMove = callsBeforeMove;
        }

        @Override
        public Generation identity(int index) {
            Generation seen = index == at ? WANTED : null;
            if (callsBeforeMove-- == 0) {
                at++;
            }
            return seen;
        }

        @Override
        public OpenFile open(int index) {
            throw new AssertionError("only searched");
        }

        @Override
        public long size(int index) {
            throw new AssertionError("only searched");
        }

        @Override
        public Generation directory() {
            throw new AssertionError("only searched");
        }
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
        reporter.publishEntry("seen", found.toString());
    }

    /** Every schedule of short chains: all pass with the real chain. */
    private static RotationModelSearch.Found search(RotationModelSetup.Chains chains, RotationModelSetup.Reads reads) {
        List<RotationModelScript> scripts =
                List.of(RotationModelScript.rotations(1, 3, 1), RotationModelScript.rotations(2, 3, 1));
        for (RotationModelScript script : scripts) {
            for (int start = script.end(); start >= 0; start--) {
                RotationModelSetup setup =
                        RotationModelSetup.of(script).over(chains).reading(reads);
                RotationModelSearch.Found found =
                        RotationModelSearch.everything(setup.startingAt(start), true, MOST_RUNS, (s, r) -> {});
                if (!found.isClean()) {
                    return found;
                }
            }
        }
        throw new AssertionError("nothing was seen");
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
