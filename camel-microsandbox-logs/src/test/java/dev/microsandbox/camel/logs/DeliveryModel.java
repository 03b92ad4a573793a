package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;

/**
 * A real tail on real files, whose worker is this thread, and beside it what must hold: of the entries 1 … n, those below the lowest that
 * is not done never come again after a crash, all others do, in order.
 *
 * <p>One thread; the watch may ask for turns from its own.
 */
final class DeliveryModel implements AutoCloseable {
    /** What can happen. */
    enum Kind {
        WRITE,
        ROTATE,
        END,
        END_ALL,
        FAIL,
        COMMIT,
        CRASH,
        STOP
    }

    /** Something happens; {@code which} chooses of how much, or of what. */
    record Act(Kind kind, int which) {}

    /** How a sequence is run. */
    record Setup(
            int maxInFlight,
            int batchSize,
            boolean manual,
            boolean foreign,
            MsbLogsConfiguration.OnFailure onFailure) {}

    /** The producer keeps four rotated files: more rotations behind the stored cursor would lose lines by right. */
    private static final int SAFE_ROTATIONS = 3;

    private static final int TURNS_LIMIT = 10_000;

    private final Setup setup;
    private final Sandboxes sandboxes;
    private final Path logs;
    private final States states = new States();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private SandboxTail tail;
    private StoredCursors cursors;
    private final List<Delivery> underWay = new ArrayList<>();
    private final List<Delivery> ended = new ArrayList<>();

    // The model. Entries are numbers from 1.
    private int written;
    private int rotations;
    /** After how many rotations a number was written; 0: where everything begins. */
    private final List<Integer> fileOf = new ArrayList<>(List.of(0));

    /** The highest number that a crash may not bring again: all up to it are done, and committed. */
    private int safe;
    /** Up to where it is stored by a commit within an exchange that is still under way; 0: nothing is. */
    private int ahead;
    /** Done since the last rewind or restart, or given up. */
    private final TreeSet<Integer> done = new TreeSet<>();
    /** Committed by hand. */
    private final TreeSet<Integer> committed = new TreeSet<>();
    /** What must come next in this run, unless a failure makes it go back. */
    private int next = 1;
    /** Those that failed, by the first of their batch, and were not sent again yet. */
    private final TreeSet<Integer> failed = new TreeSet<>();

    DeliveryModel(Path directory, Setup setup) {
        this.setup = setup;
        this.sandboxes = new Sandboxes(directory);
        this.logs = sandboxes.logs("web");
        sandboxes.raw("web", "");
        open();
    }

    void act(Act act) {
        switch (act.kind()) {
            case WRITE -> {
                for (int i = 0; i <= act.which(); i++) {
                    sandboxes.out("web", String.valueOf(++written));
                    fileOf.add(rotations);
                }
            }
            case ROTATE -> {
                if (rotations - fileOf.get(safe) < SAFE_ROTATIONS) {
                    sandboxes.rotate("web");
                    rotations++;
                }
            }
            case END -> end(act.which());
            case END_ALL -> endAll();
            case FAIL -> failOne(act.which());
            case COMMIT -> commit(act.which());
            case CRASH -> crash();
            default -> stop();
        }
        turns();
    }

    private void end(int which) {
        if (!underWay.isEmpty()) {
            Delivery delivery = underWay.remove(which % underWay.size());
            ended.add(delivery);
            numbers(delivery).forEach(done::add);
            over(delivery, true);
            advance();
        }
    }

    private void endAll() {
        while (!underWay.isEmpty()) {
            end(0);
            turns();
        }
    }

    private void failOne(int which) {
        if (!underWay.isEmpty()) {
            Delivery delivery = underWay.remove(which % underWay.size());
            List<Integer> numbers = numbers(delivery);
            committed.removeAll(numbers);
            if (numbers.contains(ahead)) {
                ahead = 0; // forgotten
            }
            if (setup.onFailure() == MsbLogsConfiguration.OnFailure.skip) {
                numbers.forEach(done::add);
            } else {
                failed.add(numbers.get(0));
            }
            over(delivery, false);
            turns(); // what is given up counts from the next turn on
            advance();
        }
    }

    private void over(Delivery delivery, boolean success) {
        if (success) {
            delivery.onComplete(exchange());
        } else {
            delivery.refused(new IllegalStateException("no"));
        }
    }

    private Exchange exchange() {
        return new org.apache.camel.support.DefaultExchange(CONTEXT);
    }

    private static final org.apache.camel.CamelContext CONTEXT = new org.apache.camel.impl.DefaultCamelContext();

    /** Commits one that has ended, or one that is under way: with a repository of somebody else's that may be stored at once. */
    private void commit(int which) {
        List<Delivery> choice = new ArrayList<>(underWay);
        choice.addAll(ended);
        if (!setup.manual() || choice.isEmpty()) {
            return;
        }
        Delivery delivery = choice.get(which % choice.size());
        List<Integer> numbers = numbers(delivery);
        MsbLogsManualCommit.Outcome outcome = delivery.manualCommit().commit();
        if (outcome == MsbLogsManualCommit.Outcome.COMMITTED
                || outcome == MsbLogsManualCommit.Outcome.HELD_BACK
                || outcome == MsbLogsManualCommit.Outcome.ALREADY_COMMITTED) {
            committed.addAll(numbers);
        }
        if (outcome == MsbLogsManualCommit.Outcome.COMMITTED && underWay.contains(delivery)) {
            assertTrue(setup.foreign(), "stored within its exchange");
            for (int number = safe + 1; number < numbers.get(0); number++) {
                assertTrue(done.contains(number), number + " was not done when " + numbers + " was committed");
            }
            ahead = numbers.get(numbers.size() - 1);
        }
        advance();
    }

    /** Moves {@link #safe} as far as it must be by now. */
    private void advance() {
        int contiguous = safe;
        while (done.contains(contiguous + 1)) {
            contiguous++;
        }
        if (!setup.manual()) {
            safe = contiguous;
            return;
        }
        Integer highest = committed.floor(contiguous);
        if (highest != null && highest > safe) {
            safe = highest;
        }
    }

    /** The process is gone; what it had stored is there. */
    private void crash() {
        turns();
        cursors.close(); // so that closing it stores nothing
        tail.close();
        restart();
    }

    /** All ends well, and then it stops. */
    private void stop() {
        settleAll();
        tail.close();
        restart();
    }

    private void settleAll() {
        for (int i = 0; i < 100 && !underWay.isEmpty(); i++) {
            endAll();
            turns();
        }
        assertEquals(0, underWay.size());
    }

    private void restart() {
        cursors.close();
        tasks.clear();
        underWay.clear();
        ended.clear();
        failed.clear();
        safe = Math.max(safe, ahead);
        ahead = 0;
        done.removeIf(number -> number > safe);
        committed.removeIf(number -> number > safe);
        next = safe + 1;
        open();
        turns();
    }

    private void open() {
        cursors = new StoredCursors(states, "model", !setup.foreign());
        TailLimits limits = new TailLimits(
                setup.maxInFlight(),
                setup.batchSize(),
                0,
                1 << 20,
                setup.manual(),
                0,
                new FailurePolicy(setup.onFailure(), 0, 0, -1, MsbLogsConfiguration.AfterRetries.stop));
        TroubleLog trouble = new TroubleLog("model", Clock.systemUTC());
        tail = new SandboxTail(
                new Owner(),
                "web",
                logs,
                (task, delayMillis) -> {
                    if (delayMillis < 50) {
                        tasks.add(task);
                    }
                },
                new TailOpening.Beginning(
                        LogOptions.builder().follow(true).failOnMissedRotation(false), null, null, true, false, false),
                cursors,
                limits,
                new InFlightTotal(1000, 1 << 20, true),
                new TailCounters(),
                trouble);
        assertTrue(tail.open());
    }

    /** Runs turns until there is nothing to do; at least one, which the watch may be about to ask for as well. */
    private void turns() {
        tail.wake();
        int turns = 0;
        while (turns == 0 || !tasks.isEmpty()) {
            Runnable task = tasks.poll();
            if (task == null) {
                Thread.onSpinWait();
            } else {
                task.run();
                turns++;
            }
            assertTrue(turns < TURNS_LIMIT, "it does not come to rest");
        }
    }

    /** Everything ends well: then all is done, and a restart brings nothing again. */
    void finish() {
        turns();
        settleAll();
        assertEquals(written, next - 1, "the last that came");
        if (setup.manual() && !ended.isEmpty()) {
            ended.get(ended.size() - 1).manualCommit().commit();
            committed.addAll(numbers(ended.get(ended.size() - 1)));
            advance();
            turns();
        }
        stop();
        settleAll();
        assertEquals(written, next - 1, "the last that came after a restart");
    }

    private static List<Integer> numbers(Delivery delivery) {
        List<Integer> numbers = new ArrayList<>();
        for (LogEntry entry : delivery.batch().entries()) {
            numbers.add(Integer.valueOf(entry.text().strip()));
        }
        return numbers;
    }

    @Override
    public void close() {
        tail.close();
    }

    /** Checks what is sent. */
    private final class Owner implements TailOwner {
        @Override
        public boolean mayDispatch() {
            return true;
        }

        @Override
        public void dispatch(Delivery delivery) {
            List<Integer> numbers = numbers(delivery);
            int first = numbers.get(0);
            if (!failed.isEmpty() && failed.first() == first) {
                // It goes back to the lowest that is not done: nothing may be under way, and nothing below is missing.
                assertEquals(0, underWay.size(), "under way when " + numbers + " comes again");
                assertTrue(delivery.tryNumber() > 1, "which try " + numbers + " is");
                failed.clear();
                done.removeIf(number -> number >= first);
                next = first;
            }
            assertEquals(next, first, "what comes next");
            for (int number : numbers) {
                assertEquals(next++, number, "in " + numbers);
            }
            underWay.add(delivery);
            assertTrue(underWay.size() <= setup.maxInFlight(), "under way: " + underWay.size());
        }

        @Override
        public void shortOfHandles() {
            throw new AssertionError("there are enough");
        }

        @Override
        public void waits(SandboxTail waiting) {
            // this thread has time
        }

        @Override
        public void served(SandboxTail waiting) {
            // this thread has time
        }

        @Override
        public void failed(String message, Exception cause) {
            fail(message, cause);
        }

        @Override
        public void gaveUp(String message, Failure failure) {
            assertEquals(MsbLogsConfiguration.OnFailure.skip, setup.onFailure());
        }

        @Override
        public void stopRoute(Exception cause) {
            fail("the route is stopped", cause);
        }

        @Override
        public void finished(SandboxTail finished) {
            fail("the sandbox is finished");
        }
    }
}
