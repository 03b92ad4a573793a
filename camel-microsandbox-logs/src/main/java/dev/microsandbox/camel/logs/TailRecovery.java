package dev.microsandbox.camel.logs;

/**
 * What is done about exchanges that failed: given up, or sent again from the lowest that is not done, once nothing is under way and
 * some time has passed.
 *
 * <p>The worker's thread.
 */
final class TailRecovery {
    private final TailOwner owner;
    private final DeliveryWindow<Batch> window;
    private final FailurePolicy policy;
    private final TailCounters counters;
    private final TroubleLog trouble;

    /** When it is tried again. */
    private long retryAtNanos;

    private boolean waits;
    private boolean stopped;

    TailRecovery(
            TailOwner owner,
            DeliveryWindow<Batch> window,
            FailurePolicy policy,
            TailCounters counters,
            TroubleLog trouble) {
        this.owner = owner;
        this.window = window;
        this.policy = policy;
        this.counters = counters;
        this.trouble = trouble;
    }

    /** Whether nothing stands in the way of dispatching: nothing has failed, or the time has come to send it again. */
    boolean isOver() {
        if (stopped) {
            return false;
        }
        if (!window.hasFailed()) {
            return true;
        }
        Place<Batch> lowest = null;
        for (Place<Batch> failed : window.failed()) {
            switch (policy.after(failed.failures)) {
                case skip -> giveUp(failed);
                case stop -> {
                    stop(failed);
                    return false;
                }
                default -> lowest = lowest == null ? failed : lowest;
            }
        }
        if (lowest == null) {
            return true;
        }
        if (window.underWay() > 0) {
            return false; // the window is emptied first, so that what comes again comes in order
        }
        return isTime(lowest);
    }

    private boolean isTime(Place<Batch> lowest) {
        if (!waits) {
            long delay = policy.delayMillis(lowest.failures);
            waits = true;
            retryAtNanos = System.nanoTime() + delay * 1_000_000;
            counters.retries.increment();
            trouble.note(
                    TroubleLog.Kind.RETRY,
                    lowest.value().first().id() + ", try " + lowest.tries + ", again in " + delay + " ms: "
                            + ((Failure) lowest.failure).text());
        }
        if (System.nanoTime() - retryAtNanos < 0) {
            return false;
        }
        waits = false;
        window.rewind();
        return true;
    }

    /** How long until it is tried again, in milliseconds; negative: nothing waits for that. */
    long millisLeft() {
        return waits ? Math.max(0, (retryAtNanos - System.nanoTime() + 999_999) / 1_000_000) : -1;
    }

    private void giveUp(Place<Batch> failed) {
        window.skip(failed);
        counters.skipped.add(failed.value().size());
        trouble.note(TroubleLog.Kind.SKIPPED, describe(failed));
        owner.gaveUp("Skipped " + describe(failed), (Failure) failed.failure);
    }

    private void stop(Place<Batch> failed) {
        stopped = true;
        Failure failure = (Failure) failed.failure;
        try {
            owner.gaveUp("The route is stopped: it failed on " + describe(failed), failure);
        } finally {
            owner.stopRoute(failure.exception());
        }
    }

    private static String describe(Place<Batch> failed) {
        Batch batch = failed.value();
        return batch.first().id() + (batch.size() > 1 ? " and " + (batch.size() - 1) + " more" : "") + ", try "
                + failed.tries + ": " + ((Failure) failed.failure).text();
    }
}
