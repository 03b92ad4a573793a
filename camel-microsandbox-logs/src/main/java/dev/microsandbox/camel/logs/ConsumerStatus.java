package dev.microsandbox.camel.logs;

import java.time.Duration;
import java.util.List;

/**
 * One consumer as seen from outside: what the health check, JMX, the dev console and the meters show. Counts are since the consumer was
 * made.
 *
 * <p>Immutable, any thread.
 *
 * @param cursorName under which its cursors are stored
 * @param routeId null: it has no route
 * @param ready whether its sandboxes were looked for at least once since it was started
 * @param counts what was done
 * @param sandboxes how many it reads
 * @param unreadable how many of them cannot be read now
 * @param unwatched how many of them are looked at every {@code delay} only
 * @param inFlight exchanges under way
 * @param inFlightBytes what they keep in memory, in bytes, about
 * @param openFiles log files that are open
 * @param heldBytes bytes of files that only this consumer still has, since they were rotated away or removed
 * @param lagBytes bytes of all logs that are not done
 * @param lag the age of the oldest entry that is not done; zero: all are
 * @param rotationsLeft of the sandbox that is next to lose lines: with how many more rotations it would; -1: none is behind
 * @param nextToLose that sandbox; null: none is behind
 * @param trouble what keeps the consumer as a whole from doing its work; empty: nothing
 * @param lastError why a sandbox cannot be read, any of them; null: all can
 */
public record ConsumerStatus(
        String cursorName,
        String routeId,
        boolean ready,
        Counts counts,
        int sandboxes,
        int unreadable,
        int unwatched,
        int inFlight,
        long inFlightBytes,
        int openFiles,
        long heldBytes,
        long lagBytes,
        Duration lag,
        int rotationsLeft,
        String nextToLose,
        List<String> trouble,
        String lastError) {
    /**
     * What a consumer has done.
     *
     * @param entries entries that are done
     * @param bytes their data, in bytes
     * @param malformed lines skipped since they are no entries
     * @param oversized lines skipped since they are longer than {@code maxLineBytes}
     * @param torn lines given up since their end never came
     * @param truncations files read again from their beginning since they were truncated or written anew
     * @param rotations files read to their end and followed into the next
     * @param gaps places where lines were lost, or may have been
     * @param bytesLost how many bytes were lost there at the least
     * @param invalidCursors stored cursors that did not fit what is on disk
     * @param retries times that failed exchanges were sent again
     * @param skipped entries given up after a failure
     * @param late exchanges that ended after the consumer had stopped
     * @param refused names in log directories that are no regular files
     * @param commits cursors stored
     * @param forgotten stored cursors dropped, {@code forgetAfter} their sandbox had gone
     */
    public record Counts(
            long entries,
            long bytes,
            long malformed,
            long oversized,
            long torn,
            long truncations,
            long rotations,
            long gaps,
            long bytesLost,
            long invalidCursors,
            long retries,
            long skipped,
            long late,
            long refused,
            long commits,
            long forgotten) {}
}
