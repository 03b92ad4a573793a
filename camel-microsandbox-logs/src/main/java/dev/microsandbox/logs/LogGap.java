package dev.microsandbox.logs;

import java.time.Instant;

/**
 * Lines of one log file that were lost before they could be read, or may have been.
 *
 * <p>Immutable, any thread.
 *
 * @param file the log file's name: {@code exec.log}, {@code runtime.log} or {@code kernel.log}
 * @param fromGeneration generation of the file that was read last
 * @param fromOffset up to where that file was read, in bytes
 * @param toGeneration generation of the file that reading goes on with; 0 when it is not known yet
 * @param toOffset where reading goes on in it, in bytes
 * @param bytesAtLeast how many bytes were lost at the least; 0 when it may be that none were
 * @param bytesAtMost how many bytes were lost at the most; -1 when there is no telling
 * @param certainty whether it is known that a file was never seen
 * @param reason why, in words
 * @param at when it was noticed
 */
public record LogGap(
        String file,
        long fromGeneration,
        long fromOffset,
        long toGeneration,
        long toOffset,
        long bytesAtLeast,
        long bytesAtMost,
        Certainty certainty,
        String reason,
        Instant at) {
    /** How sure a gap is. */
    public enum Certainty {
        /** At least one file of the chain was never read. */
        LOST,
        /** The file that reading goes on with may directly follow the one that was read last. */
        POSSIBLE
    }

    @Override
    public String toString() {
        return (certainty == Certainty.LOST ? "lines of " : "perhaps lines of ")
                + file + " lost behind generation " + Long.toUnsignedString(fromGeneration) + " offset " + fromOffset
                + " (" + reason + "; bytes lost: at least " + bytesAtLeast + ", at most "
                + (bytesAtMost < 0 ? "unknown" : Long.toString(bytesAtMost)) + ")";
    }
}
