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
    /** {@return null while it is not started} */
    ConsumerStatus status();

    /** {@return what was done since the consumer was made} */
    ConsumerStatus.Counts counts();

    /** {@return entries that are done} */
    @ManagedAttribute(description = "Entries that are done")
    default long getEntries() {
        return counts().entries();
    }

    /** {@return data of the entries that are done, in bytes} */
    @ManagedAttribute(description = "Data of the entries that are done, in bytes")
    default long getBytes() {
        return counts().bytes();
    }

    /** {@return lines skipped since they are no entries} */
    @ManagedAttribute(description = "Lines skipped since they are no entries")
    default long getMalformedLines() {
        return counts().malformed();
    }

    /** {@return lines skipped since they are longer than maxLineBytes} */
    @ManagedAttribute(description = "Lines skipped since they are longer than maxLineBytes")
    default long getOversizedLines() {
        return counts().oversized();
    }

    /** {@return lines given up since their end never came} */
    @ManagedAttribute(description = "Lines given up since their end never came")
    default long getTornLines() {
        return counts().torn();
    }

    /** {@return files read again from their beginning since they were truncated or written anew} */
    @ManagedAttribute(description = "Files read again from their beginning since they were truncated or written anew")
    default long getTruncations() {
        return counts().truncations();
    }

    /** {@return files read to their end and followed into the next} */
    @ManagedAttribute(description = "Files read to their end and followed into the next")
    default long getRotationsFollowed() {
        return counts().rotations();
    }

    /** {@return places where lines were lost, or may have been} */
    @ManagedAttribute(description = "Places where lines were lost, or may have been")
    default long getGaps() {
        return counts().gaps();
    }

    /** {@return bytes lost there, at the least} */
    @ManagedAttribute(description = "Bytes lost there, at the least")
    default long getBytesLost() {
        return counts().bytesLost();
    }

    /** {@return stored cursors that did not fit what is on disk} */
    @ManagedAttribute(description = "Stored cursors that did not fit what is on disk")
    default long getInvalidCursors() {
        return counts().invalidCursors();
    }

    /** {@return times that failed exchanges were sent again} */
    @ManagedAttribute(description = "Times that failed exchanges were sent again")
    default long getRetries() {
        return counts().retries();
    }

    /** {@return entries given up after a failure} */
    @ManagedAttribute(description = "Entries given up after a failure")
    default long getSkipped() {
        return counts().skipped();
    }

    /** {@return exchanges that ended after the consumer had stopped} */
    @ManagedAttribute(description = "Exchanges that ended after the consumer had stopped")
    default long getLate() {
        return counts().late();
    }

    /** {@return names in log directories that are no regular files} */
    @ManagedAttribute(description = "Names in log directories that are no regular files")
    default long getRefused() {
        return counts().refused();
    }

    /** {@return cursors stored} */
    @ManagedAttribute(description = "Cursors stored")
    default long getCommits() {
        return counts().commits();
    }

    /** {@return stored cursors dropped, forgetAfter their sandbox had gone} */
    @ManagedAttribute(description = "Stored cursors dropped, forgetAfter their sandbox had gone")
    default long getForgotten() {
        return counts().forgotten();
    }

    /** {@return sandboxes that are read} */
    @ManagedAttribute(description = "Sandboxes that are read")
    default int getSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.sandboxes();
    }

    /** {@return sandboxes that cannot be read now} */
    @ManagedAttribute(description = "Sandboxes that cannot be read now")
    default int getUnreadableSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.unreadable();
    }

    /** {@return sandboxes whose directory cannot be watched, and is looked at every delay only} */
    @ManagedAttribute(description = "Sandboxes whose directory cannot be watched, and is looked at every delay only")
    default int getUnwatchedSandboxes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.unwatched();
    }

    /** {@return exchanges under way} */
    @ManagedAttribute(description = "Exchanges under way")
    default int getInFlight() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.inFlight();
    }

    /** {@return what they keep in memory, in bytes, about} */
    @ManagedAttribute(description = "What they keep in memory, in bytes, about")
    default long getInFlightBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.inFlightBytes();
    }

    /** {@return log files that are open} */
    @ManagedAttribute(description = "Log files that are open")
    default int getOpenFiles() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.openFiles();
    }

    /** {@return bytes of files that only this consumer still has, since they were rotated away or removed} */
    @ManagedAttribute(
            description = "Bytes of files that only this consumer still has, since they were rotated away or removed")
    default long getHeldBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.heldBytes();
    }

    /** {@return bytes of all logs that are not done} */
    @ManagedAttribute(description = "Bytes of all logs that are not done")
    default long getLagBytes() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.lagBytes();
    }

    /** {@return the age of the oldest entry that is not done, in seconds} */
    @ManagedAttribute(description = "The age of the oldest entry that is not done, in seconds")
    default long getLagSeconds() {
        ConsumerStatus status = status();
        return status == null ? 0 : status.lag().toSeconds();
    }

    /** {@return with how many more rotations the first sandbox loses lines; -1: none is behind} */
    @ManagedAttribute(description = "With how many more rotations the first sandbox loses lines; -1: none is behind")
    default int getRotationsLeft() {
        ConsumerStatus status = status();
        return status == null ? -1 : status.rotationsLeft();
    }

    /** {@return the sandbox that is next to lose lines; empty: none is behind} */
    @ManagedAttribute(description = "The sandbox that is next to lose lines; empty: none is behind")
    default String getNextToLose() {
        ConsumerStatus status = status();
        return status == null || status.nextToLose() == null ? "" : status.nextToLose();
    }

    /** {@return what keeps the consumer from doing its work; empty: nothing} */
    @ManagedAttribute(description = "What keeps the consumer from doing its work; empty: nothing")
    default String getTrouble() {
        ConsumerStatus status = status();
        return status == null ? "" : String.join("; ", status.trouble());
    }

    /** {@return why a sandbox cannot be read; empty: all can} */
    @ManagedAttribute(description = "Why a sandbox cannot be read; empty: all can")
    default String getLastReadError() {
        ConsumerStatus status = status();
        return status == null || status.lastError() == null ? "" : status.lastError();
    }
}
