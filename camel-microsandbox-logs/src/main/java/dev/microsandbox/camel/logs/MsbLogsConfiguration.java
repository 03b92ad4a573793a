package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogOptions;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint. Plain data: what they mean together is checked when the endpoint is made. */
@UriParams
public class MsbLogsConfiguration implements Cloneable {
    private static final long DEFAULT_IN_FLIGHT_BYTES = 64L << 20;
    private static final int HEAP_PART = 4;

    /** Where to begin when no cursor is stored. */
    public enum Start {
        /** With the oldest file there is. */
        beginning,
        /** With what is written from now on. */
        end
    }

    /** What to do when a stored cursor does not fit what is on disk. */
    public enum OnInvalidCursor {
        /** Go on with the oldest file there is. */
        beginning,
        /** Go on at the end. */
        end,
        /** Hand the error to the exception handler, and leave the sandbox unread. */
        fail
    }

    /** What to do when lines were rotated away unread. */
    public enum OnMissedRotation {
        /** Go on with the oldest file there is, and say so. */
        skip,
        /** Hand the error to the exception handler, and stop the route. */
        fail
    }

    /** What the message body is. */
    public enum Body {
        /** The LogEntry, or the LogBatch. */
        entry,
        /** Its text. */
        text,
        /** Its bytes. */
        bytes,
        /** A line of JSON in the producer's form. */
        json
    }

    /** What stores the cursor. */
    public enum Commit {
        /** The end of exchanges. */
        auto,
        /** Only {@link MsbLogsManualCommit#commit}. */
        manual
    }

    /** What to do about an exchange that failed. */
    public enum OnFailure {
        /** Send it again, with back-off, and then all that came after it. */
        retry,
        /** Give it up, counted and told to the exception handler. */
        skip,
        /** Stop the route. */
        stop
    }

    /** What to do about an exchange that has failed too often. */
    public enum AfterRetries {
        /** Stop the route. */
        stop,
        /** Give it up. */
        skip
    }

    /** What a producer does. */
    public enum Operation {
        /** Reads a snapshot, sorted by time. */
        read,
        /** Lists the sandboxes that match. */
        list
    }

    @UriParam
    @Metadata(
            description =
                    "The microsandbox home. Default: the environment variable MSB_HOME, else .microsandbox in the user's home."
                            + " paths.sandboxes of the config.json in it is honoured.")
    private String home;

    @UriParam
    @Metadata(description = "The directory that holds one directory per sandbox. Default: taken from home.")
    private String sandboxesDir;

    @UriParam
    @Metadata(
            description =
                    "The log directory itself, for one sandbox (copied logs). Excludes home, sandboxesDir and patterns.")
    private String logDir;

    @UriParam(defaultValue = "stdout,stderr,output")
    @Metadata(description = "The sources to read: any of stdout, stderr, output, system with commas between, or all.")
    private String sources;

    @UriParam
    @Metadata(description = "Sandboxes to leave out: names, patterns, or several of them with commas between.")
    private String exclude;

    @UriParam(label = "consumer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether to go on with what is appended, and with sandboxes created later. False: read once, up to the"
                            + " sizes found at the start, the sandboxes found then.")
    private boolean follow = true;

    @UriParam(label = "consumer")
    @Metadata(
            description = "With follow=false or until: whether the route stops when all is done.",
            defaultValue = "false")
    private boolean stopWhenDone;

    @UriParam(label = "consumer", defaultValue = "beginning", enums = "beginning,end")
    @Metadata(
            description =
                    "Where to begin when no cursor is stored, in sandboxes that are there when the consumer first starts;"
                            + " those found later begin at their beginning.")
    private Start start = Start.beginning;

    @UriParam
    @Metadata(
            description =
                    "Drops entries before this time: as RFC 3339 has it, or a duration back from now (15m, 2h, 1d). A consumer"
                            + " applies it where it applies start.")
    private String since;

    @UriParam
    @Metadata(
            description =
                    "Reading ends at this time: as RFC 3339 has it, a duration back from now (15m), or forward when a plus stands before it.")
    private String until;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "A token to go on from, of this component or of another microsandbox SDK, when no cursor is stored. One"
                            + " sandbox only; excludes since and start=end.")
    private String fromCursor;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Where cursors are stored: a bean that is a StateRepository<String, String>, or none. Default: the"
                            + " component's own repository, on disk.",
            javaType = "java.lang.Object",
            autowired = false)
    private Object cursorRepository;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "What the cursors of this consumer are stored under; unique in the context. Default: the id of the route"
                            + " when a person gave it, else the path of the URI.")
    private String cursorName;

    @UriParam(label = "consumer", defaultValue = "beginning", enums = "beginning,end,fail")
    @Metadata(
            description =
                    "What to do when a stored cursor does not fit what is on disk: begin with the oldest file there is, at the"
                            + " end, or hand the error to the exception handler and leave the sandbox unread.")
    private OnInvalidCursor onInvalidCursor = OnInvalidCursor.beginning;

    @UriParam(label = "consumer", defaultValue = "skip", enums = "skip,fail")
    @Metadata(
            description =
                    "What to do when lines were rotated away unread: go on with the oldest file there is, with a WARN, a count"
                            + " and the header CamelMsbLogsGap; or hand the error to the exception handler and stop the route.")
    private OnMissedRotation onMissedRotation = OnMissedRotation.skip;

    @UriParam(label = "consumer", defaultValue = "entry", enums = "entry,text,bytes,json")
    @Metadata(
            description =
                    "The message body: the LogEntry, its text, its bytes, or one line of JSON in the producer's form.")
    private Body body = Body.entry;

    @UriParam(defaultValue = "1048576")
    @Metadata(description = "The longest line that is read, in bytes; longer ones are skipped and counted.")
    private int maxLineBytes = LogOptions.DEFAULT_MAX_LINE_BYTES;

    @UriParam(label = "consumer,advanced", defaultValue = "13")
    @Metadata(
            description =
                    "How many files of one log file are held open at the most, the live one and rotated ones that are not read"
                            + " yet; at least 5.")
    private int maxOpenFiles = LogOptions.DEFAULT_MAX_OPEN_FILES;

    @UriParam(label = "consumer", defaultValue = "auto", enums = "auto,manual")
    @Metadata(
            description = "What moves the stored cursor: the end of exchanges (auto), or only commit() of the header "
                    + "CamelMsbLogsManualCommit (manual).")
    private Commit commit = Commit.auto;

    @UriParam(label = "consumer", defaultValue = "1000", javaType = "java.time.Duration")
    @Metadata(
            description = "The most that automatic commit lags behind what is done, in milliseconds; 0: after every "
                    + "exchange. The first progress of a run is stored at once.")
    private long commitInterval = 1000;

    @UriParam(label = "consumer", defaultValue = "128")
    @Metadata(
            description = "How many exchanges of one sandbox may be under way at once. 1: the next begins when the "
                    + "last is done, which keeps strict order in an asynchronous route.")
    private int maxInFlight = 128;

    @UriParam(label = "consumer", defaultValue = "1000")
    @Metadata(
            description = "How many exchanges of all sandboxes of this endpoint may be under way at once, shared "
                    + "fairly.")
    private int maxInFlightTotal = 1000;

    @UriParam(label = "consumer", defaultValue = "67108864")
    @Metadata(
            description =
                    "How many bytes of all sandboxes of this endpoint may be in flight, kept so that they can "
                            + "be sent again, shared fairly; one larger entry may pass alone. A batch is cut at a "
                            + "quarter of it. Where nothing is set and the heap is smaller than 256 MiB: a quarter of the heap.")
    private long maxInFlightBytes = DEFAULT_IN_FLIGHT_BYTES;

    @UriParam(label = "consumer", defaultValue = "1")
    @Metadata(
            description = "Threads among which the sandboxes of this endpoint are shared; a sandbox is never on two "
                    + "at once.")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer", defaultValue = "1")
    @Metadata(description = "More than 1: an exchange carries up to so many entries of one sandbox.")
    private int batchSize = 1;

    @UriParam(label = "consumer", defaultValue = "1000", javaType = "java.time.Duration")
    @Metadata(description = "How long the first entry of a batch waits for more, in milliseconds.")
    private long batchTimeout = 1000;

    @UriParam(label = "consumer", defaultValue = "retry", enums = "retry,skip,stop")
    @Metadata(
            description = "What to do when an exchange fails, the route's own error handling being at its end: send "
                    + "it again, with back-off, and then all that came after it; skip it, counted and told to "
                    + "the exception handler; or stop the route. What an error handler has handled is no "
                    + "failure.")
    private OnFailure onFailure = OnFailure.retry;

    @UriParam(label = "consumer", defaultValue = "1000", javaType = "java.time.Duration")
    @Metadata(description = "How long to wait before the first retry, in milliseconds; doubled for each further one.")
    private long retryDelay = 1000;

    @UriParam(label = "consumer", defaultValue = "30000", javaType = "java.time.Duration")
    @Metadata(description = "The most to wait before a retry, in milliseconds.")
    private long maxRetryDelay = 30000;

    @UriParam(label = "consumer", defaultValue = "-1")
    @Metadata(description = "How often to try again before afterRetries applies; negative: for ever.")
    private int maxRetries = -1;

    @UriParam(label = "consumer", defaultValue = "stop", enums = "stop,skip")
    @Metadata(description = "What to do after maxRetries: stop the route, or skip the exchange.")
    private AfterRetries afterRetries = AfterRetries.stop;

    @UriParam(label = "consumer,advanced", defaultValue = "16384")
    @Metadata(
            description = "How many files of all sandboxes of this endpoint may be open; each log file may always "
                    + "have two. When they are used up, those of sandboxes that have been idle longest are closed, and "
                    + "opened again when something is written.")
    private int maxOpenFilesTotal = 16_384;

    @UriParam(label = "consumer,advanced", defaultValue = "4294967296")
    @Metadata(
            description = "How many bytes of files that were rotated away or removed may be held by us alone, for "
                    + "all sandboxes of this endpoint.")
    private long maxHeldBytes = 4L << 30;

    @UriParam(label = "consumer,advanced", defaultValue = "604800000", javaType = "java.time.Duration")
    @Metadata(
            description = "The journal drops the cursor of a sandbox that has been gone for so long, in milliseconds. "
                    + "Other repositories keep it.")
    private long forgetAfter = 604_800_000;

    @UriParam(label = "consumer,advanced", defaultValue = "false")
    @Metadata(
            description = "Whether there are meters of each sandbox beside those of the consumer; for hosts with few "
                    + "sandboxes.")
    private boolean metricsPerSandbox;

    @UriParam(label = "consumer,advanced", defaultValue = "0")
    @Metadata(description = "The lag in bytes from which on the health check is DOWN; 0: never.")
    private long healthDownAt;

    @UriParam(label = "producer", defaultValue = "read", enums = "read,list")
    @Metadata(description = "What a producer does: read a snapshot, sorted by time, or list the sandboxes that match.")
    private Operation operation = Operation.read;

    @UriParam(label = "producer")
    @Metadata(
            description = "How many entries at the end of the logs to read, of each sandbox and of all. Default: all.",
            javaType = "java.lang.Integer")
    private Integer tail;

    /** {@return a copy that can be changed on its own} */
    public MsbLogsConfiguration copy() {
        try {
            return (MsbLogsConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** {@return the option {@code home}} */
    public String getHome() {
        return home;
    }

    /**
     * The microsandbox home. Default: the environment variable MSB_HOME, else .microsandbox in the user's home. paths.sandboxes of the
     * config.json in it is honoured.
     *
     * @param home a directory; null: the default
     */
    public void setHome(String home) {
        this.home = home;
    }

    /** {@return the option {@code sandboxesDir}} */
    public String getSandboxesDir() {
        return sandboxesDir;
    }

    /**
     * The directory that holds one directory per sandbox. Default: taken from home.
     *
     * @param sandboxesDir a directory
     */
    public void setSandboxesDir(String sandboxesDir) {
        this.sandboxesDir = sandboxesDir;
    }

    /** {@return the option {@code logDir}} */
    public String getLogDir() {
        return logDir;
    }

    /**
     * The log directory itself, for one sandbox (copied logs). Excludes home, sandboxesDir and patterns.
     *
     * @param logDir a directory
     */
    public void setLogDir(String logDir) {
        this.logDir = logDir;
    }

    /** {@return the option {@code sources}} */
    public String getSources() {
        return sources;
    }

    /**
     * The sources to read: any of stdout, stderr, output, system with commas between, or all.
     *
     * @param sources names of sources with commas between, or all
     */
    public void setSources(String sources) {
        this.sources = sources;
    }

    /** {@return the option {@code exclude}} */
    public String getExclude() {
        return exclude;
    }

    /**
     * Sandboxes to leave out: names, patterns, or several of them with commas between.
     *
     * @param exclude names and patterns with commas between; null: none
     */
    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    /** {@return the option {@code follow}} */
    public boolean isFollow() {
        return follow;
    }

    /**
     * Whether to go on with what is appended, and with sandboxes created later. False: read once, up to the sizes found at the start, the
     * sandboxes found then.
     *
     * @param follow whether it goes on
     */
    public void setFollow(boolean follow) {
        this.follow = follow;
    }

    /** {@return the option {@code stopWhenDone}} */
    public boolean isStopWhenDone() {
        return stopWhenDone;
    }

    /**
     * With follow=false or until: whether the route stops when all is done.
     *
     * @param stopWhenDone whether it stops
     */
    public void setStopWhenDone(boolean stopWhenDone) {
        this.stopWhenDone = stopWhenDone;
    }

    /** {@return the option {@code start}} */
    public Start getStart() {
        return start;
    }

    /**
     * Where to begin when no cursor is stored, in sandboxes that are there when the consumer first starts; those found later begin at
     * their beginning.
     *
     * @param start beginning or end
     */
    public void setStart(Start start) {
        this.start = start;
    }

    /** {@return the option {@code since}} */
    public String getSince() {
        return since;
    }

    /**
     * Drops entries before this time: as RFC 3339 has it, or a duration back from now (15m, 2h, 1d). A consumer applies it where it
     * applies start.
     *
     * @param since a time; null: none
     */
    public void setSince(String since) {
        this.since = since;
    }

    /** {@return the option {@code until}} */
    public String getUntil() {
        return until;
    }

    /**
     * Reading ends at this time: as RFC 3339 has it, a duration back from now (15m), or forward when a plus stands before it.
     *
     * @param until a time; null: none
     */
    public void setUntil(String until) {
        this.until = until;
    }

    /** {@return the option {@code fromCursor}} */
    public String getFromCursor() {
        return fromCursor;
    }

    /**
     * A token to go on from, of this component or of another microsandbox SDK, when no cursor is stored. One sandbox only; excludes since
     * and start=end.
     *
     * @param fromCursor a token; null: none
     */
    public void setFromCursor(String fromCursor) {
        this.fromCursor = fromCursor;
    }

    /** {@return the option {@code cursorRepository}} */
    public Object getCursorRepository() {
        return cursorRepository;
    }

    /**
     * Where cursors are stored: a bean that is a StateRepository&lt;String, String&gt;, or none. Default: the component's own repository,
     * on disk.
     *
     * @param cursorRepository a StateRepository, or the text none; null: the default
     */
    public void setCursorRepository(Object cursorRepository) {
        this.cursorRepository = cursorRepository;
    }

    /** {@return the option {@code cursorName}} */
    public String getCursorName() {
        return cursorName;
    }

    /**
     * What the cursors of this consumer are stored under; unique in the context. Default: the id of the route when a person gave it, else
     * the path of the URI.
     *
     * @param cursorName a name; null: the default
     */
    public void setCursorName(String cursorName) {
        this.cursorName = cursorName;
    }

    /** {@return the option {@code onInvalidCursor}} */
    public OnInvalidCursor getOnInvalidCursor() {
        return onInvalidCursor;
    }

    /**
     * What to do when a stored cursor does not fit what is on disk: begin with the oldest file there is, at the end, or hand the error to
     * the exception handler and leave the sandbox unread.
     *
     * @param onInvalidCursor beginning, end or fail
     */
    public void setOnInvalidCursor(OnInvalidCursor onInvalidCursor) {
        this.onInvalidCursor = onInvalidCursor;
    }

    /** {@return the option {@code onMissedRotation}} */
    public OnMissedRotation getOnMissedRotation() {
        return onMissedRotation;
    }

    /**
     * What to do when lines were rotated away unread: go on with the oldest file there is, with a WARN, a count and the header
     * CamelMsbLogsGap; or hand the error to the exception handler and stop the route.
     *
     * @param onMissedRotation skip or fail
     */
    public void setOnMissedRotation(OnMissedRotation onMissedRotation) {
        this.onMissedRotation = onMissedRotation;
    }

    /** {@return the option {@code body}} */
    public Body getBody() {
        return body;
    }

    /**
     * The message body: the LogEntry, its text, its bytes, or one line of JSON in the producer's form.
     *
     * @param body which form
     */
    public void setBody(Body body) {
        this.body = body;
    }

    /** {@return the option {@code maxLineBytes}} */
    public int getMaxLineBytes() {
        return maxLineBytes;
    }

    /**
     * The longest line that is read, in bytes; longer ones are skipped and counted.
     *
     * @param maxLineBytes bytes
     */
    public void setMaxLineBytes(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /** {@return the option {@code maxOpenFiles}} */
    public int getMaxOpenFiles() {
        return maxOpenFiles;
    }

    /**
     * How many files of one log file are held open at the most, the live one and rotated ones that are not read yet; at least 5.
     *
     * @param maxOpenFiles how many
     */
    public void setMaxOpenFiles(int maxOpenFiles) {
        this.maxOpenFiles = maxOpenFiles;
    }

    /** {@return the option {@code operation}} */
    public Operation getOperation() {
        return operation;
    }

    /**
     * What a producer does: read a snapshot, sorted by time, or list the sandboxes that match.
     *
     * @param operation read or list
     */
    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    /** {@return the option {@code tail}} */
    public Integer getTail() {
        return tail;
    }

    /**
     * How many entries at the end of the logs to read, of each sandbox and of all. Default: all.
     *
     * @param tail how many; null: all
     */
    public void setTail(Integer tail) {
        this.tail = tail;
    }

    /** {@return the option {@code commit}} */
    public Commit getCommit() {
        return commit;
    }

    /**
     * What moves the stored cursor: the end of exchanges (auto), or only commit() of the header CamelMsbLogsManualCommit (manual).
     *
     * @param commit auto or manual
     */
    public void setCommit(Commit commit) {
        this.commit = commit;
    }

    /** {@return the option {@code commitInterval}} */
    public long getCommitInterval() {
        return commitInterval;
    }

    /**
     * The most that automatic commit lags behind what is done, in milliseconds; 0: after every exchange. The first progress of a run is
     * stored at once.
     *
     * @param commitInterval milliseconds
     */
    public void setCommitInterval(long commitInterval) {
        this.commitInterval = commitInterval;
    }

    /** {@return the option {@code maxInFlight}} */
    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * How many exchanges of one sandbox may be under way at once. 1: the next begins when the last is done, which keeps strict order in an
     * asynchronous route.
     *
     * @param maxInFlight how many, at least 1
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** {@return the option {@code maxInFlightTotal}} */
    public int getMaxInFlightTotal() {
        return maxInFlightTotal;
    }

    /**
     * How many exchanges of all sandboxes of this endpoint may be under way at once, shared fairly.
     *
     * @param maxInFlightTotal how many, at least 1
     */
    public void setMaxInFlightTotal(int maxInFlightTotal) {
        this.maxInFlightTotal = maxInFlightTotal;
    }

    /** {@return the option {@code maxInFlightBytes}} */
    public long getMaxInFlightBytes() {
        return maxInFlightBytes;
    }

    /** {@link #getMaxInFlightBytes()}, or where that is the default, as much of it as the heap has room for. */
    long inFlightBytes() {
        boolean isDefault = maxInFlightBytes == DEFAULT_IN_FLIGHT_BYTES;
        return isDefault ? Math.min(maxInFlightBytes, Runtime.getRuntime().maxMemory() / HEAP_PART) : maxInFlightBytes;
    }

    /**
     * How many bytes of all sandboxes of this endpoint may be in flight, kept so that they can be sent again, shared fairly; one larger
     * entry may pass alone. A batch is cut at a quarter of it. Where nothing is set and the heap is smaller than 256 MiB: a quarter of the
     * heap.
     *
     * @param maxInFlightBytes bytes
     */
    public void setMaxInFlightBytes(long maxInFlightBytes) {
        this.maxInFlightBytes = maxInFlightBytes;
    }

    /** {@return the option {@code concurrentConsumers}} */
    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * Threads among which the sandboxes of this endpoint are shared; a sandbox is never on two at once.
     *
     * @param concurrentConsumers how many, at least 1
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    /** {@return the option {@code batchSize}} */
    public int getBatchSize() {
        return batchSize;
    }

    /**
     * More than 1: an exchange carries up to so many entries of one sandbox.
     *
     * @param batchSize how many, at least 1
     */
    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    /** {@return the option {@code batchTimeout}} */
    public long getBatchTimeout() {
        return batchTimeout;
    }

    /**
     * How long the first entry of a batch waits for more, in milliseconds.
     *
     * @param batchTimeout milliseconds
     */
    public void setBatchTimeout(long batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    /** {@return the option {@code onFailure}} */
    public OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * What to do when an exchange fails, the route's own error handling being at its end: send it again, with back-off, and then all that
     * came after it; skip it, counted and told to the exception handler; or stop the route. What an error handler has handled is no
     * failure.
     *
     * @param onFailure retry, skip or stop
     */
    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    /** {@return the option {@code retryDelay}} */
    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * How long to wait before the first retry, in milliseconds; doubled for each further one.
     *
     * @param retryDelay milliseconds
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    /** {@return the option {@code maxRetryDelay}} */
    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * The most to wait before a retry, in milliseconds.
     *
     * @param maxRetryDelay milliseconds
     */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    /** {@return the option {@code maxRetries}} */
    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * How often to try again before afterRetries applies; negative: for ever.
     *
     * @param maxRetries how often; negative: for ever
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /** {@return the option {@code afterRetries}} */
    public AfterRetries getAfterRetries() {
        return afterRetries;
    }

    /**
     * What to do after maxRetries: stop the route, or skip the exchange.
     *
     * @param afterRetries stop or skip
     */
    public void setAfterRetries(AfterRetries afterRetries) {
        this.afterRetries = afterRetries;
    }

    /** {@return the option {@code maxOpenFilesTotal}} */
    public int getMaxOpenFilesTotal() {
        return maxOpenFilesTotal;
    }

    /**
     * How many files of all sandboxes of this endpoint may be open; each log file may always have two. When they are used up, those of
     * sandboxes that have been idle longest are closed, and opened again when something is written.
     *
     * @param maxOpenFilesTotal how many
     */
    public void setMaxOpenFilesTotal(int maxOpenFilesTotal) {
        this.maxOpenFilesTotal = maxOpenFilesTotal;
    }

    /** {@return the option {@code maxHeldBytes}} */
    public long getMaxHeldBytes() {
        return maxHeldBytes;
    }

    /**
     * How many bytes of files that were rotated away or removed may be held by us alone, for all sandboxes of this endpoint.
     *
     * @param maxHeldBytes bytes
     */
    public void setMaxHeldBytes(long maxHeldBytes) {
        this.maxHeldBytes = maxHeldBytes;
    }

    /** {@return the option {@code forgetAfter}} */
    public long getForgetAfter() {
        return forgetAfter;
    }

    /**
     * The journal drops the cursor of a sandbox that has been gone for so long, in milliseconds. Other repositories keep it.
     *
     * @param forgetAfter milliseconds
     */
    public void setForgetAfter(long forgetAfter) {
        this.forgetAfter = forgetAfter;
    }

    /** {@return the option {@code metricsPerSandbox}} */
    public boolean isMetricsPerSandbox() {
        return metricsPerSandbox;
    }

    /**
     * Whether there are meters of each sandbox beside those of the consumer; for hosts with few sandboxes.
     *
     * @param metricsPerSandbox whether there are
     */
    public void setMetricsPerSandbox(boolean metricsPerSandbox) {
        this.metricsPerSandbox = metricsPerSandbox;
    }

    /** {@return the option {@code healthDownAt}} */
    public long getHealthDownAt() {
        return healthDownAt;
    }

    /**
     * The lag in bytes from which on the health check is DOWN; 0: never.
     *
     * @param healthDownAt bytes; 0: never
     */
    public void setHealthDownAt(long healthDownAt) {
        this.healthDownAt = healthDownAt;
    }
}
