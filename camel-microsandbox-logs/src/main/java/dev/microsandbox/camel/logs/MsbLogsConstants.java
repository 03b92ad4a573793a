package dev.microsandbox.camel.logs;

import org.apache.camel.spi.Metadata;

/** Names of the headers that the component sets or reads. */
public final class MsbLogsConstants {
    /** The name of the sandbox. */
    @Metadata(label = "consumer", description = "The name of the sandbox", javaType = "String")
    public static final String SANDBOX = "CamelMsbLogsSandbox";

    /** stdout, stderr, output or system. */
    @Metadata(label = "consumer", description = "stdout, stderr, output or system", javaType = "String")
    public static final String SOURCE = "CamelMsbLogsSource";

    /**
     * The number of the exec session: 64 bits, unsigned (print it with Long.toUnsignedString); absent where an entry belongs to no session.
     */
    @Metadata(
            label = "consumer",
            description = "The number of the exec session: 64 bits, unsigned (print it with Long.toUnsignedString);"
                    + " absent where an entry belongs to no session",
            javaType = "Long")
    public static final String SESSION_ID = "CamelMsbLogsSessionId";

    /** When the entry (of a batch: the first) was captured on the host, to the nanosecond where the log says so. */
    @Metadata(
            label = "consumer",
            description =
                    "When the entry (of a batch: the first) was captured on the host, to the nanosecond where the log says so",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelMsbLogsTimestamp";

    /** Token to resume right behind this entry (of a batch: the last); other microsandbox SDKs read it too. */
    @Metadata(
            label = "consumer",
            description =
                    "Token to resume right behind this entry (of a batch: the last); other microsandbox SDKs read it too",
            javaType = "String")
    public static final String CURSOR = "CamelMsbLogsCursor";

    /** The same for the same entry on every delivery, and for no other entry; of a batch: the first. */
    @Metadata(
            label = "consumer",
            description =
                    "The same for the same entry on every delivery, and for no other entry; of a batch: the first",
            javaType = "String")
    public static final String ENTRY_ID = "CamelMsbLogsEntryId";

    /** Set when lines before this entry were lost, or may have been: which, and why. */
    @Metadata(
            label = "consumer",
            description = "Set when lines before this entry were lost, or may have been: which, and why",
            javaType = "dev.microsandbox.logs.LogGap")
    public static final String GAP = "CamelMsbLogsGap";

    /** How many entries the batch has; absent without batches. */
    @Metadata(
            label = "consumer",
            description = "How many entries the batch has; absent without batches",
            javaType = "Integer")
    public static final String BATCH_SIZE = "CamelMsbLogsBatchSize";

    /** With commit=manual: commits this exchange, and all before it that has ended. */
    @Metadata(
            label = "consumer",
            description = "With commit=manual: commits this exchange, and all before it that has ended",
            javaType = "dev.microsandbox.camel.logs.MsbLogsManualCommit")
    public static final String MANUAL_COMMIT = "CamelMsbLogsManualCommit";

    /** Which try this is, from the second on; absent at the first. */
    @Metadata(
            label = "consumer",
            description = "Which try this is, from the second on; absent at the first",
            javaType = "Integer")
    public static final String TRY = "CamelMsbLogsTry";

    /** On a lifecycle marker that the host wrote: started, stopped. */
    @Metadata(
            label = "consumer",
            description = "On a lifecycle marker that the host wrote: started, stopped",
            javaType = "String")
    public static final String LIFECYCLE = "CamelMsbLogsLifecycle";

    /** Why a start of the sandbox failed: stage, errno, message; on the entry that tells of it (sources with system), absent in a batch. */
    @Metadata(
            label = "consumer",
            description =
                    "Why a start of the sandbox failed: stage, errno, message; on the entry that tells of it (sources with system),"
                            + " absent in a batch",
            javaType = "dev.microsandbox.logs.BootError")
    public static final String BOOT_ERROR = "CamelMsbLogsBootError";

    /** On a snapshot of one sandbox: token from which a consumer goes on without a gap. */
    @Metadata(
            label = "producer",
            description = "On a snapshot of one sandbox: token from which a consumer goes on without a gap",
            javaType = "String")
    public static final String END_CURSOR = "CamelMsbLogsEndCursor";

    /** How many entries at the end of the logs to read, in place of the option tail. */
    @Metadata(
            label = "producer",
            description = "How many entries at the end of the logs to read, in place of the option tail",
            javaType = "Integer")
    public static final String TAIL = "CamelMsbLogsTail";

    /** From which time on to read, in place of the option since. */
    @Metadata(
            label = "producer",
            description = "From which time on to read, in place of the option since",
            javaType = "String")
    public static final String SINCE = "CamelMsbLogsSince";

    /** Up to which time to read, in place of the option until. */
    @Metadata(
            label = "producer",
            description = "Up to which time to read, in place of the option until",
            javaType = "String")
    public static final String UNTIL = "CamelMsbLogsUntil";

    /** The scheme of the component's URIs. */
    public static final String SCHEME = "msblogs";

    private MsbLogsConstants() {}
}
