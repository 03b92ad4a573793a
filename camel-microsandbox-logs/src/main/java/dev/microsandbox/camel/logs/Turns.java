package dev.microsandbox.camel.logs;

/** Where the turns of a sandbox run: one at a time. */
interface Turns {
    /** Runs a task, now or after a while. Any thread. */
    void run(Runnable task, long delayMillis);

    /**
     * Runs a turn as soon as it can be: in order with those of its rank, those ahead before the others, but never all the time. Any
     * thread.
     *
     * @param ahead whether it is likely to be short, or cannot wait
     */
    default void turn(Runnable turn, boolean ahead) {
        run(turn, 0);
    }
}
