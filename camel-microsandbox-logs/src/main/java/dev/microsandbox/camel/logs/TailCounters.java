package dev.microsandbox.camel.logs;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a consumer has done, for those who look from outside.
 *
 * <p>Any thread.
 */
final class TailCounters {
    final LongAdder entries = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder oversized = new LongAdder();
    final LongAdder torn = new LongAdder();
    final LongAdder truncations = new LongAdder();
    final LongAdder rotations = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder bytesLost = new LongAdder();
    final LongAdder invalidCursors = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder skipped = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder forgotten = new LongAdder();

    /** As they are now. */
    ConsumerStatus.Counts counts() {
        return new ConsumerStatus.Counts(
                entries.sum(),
                bytes.sum(),
                malformed.sum(),
                oversized.sum(),
                torn.sum(),
                truncations.sum(),
                rotations.sum(),
                gaps.sum(),
                bytesLost.sum(),
                invalidCursors.sum(),
                retries.sum(),
                skipped.sum(),
                late.sum(),
                refused.sum(),
                commits.sum(),
                forgotten.sum());
    }
}
