package dev.microsandbox.camel.logs;

/**
 * Commits an exchange, with {@code commit=manual}: the value of the header {@link MsbLogsConstants#MANUAL_COMMIT}.
 *
 * <p>Any thread, during the exchange and after it has ended; as often as one likes.
 */
@FunctionalInterface
public interface MsbLogsManualCommit {
    /** What a commit came to. */
    enum Outcome {
        /** What this exchange carries, and all before it, counts as done: the cursor behind it is stored, or will be at once. */
        COMMITTED,
        /** It counts as done, but its exchange or one before it is still under way: the cursor is stored when that has ended. */
        HELD_BACK,
        /** It was committed before, or something behind it was: what is stored covers it, and nothing changed. */
        ALREADY_COMMITTED,
        /** Its exchange has failed and comes again: this commit is forgotten. */
        FAILED,
        /** The route has stopped since: nothing changed, and what was not committed before comes again. */
        CLOSED
    }

    /**
     * Counts what this exchange carries, and everything before it that has ended, as done. With the component's own repository the
     * cursor is stored by its writer; with another one {@code setState} is called on this thread, where it is not held back, so that a
     * transaction can hold it.
     *
     * @return what came of it
     * @throws RuntimeException what that repository throws
     */
    Outcome commit();
}
