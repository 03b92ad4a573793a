package dev.microsandbox.logs;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Runs the model under many schedules. A run is made anew for every schedule; nothing is kept between two but what is counted.
 *
 * <p>One thread.
 */
final class RotationModelSearch {
    /** What a search came to; where it found something, also in which schedule. */
    record Found(
            long schedules,
            long runs,
            RotationModelRun.Tally tally,
            RotationModelViolation.Kind kind,
            String text,
            RotationModelSetup setup,
            int[] steps) {

        static Found clean(long schedules, long runs, RotationModelRun.Tally tally, String text) {
            return new Found(schedules, runs, tally, null, text, null, null);
        }

        boolean isClean() {
            return kind == null;
        }

        @Override
        public String toString() {
            return schedules + " schedules in " + runs + " runs; " + tally + text;
        }
    }

    /** Told how far a long search has come. */
    interface Progress {
        void at(long schedules, long runs);
    }

    private static final long OFTEN = 1_000_000;

    private RotationModelSearch() {}

    /**
     * Every schedule that the reader can tell from all others, up to {@code mostRuns} runs.
     *
     * @param merging whether a run ends where the reader is in a state that was searched before; its schedules are counted all the same
     */
    static Found everything(RotationModelSetup setup, boolean merging, long mostRuns, Progress progress) {
        RotationModelTree tree = new RotationModelTree(setup.script(), merging);
        RotationModelRun.Tally tally = new RotationModelRun.Tally();
        long runs = 0;
        do {
            tree.again();
            RotationModelDisk disk = disk(setup, tree, false);
            try {
                tree.ended(new RotationModelRun(setup, disk, tree, tally).go());
            } catch (RotationModelViolation e) {
                return failed(setup, disk, tree.schedules(), runs, tally, e);
            }
            if (++runs % OFTEN == 0) {
                progress.at(tree.schedules(), runs);
            }
        } while (runs < mostRuns && tree.next());
        return Found.clean(tree.schedules(), runs, tally, "");
    }

    /** Schedules by chance. Each has its own seed: the next one's is one more. */
    static Found random(RotationModelSetup setup, long seed, long count, Progress progress) {
        RotationModelRun.Tally tally = new RotationModelRun.Tally();
        for (long run = 0; run < count; run++) {
            SplittableRandom random = new SplittableRandom(seed + run);
            RotationModelSetup begun = setup.startingAt(
                    random.nextInt(4) == 0 ? random.nextInt(setup.script().end() + 1) : setup.start());
            Chance chance = new Chance(random);
            RotationModelDisk disk = disk(begun, chance, false);
            try {
                new RotationModelRun(begun, disk, chance, tally).go();
            } catch (RotationModelViolation e) {
                Found found = failed(begun, disk, run, run, tally, e);
                String text = "\n  seed " + (seed + run) + found.text();
                return new Found(run, run, tally, e.kind, text, begun, found.steps());
            }
            if ((run + 1) % OFTEN == 0) {
                progress.at(run + 1, run + 1);
            }
        }
        return Found.clean(count, count, tally, "");
    }

    private static Found failed(
            RotationModelSetup setup,
            RotationModelDisk disk,
            long schedules,
            long runs,
            RotationModelRun.Tally tally,
            RotationModelViolation violation) {
        int[] steps = disk.schedule();
        String replay = Arrays.toString(steps);
        String text = "\n  " + violation.getMessage() + "\n  " + setup + "\n  replay("
                + replay.substring(1, replay.length() - 1) + ")"
                + replay(setup, steps).text();
        return new Found(schedules, runs, tally, violation.kind, text, setup, steps);
    }

    /** One schedule: how many of the producer's steps are done before each call of the reader. The text tells the story. */
    static Found replay(RotationModelSetup setup, int... steps) {
        Replay replay = new Replay(steps);
        RotationModelDisk disk = disk(setup, replay, true);
        RotationModelRun.Tally tally = new RotationModelRun.Tally();
        try {
            new RotationModelRun(setup, disk, replay, tally).go();
        } catch (RotationModelViolation e) {
            return new Found(0, 1, tally, e.kind, disk.story() + "\n  " + e.getMessage(), setup, steps);
        }
        return Found.clean(1, 1, tally, disk.story());
    }

    private static RotationModelDisk disk(
            RotationModelSetup setup, RotationModelDisk.Scheduler scheduler, boolean tell) {
        return new RotationModelDisk(setup.script(), setup.start(), setup.numbers(), scheduler, tell);
    }

    /** Sometimes the producer is slow, sometimes it runs away; sometimes the reader sleeps. */
    private static final class Chance implements RotationModelDisk.Scheduler {
        private final SplittableRandom random;
        private final int oneIn;
        private final int burst;
        private final int sleep;
        private int asleep;

        Chance(SplittableRandom random) {
            this.random = random;
            this.oneIn = 1 << random.nextInt(7);
            this.burst = 1 << random.nextInt(5);
            this.sleep = 1 + (1 << random.nextInt(6));
        }

        @Override
        public int position(RotationModelDisk disk, RotationModelDisk.Call call, int argument) {
            int steps = asleep;
            asleep = 0;
            if (random.nextInt(oneIn) == 0) {
                steps += 1 + random.nextInt(burst);
            }
            return Math.min(disk.position() + steps, disk.script().end());
        }

        @Override
        public boolean isKnown(RotationModelRun run) {
            return false;
        }

        @Override
        public void idle() {
            asleep = random.nextInt(sleep);
        }
    }

    private static final class Replay implements RotationModelDisk.Scheduler {
        private final int[] steps;
        private int call;
        private boolean idle;

        Replay(int[] steps) {
            this.steps = steps;
        }

        @Override
        public int position(RotationModelDisk disk, RotationModelDisk.Call asked, int argument) {
            int by = call < steps.length ? steps[call] : idle ? 1 : 0;
            call++;
            idle = false;
            return Math.min(disk.position() + by, disk.script().end());
        }

        @Override
        public boolean isKnown(RotationModelRun run) {
            return false;
        }

        @Override
        public void idle() {
            idle = true;
        }
    }
}
