package dev.microsandbox.camel.logs;

import org.apache.camel.Exchange;

/**
 * What becomes of the exchanges of one sandbox: takes note of how a try has ended, and of commits by hand. Wakes the sandbox where that
 * gives it something to do.
 *
 * <p>Any thread.
 */
final class TailOutcomes {
    private final String sandbox;
    private final DeliveryWindow<Batch> window;
    private final TailSending sending;
    private final TailCommits commits;
    /** Whether somebody will be told of failures. */
    private final boolean tells;

    private final TailCounters counters;
    private final TroubleLog trouble;
    private final Runnable wake;

    TailOutcomes(
            String sandbox,
            DeliveryWindow<Batch> window,
            TailSending sending,
            TailCommits commits,
            boolean tells,
            TailCounters counters,
            TroubleLog trouble,
            Runnable wake) {
        this.sandbox = sandbox;
        this.window = window;
        this.sending = sending;
        this.commits = commits;
        this.tells = tells;
        this.counters = counters;
        this.trouble = trouble;
        this.wake = wake;
    }

    String sandbox() {
        return sandbox;
    }

    /** A try has ended. Only takes note: the thread is the route's. */
    void ended(Place<Batch> place, int tryNumber, boolean success, Failure failure) {
        DeliveryWindow.Ended ended = window.end(place, tryNumber, success, failure);
        if (ended == DeliveryWindow.Ended.LATE) {
            late();
            return;
        }
        sending.ended();
        if (ended == DeliveryWindow.Ended.AWAITED || !success) {
            wake.run();
        }
    }

    /** What is to be remembered of a failure: a copy, since the exchange may be used again once it has ended. */
    Failure failure(Exchange exchange) {
        Throwable cause = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        try {
            return new Failure(tells ? exchange.copy() : null, cause);
        } catch (RuntimeException
                | Error e) { // a body that cannot be copied; that it has ended must be known all the same
            return new Failure(null, cause == null ? e : cause);
        }
    }

    /** A commit by hand. */
    MsbLogsManualCommit.Outcome commit(Place<Batch> place, int tryNumber) {
        MsbLogsManualCommit.Outcome outcome = commits.commit(place, tryNumber);
        if (outcome == MsbLogsManualCommit.Outcome.CLOSED) {
            late();
        } else if (commits.isUnclear()) {
            wake.run();
        }
        return outcome;
    }

    private void late() {
        counters.late.increment();
        trouble.note(TroubleLog.Kind.LATE, sandbox);
        trouble.tell(false);
    }
}
