package dev.microsandbox.camel.logs;

/** Where the turns of a sandbox run: one at a time, in order. */
interface Turns {
    /** Runs a task, now or after a while. Any thread. */
    void run(Runnable task, long delayMillis);
}
