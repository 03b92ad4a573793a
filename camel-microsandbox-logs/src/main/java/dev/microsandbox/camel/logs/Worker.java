package dev.microsandbox.camel.logs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of ours, which nobody interrupts: an interrupt would close the files that it reads.
 *
 * <p>Any thread.
 */
final class Worker implements Turns {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    /** So many turns of those ahead run before one of those behind, if any waits. */
    private static final int MOST_IN_A_ROW = 8;

    private final String name;
    private final Runnable onBusy;
    private final ScheduledThreadPoolExecutor executor;
    private final Queue<Runnable> ahead = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> behind = new ConcurrentLinkedQueue<>();
    /** How many turns of those ahead ran since one of those behind did. The thread's own. */
    private int aheadInARow;
    /** When the task that runs began; 0: none runs. Set by the thread, read by whoever looks after it. */
    private volatile long busySinceNanos;

    /**
     * @param onBusy called by the thread at the beginning of each task; must be quick
     */
    Worker(String name, Runnable onBusy) {
        this.name = name;
        this.onBusy = onBusy;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task, now or after a while; not at all when the worker is closed before. */
    @Override
    public void run(Runnable task, long delayMillis) {
        try {
            Future<?> unused = executor.schedule(() -> guarded(task), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: stopped, no further turn", name);
        }
    }

    @Override
    public void turn(Runnable turn, boolean isAhead) {
        (isAhead ? ahead : behind).add(turn);
        run(this::next, 0); // as many of these as there are turns
    }

    private void next() {
        Runnable turn = aheadInARow < MOST_IN_A_ROW ? ahead.poll() : null;
        aheadInARow++;
        if (turn == null) {
            turn = behind.poll();
            aheadInARow = 0;
        }
        if (turn == null) {
            turn = ahead.poll();
        }
        if (turn != null) { // null only when the worker is closed
            turn.run();
        }
    }

    /** The executor keeps what a task throws to itself. */
    private void guarded(Runnable task) {
        long now = System.nanoTime();
        busySinceNanos = now == 0 ? 1 : now;
        onBusy.run();
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error(
                    "{}: a turn ended with an error; the sandbox is looked at again by the sweep", name, Escaped.of(e));
            throw e;
        } finally {
            busySinceNanos = 0;
        }
    }

    /** Whether a task runs now. */
    boolean isBusy() {
        return busySinceNanos != 0;
    }

    /** Whether one task has been running for so long. */
    boolean isBusyFor(long nanos) {
        long since = busySinceNanos;
        return since != 0 && System.nanoTime() - since >= nanos;
    }

    /** Runs a last task behind the one that runs, in place of all that wait; then the thread ends. */
    Future<?> close(Runnable last) {
        executor.getQueue().clear();
        ahead.clear();
        behind.clear();
        Future<?> closed = executor.submit(last);
        executor.shutdown(); // the last task runs all the same, also when nobody waits for it any more
        return closed;
    }
}
