package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Everything about a run but the schedule.
 *
 * @param start how many of the producer's steps are done before the reader begins
 * @param keeperLooks how often the keeper looks before anything is read
 * @param once reads what is there, and no more
 * @param nanosPerIdle how far the clock goes on each time that the reader found nothing, while the producer is not done
 */
record RotationModelSetup(
        RotationModelScript script,
        int start,
        int maxOpenFiles,
        RotationModelDisk.Numbers numbers,
        int keeperLooks,
        boolean once,
        long nanosPerIdle,
        Chains chains,
        Reads reads) {

    /** Makes the chain: the real one, or one with a precaution taken away. */
    interface Chains {
        RotationChain make(ChainFiles files, int rotated, int maxOpenFiles, LongSupplier nanoClock);
    }

    /** Reads: the real way, or with a precaution taken away. */
    interface Reads {
        ChainReader.Outcome read(ChainReader reader, ByteBuffer into, long offset, int known) throws IOException;
    }

    static RotationModelSetup of(RotationModelScript script) {
        return new RotationModelSetup(
                script, 0, 13, RotationModelDisk.Numbers.UNIQUE, 0, false, 0, RotationChain::new, ChainReader::read);
    }

    RotationModelSetup startingAt(int position) {
        return new RotationModelSetup(
                script, position, maxOpenFiles, numbers, keeperLooks, once, nanosPerIdle, chains, reads);
    }

    RotationModelSetup withOpenFiles(int most) {
        return new RotationModelSetup(script, start, most, numbers, keeperLooks, once, nanosPerIdle, chains, reads);
    }

    RotationModelSetup with(RotationModelDisk.Numbers other) {
        return new RotationModelSetup(
                script, start, maxOpenFiles, other, keeperLooks, once, nanosPerIdle, chains, reads);
    }

    RotationModelSetup withKeeper(int looks) {
        return new RotationModelSetup(script, start, maxOpenFiles, numbers, looks, once, nanosPerIdle, chains, reads);
    }

    RotationModelSetup readingOnce() {
        return new RotationModelSetup(
                script, start, maxOpenFiles, numbers, keeperLooks, true, nanosPerIdle, chains, reads);
    }

    RotationModelSetup withClock(long nanosPerIdleNow) {
        return new RotationModelSetup(
                script, start, maxOpenFiles, numbers, keeperLooks, once, nanosPerIdleNow, chains, reads);
    }

    RotationModelSetup over(Chains other) {
        return new RotationModelSetup(
                script, start, maxOpenFiles, numbers, keeperLooks, once, nanosPerIdle, other, reads);
    }

    RotationModelSetup reading(Reads other) {
        return new RotationModelSetup(
                script, start, maxOpenFiles, numbers, keeperLooks, once, nanosPerIdle, chains, other);
    }

    @Override
    public String toString() {
        return "chain of " + script.oldest() + ", " + script.end() + " steps, start at " + start + ", " + maxOpenFiles
                + " open files, numbers " + numbers + (keeperLooks > 0 ? ", keeper " + keeperLooks : "")
                + (once ? ", once" : "") + (nanosPerIdle > 0 ? ", clock " + nanosPerIdle : "");
    }
}
