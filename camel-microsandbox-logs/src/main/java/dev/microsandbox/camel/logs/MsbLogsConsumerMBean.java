package dev.microsandbox.camel.logs;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/**
 * A consumer's attributes in JMX, beside those that Camel gives every consumer. What is measured is 0 while the consumer is not started.
 *
 * <p>Any thread.
 */
@ManagedResource(description = "Managed msblogs consumer")
public interface MsbLogsConsumerMBean {
    /** Null while it is not started. */
    ConsumerStatus status();

    /** What was done since the consumer was made. */
    ConsumerStatus.Counts counts();

    @ManagedAttribute(description = "Entries that are done")
    default long getEntries() {
        return counts().entries();
    }

    @ManagedAttribute(description = "Data of the entries that are done, in bytes")
    default long getBytes() {
        return counts().bytes();
    }

    @ManagedAttribute(description = "Lines skipped since they are no entries")
    default long getMalformedLines() {
        return counts().malformed();
    }

    @ManagedAttribute(description = "Lines skipped since they are longer than maxLineBytes")
    default long getOversizedLines() {
        return counts().oversized();
    }

    @ManagedAttribute(description = "Lines given up since their end never came")
    default long getTornLines() {
        return counts().torn();
    }

    @ManagedAttribute(description = "Files read again from their beginning since they were truncated or written anew")
    default long getTruncations() {
        return counts().truncations();
    }

    @ManagedAttribute(description = "Files read to their end and followed into the next")
    default long getRotationsFollowed() {
        return counts().rotations();
    }

    @ManagedAttribute(description = "Places where lines were lost, or may have been")
    default long getGaps() {
        return counts().gaps();
    }

    @ManagedAttribute(description = "Bytes lost there, at the least")
    default long getBytesLost() {
        return counts().bytesLost();
    }

    @ManagedAttribute(description = "Stored cursors that did not fit what is on disk")
    default long getInvalidCursors() {
        return counts().invalidCursors();
    }

    @ManagedAttribute(description = "Times that failed exchanges were sent again")
    default long getRetries() {
        return counts().retries();
    }

    @ManagedAttribute(description = "Entries given up after a failure")
    default long getSkipped() {
        return counts().skipped();
    }

    @ManagedAttribute(description = "Exchanges that ended after the consumer had stopped")
    default long getLate() {
        return counts().late();
    }

    @ManagedAttribute(description = "Names in log directories that are no regular files")
    default long getRefused() {
        return counts().refused();
    }

    @ManagedAttribute(description = "Cursors stored")
    default long getCommits() {
        return counts().commits();
    }

    @ManagedAttribute(description = "Stored cursors dropped, forgetAfter their sandbox had gone")
    default long getForgotten() {
        return counts().forgotten();
    }

    @ManagedAttribute(description = "Sandboxes that are read")
    default int getSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.sandboxes();
    }

    @ManagedAttribute(description = "Sandboxes that cannot be read now")
    default int getUnreadableSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.unreadable();
    }

    @ManagedAttribute(description = "Sandboxes whose directory cannot be watched, and is looked at every delay only")
    default int getUnwatchedSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.unwatched();
    }

    @ManagedAttribute(description = "Exchanges under way")
    default int getInFlight() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.inFlight();
    }

    @ManagedAttribute(description = "What they keep in memory, in bytes, about")
    default long getInFlightBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.inFlightBytes();
    }

    @ManagedAttribute(description = "Log files that are open")
    default int getOpenFiles() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.openFiles();
    }

    @ManagedAttribute(
            description = "Bytes of files that only this consumer still has, since they were rotated away or removed")
    default long getHeldBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.heldBytes();
    }

    @ManagedAttribute(description = "Bytes of all logs that are not done")
    default long getLagBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.lagBytes();
    }

    @ManagedAttribute(description = "The age of the oldest entry that is not done, in seconds")
    default long getLagSeconds() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.lag().toSeconds();
    }

    @ManagedAttribute(description = "With how many more rotations the first sandbox loses lines; -1: none is behind")
    default int getRotationsLeft() {
        ConsumerStatus status = status();
        return status == null ? -1 : status.rotationsLeft();
    }

    @ManagedAttribute(description = "The sandbox that is next to lose lines; empty: none is behind")
    default String getNextToLose() {
        ConsumerStatus status = status();
        return status == null || status.nextToLose() == null ? "" : status.nextToLose();
    }

    @ManagedAttribute(description = "What keeps the consumer from doing its work; empty: nothing")
    default String getTrouble() {
        ConsumerStatus status = status();
        return status == null ? "" : String.join("; ", status.trouble());
    }

    @ManagedAttribute(description = "Why a sandbox cannot be read; empty: all can")
    default String getLastReadError() {
        ConsumerStatus status = status();
        return status == null || status.lastError() == null ? "" : status.lastError();
    }
}
