package dev.microsandbox.camel.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a run looks like from outside, made of what its parts have published: reads no file and waits for nobody.
 *
 * <p>Any thread.
 */
final class StatusReport {
    /** With so many rotations left or fewer, the consumer is not fit. */
    private static final int DOWN_AT_ROTATIONS = 1;

    private final Following run;
    private final long downAtBytes;
    private final Instant now;

    private int unreadable;
    private int unwatched;
    private int inFlight;
    private long lagBytes;
    private Duration lag = Duration.ZERO;
    private int rotationsLeft = -1;
    private String nextToLose;
    private String lastError;

    /**
     * @param downAtBytes lag from which on it is trouble; 0: never
     */
    StatusReport(Following run, long downAtBytes, Instant now) {
        this.run = run;
        this.downAtBytes = downAtBytes;
        this.now = now;
    }

    /** The whole. */
    ConsumerStatus consumer(String cursorName, String routeId, ConsumerStatus.Counts counts) {
        int sandboxes = 0;
        for (SandboxTail tail : run.tails()) {
            sandboxes++;
            add(tail);
        }
        return new ConsumerStatus(
                cursorName,
                routeId,
                run.sandboxes().isReady(),
                counts,
                sandboxes,
                unreadable,
                unwatched,
                inFlight,
                run.total().bytes(),
                run.files().openFiles(),
                run.files().heldBytes(),
                lagBytes,
                lag,
                rotationsLeft,
                nextToLose,
                trouble(sandboxes),
                lastError);
    }

    private void add(SandboxTail tail) {
        TailStatus status = tail.status();
        if (status.error() != null) {
            unreadable++;
            lastError = tail.sandbox() + ": " + status.error();
        }
        unwatched += tail.isUnwatchable() ? 1 : 0;
        inFlight += tail.inFlight();
        lagBytes += status.lagBytes();
        Duration behind = status.lag(now);
        lag = behind.compareTo(lag) > 0 ? behind : lag;
        int left = status.rotationsLeft();
        if (left >= 0 && (rotationsLeft < 0 || left < rotationsLeft)) {
            rotationsLeft = left;
            nextToLose = tail.sandbox();
        }
    }

    private List<String> trouble(int sandboxes) {
        List<String> trouble = new ArrayList<>();
        Exception unlisted = run.sandboxes().unlisted();
        Exception unstored = run.cursors().trouble();
        if (unlisted != null) {
            trouble.add("Sandboxes cannot be listed: " + unlisted.getMessage());
        } else if (!run.sandboxes().isReady()) {
            trouble.add("Sandboxes were not looked for yet");
        }
        if (unstored != null) {
            trouble.add("Cursors of " + run.name() + " are not stored: " + unstored);
        }
        if (run.sandboxes().watchFailure() != null) {
            trouble.add("The directory of sandboxes is not watched: "
                    + run.sandboxes().watchFailure());
        }
        if (sandboxes > 0 && unreadable == sandboxes) {
            trouble.add("No sandbox can be read, the last: " + lastError);
        }
        if (rotationsLeft >= 0 && rotationsLeft <= DOWN_AT_ROTATIONS) {
            trouble.add("Sandbox " + nextToLose + " loses lines after " + rotationsLeft + " more rotations");
        }
        if (downAtBytes > 0 && lagBytes >= downAtBytes) {
            trouble.add("The lag is " + lagBytes + " bytes (healthDownAt=" + downAtBytes + ")");
        }
        return trouble;
    }

    /** Each sandbox, those that are furthest behind first. */
    static List<SandboxStatus> sandboxes(Following run, Instant now) {
        List<SandboxStatus> all = new ArrayList<>();
        for (SandboxTail tail : run.tails()) {
            TailStatus status = tail.status();
            all.add(new SandboxStatus(
                    tail.sandbox(),
                    status.entries(),
                    status.bytes(),
                    tail.inFlight(),
                    status.lagBytes(),
                    status.lag(now),
                    status.rotationsLeft(),
                    !tail.isUnwatchable(),
                    status.error()));
        }
        all.sort(Comparator.comparingLong(SandboxStatus::lagBytes).reversed().thenComparing(SandboxStatus::sandbox));
        return all;
    }
}
