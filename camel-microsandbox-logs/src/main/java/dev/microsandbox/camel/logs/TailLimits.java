package dev.microsandbox.camel.logs;

/**
 * How much of one sandbox may be in flight, and how it is sent and stored.
 *
 * <p>Immutable, any thread.
 */
record TailLimits(
        int maxInFlight,
        int batchSize,
        long batchTimeoutNanos,
        long maxBatchWeight,
        boolean manualCommit,
        long commitIntervalNanos,
        FailurePolicy failures) {
    /** A batch is cut when it has this part of what may be in flight at all, so that it does not shut out the others. */
    private static final int BATCH_PART = 4;

    static TailLimits of(MsbLogsConfiguration options) {
        boolean manual = options.getCommit() == MsbLogsConfiguration.Commit.manual;
        return new TailLimits(
                options.getMaxInFlight(),
                options.getBatchSize(),
                options.getBatchTimeout() * 1_000_000,
                options.inFlightBytes() / BATCH_PART,
                manual,
                manual ? 0 : options.getCommitInterval() * 1_000_000,
                FailurePolicy.of(options));
    }

    long commitIntervalMillis() {
        return commitIntervalNanos / 1_000_000;
    }
}
