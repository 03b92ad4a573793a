package dev.microsandbox.camel.logs;

/**
 * What to do about an exchange that failed: options {@code onFailure}, {@code retryDelay}, {@code maxRetryDelay}, {@code maxRetries},
 * {@code afterRetries}.
 *
 * <p>Immutable, any thread.
 */
record FailurePolicy(
        MsbLogsConfiguration.OnFailure onFailure,
        long retryDelayMillis,
        long maxRetryDelayMillis,
        int maxRetries,
        MsbLogsConfiguration.AfterRetries afterRetries) {
    static FailurePolicy of(MsbLogsConfiguration options) {
        return new FailurePolicy(
                options.getOnFailure(),
                options.getRetryDelay(),
                options.getMaxRetryDelay(),
                options.getMaxRetries(),
                options.getAfterRetries());
    }

    /** What to do when this is so often that it has failed, from 1. */
    MsbLogsConfiguration.OnFailure after(int failures) {
        if (onFailure != MsbLogsConfiguration.OnFailure.retry || maxRetries < 0 || failures <= maxRetries) {
            return onFailure;
        }
        return afterRetries == MsbLogsConfiguration.AfterRetries.skip
                ? MsbLogsConfiguration.OnFailure.skip
                : MsbLogsConfiguration.OnFailure.stop;
    }

    /** How long to wait before it is tried again: doubled each time. */
    long delayMillis(int failures) {
        long delay = retryDelayMillis;
        for (int i = 1; i < failures && delay < maxRetryDelayMillis; i++) {
            delay *= 2;
        }
        return Math.min(delay, maxRetryDelayMillis);
    }

    /** Whether a failure may ever be handed to the exception handler. */
    boolean tells() {
        return onFailure != MsbLogsConfiguration.OnFailure.retry || maxRetries >= 0;
    }
}
