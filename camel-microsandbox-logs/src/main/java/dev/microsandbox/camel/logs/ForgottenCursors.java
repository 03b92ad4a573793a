package dev.microsandbox.camel.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Drops the stored cursors of sandboxes that have been gone for {@code forgetAfter}, so that the journal does not grow for ever on a host
 * that makes one every second.
 *
 * <p>One thread.
 */
final class ForgottenCursors {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LOOKS = 10;

    private final StoredCursors cursors;
    private final Duration after;
    private final Duration pause;
    private final TailCounters counters;
    private Instant next = Instant.MIN;

    /**
     * @param after how long a sandbox must have been gone
     */
    ForgottenCursors(StoredCursors cursors, Duration after, TailCounters counters) {
        this.cursors = cursors;
        this.after = after;
        this.counters = counters;
        Duration part = after.dividedBy(LOOKS);
        this.pause = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
    }

    /**
     * Looks, when it is time.
     *
     * @param gone whether a sandbox is not there any more, and nobody reads it
     */
    void look(Predicate<String> gone, Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(pause);
        for (String sandbox : cursors.sandboxes()) {
            if (gone.test(sandbox)) {
                Instant since = cursors.goneSince(sandbox, now);
                if (!since.plus(after).isAfter(now)) {
                    cursors.forget(sandbox);
                    counters.forgotten.increment();
                }
            }
        }
    }
}
