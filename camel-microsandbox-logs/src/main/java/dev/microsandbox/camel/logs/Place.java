package dev.microsandbox.camel.logs;

/**
 * The place of one exchange in a {@link DeliveryWindow}. It keeps what was sent until all before it is done, so that it can be sent
 * again as it was.
 *
 * <p>Guarded by its window, but for what never changes.
 */
final class Place<C> {
    /** What becomes of it. */
    enum State {
        UNDER_WAY,
        DONE,
        FAILED,
        /** To be sent again: it failed, or something before it did. */
        WAITING
    }

    private final C value;
    /** Its number in the order of dispatch, from 1. */
    final long number;

    State state = State.UNDER_WAY;
    /** Which try is under way, or was the last; from 1. */
    int tries = 1;
    /** How many tries failed. */
    int failures;
    /** The last try that failed; 0: none. A commit of it, or of one before, is forgotten. */
    int failedTry;
    /** What is known of the last failure; null: nothing. */
    Object failure;
    /** Whether the stored cursor may come to stand behind it once all before it is done. */
    boolean committed;
    /** It failed, and was given up. */
    boolean skipped;
    /** Next in the order of dispatch; null: the last. */
    Place<C> next;

    Place(C value, long number, boolean committed) {
        this.value = value;
        this.number = number;
        this.committed = committed;
    }

    C value() {
        return value;
    }
}
