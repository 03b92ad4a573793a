package dev.microsandbox.camel.logs;

/**
 * Asks for a turn after a while. One timer serves for all that wait, the earliest.
 *
 * <p>The worker's thread.
 */
final class TailTimer {
    private final Turns turns;
    private final Runnable wake;
    private boolean isSet;
    private long atNanos;

    TailTimer(Turns turns, Runnable wake) {
        this.turns = turns;
        this.wake = wake;
    }

    /** Asks in so many milliseconds; negative: never. */
    void wakeIn(long millis) {
        long at = System.nanoTime() + millis * 1_000_000;
        if (millis < 0 || isSet && atNanos - at <= 0) {
            return;
        }
        isSet = true;
        atNanos = at;
        turns.run(
                () -> {
                    isSet &= atNanos != at;
                    wake.run();
                },
                millis);
    }
}
