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
        beginning,
        end
    }

    /** What to do when a stored cursor does not fit what is on disk. */
    public enum OnInvalidCursor {
        beginning,
        end,
        fail
    }

    /** What to do when lines were rotated away unread. */
    public enum OnMissedRotation {
        skip,
        fail
    }

    /** What the message body is. */
    public enum Body {
        entry,
        text,
        bytes,
        json
    }

    /** What stores the cursor. */
    public enum Commit {
        auto,
        manual
    }

    /** What to do about an exchange that failed. */
    public enum OnFailure {
        retry,
        skip,
        stop
    }

    /** What to do about an exchange that has failed too often. */
    public enum AfterRetries {
        stop,
        skip
    }

    /** What a producer does. */
    public enum Operation {
        read,
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

    /** A copy that can be changed on its own. */
    public MsbLogsConfiguration copy() {
        try {
            return (MsbLogsConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getHome() {
        return home;
    }

    /** The microsandbox home. Default: the environment variable MSB_HOME, else .microsandbox in the user's home. paths.sandboxes of the config.json in it is honoured. */
    public void setHome(String home) {
        this.home = home;
    }

    public String getSandboxesDir() {
        return sandboxesDir;
    }

    /** The directory that holds one directory per sandbox. Default: taken from home. */
    public void setSandboxesDir(String sandboxesDir) {
        this.sandboxesDir = sandboxesDir;
    }

    public String getLogDir() {
        return logDir;
    }

    /** The log directory itself, for one sandbox (copied logs). Excludes home, sandboxesDir and patterns. */
    public void setLogDir(String logDir) {
        this.logDir = logDir;
    }

    public String getSources() {
        return sources;
    }

    /** The sources to read: any of stdout, stderr, output, system with commas between, or all. */
    public void setSources(String sources) {
        this.sources = sources;
    }

    public String getExclude() {
        return exclude;
    }

    /** Sandboxes to leave out: names, patterns, or several of them with commas between. */
    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    public boolean isFollow() {
        return follow;
    }

    /** Whether to go on with what is appended, and with sandboxes created later. False: read once, up to the sizes found at the start, the sandboxes found then. */
    public void setFollow(boolean follow) {
        this.follow = follow;
    }

    public boolean isStopWhenDone() {
        return stopWhenDone;
    }

    /** With follow=false or until: whether the route stops when all is done. */
    public void setStopWhenDone(boolean stopWhenDone) {
        this.stopWhenDone = stopWhenDone;
    }

    public Start getStart() {
        return start;
    }

    /** Where to begin when no cursor is stored, in sandboxes that are there when the consumer first starts; those found later begin at their beginning. */
    public void setStart(Start start) {
        this.start = start;
    }

    public String getSince() {
        return since;
    }

    /** Drops entries before this time: as RFC 3339 has it, or a duration back from now (15m, 2h, 1d). A consumer applies it where it applies start. */
    public void setSince(String since) {
        this.since = since;
    }

    public String getUntil() {
        return until;
    }

    /** Reading ends at this time: as RFC 3339 has it, a duration back from now (15m), or forward when a plus stands before it. */
    public void setUntil(String until) {
        this.until = until;
    }

    public String getFromCursor() {
        return fromCursor;
    }

    /** A token to go on from, of this component or of another microsandbox SDK, when no cursor is stored. One sandbox only; excludes since and start=end. */
    public void setFromCursor(String fromCursor) {
        this.fromCursor = fromCursor;
    }

    public Object getCursorRepository() {
        return cursorRepository;
    }

    /** Where cursors are stored: a bean that is a StateRepository&lt;String, String&gt;, or none. Default: the component's own repository, on disk. */
    public void setCursorRepository(Object cursorRepository) {
        this.cursorRepository = cursorRepository;
    }

    public String getCursorName() {
        return cursorName;
    }

    /** What the cursors of this consumer are stored under; unique in the context. Default: the id of the route when a person gave it, else the path of the URI. */
    public void setCursorName(String cursorName) {
        this.cursorName = cursorName;
    }

    public OnInvalidCursor getOnInvalidCursor() {
        return onInvalidCursor;
    }

    /** What to do when a stored cursor does not fit what is on disk: begin with the oldest file there is, at the end, or hand the error to the exception handler and leave the sandbox unread. */
    public void setOnInvalidCursor(OnInvalidCursor onInvalidCursor) {
        this.onInvalidCursor = onInvalidCursor;
    }

    public OnMissedRotation getOnMissedRotation() {
        return onMissedRotation;
    }

    /** What to do when lines were rotated away unread: go on with the oldest file there is, with a WARN, a count and the header CamelMsbLogsGap; or hand the error to the exception handler and stop the route. */
    public void setOnMissedRotation(OnMissedRotation onMissedRotation) {
        this.onMissedRotation = onMissedRotation;
    }

    public Body getBody() {
        return body;
    }

    /** The message body: the LogEntry, its text, its bytes, or one line of JSON in the producer's form. */
    public void setBody(Body body) {
        this.body = body;
    }

    public int getMaxLineBytes() {
        return maxLineBytes;
    }

    /** The longest line that is read, in bytes; longer ones are skipped and counted. */
    public void setMaxLineBytes(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    public int getMaxOpenFiles() {
        return maxOpenFiles;
    }

    /** How many files of one log file are held open at the most, the live one and rotated ones that are not read yet; at least 5. */
    public void setMaxOpenFiles(int maxOpenFiles) {
        this.maxOpenFiles = maxOpenFiles;
    }

    public Operation getOperation() {
        return operation;
    }

    /** What a producer does: read a snapshot, sorted by time, or list the sandboxes that match. */
    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    public Integer getTail() {
        return tail;
    }

    /** How many entries at the end of the logs to read, of each sandbox and of all. Default: all. */
    public void setTail(Integer tail) {
        this.tail = tail;
    }

    public Commit getCommit() {
        return commit;
    }

    /** What moves the stored cursor: the end of exchanges (auto), or only commit() of the header CamelMsbLogsManualCommit (manual). */
    public void setCommit(Commit commit) {
        this.commit = commit;
    }

    public long getCommitInterval() {
        return commitInterval;
    }

    /** The most that automatic commit lags behind what is done, in milliseconds; 0: after every exchange. The first progress of a run is stored at once. */
    public void setCommitInterval(long commitInterval) {
        this.commitInterval = commitInterval;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** How many exchanges of one sandbox may be under way at once. 1: the next begins when the last is done, which keeps strict order in an asynchronous route. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public int getMaxInFlightTotal() {
        return maxInFlightTotal;
    }

    /** How many exchanges of all sandboxes of this endpoint may be under way at once, shared fairly. */
    public void setMaxInFlightTotal(int maxInFlightTotal) {
        this.maxInFlightTotal = maxInFlightTotal;
    }

    public long getMaxInFlightBytes() {
        return maxInFlightBytes;
    }

    /** {@link #getMaxInFlightBytes()}, or where that is the default, as much of it as the heap has room for. */
    long inFlightBytes() {
        boolean isDefault = maxInFlightBytes == DEFAULT_IN_FLIGHT_BYTES;
        return isDefault ? Math.min(maxInFlightBytes, Runtime.getRuntime().maxMemory() / HEAP_PART) : maxInFlightBytes;
    }

    /** How many bytes of all sandboxes of this endpoint may be in flight, kept so that they can be sent again, shared fairly; one larger entry may pass alone. A batch is cut at a quarter of it. Where nothing is set and the heap is smaller than 256 MiB: a quarter of the heap. */
    public void setMaxInFlightBytes(long maxInFlightBytes) {
        this.maxInFlightBytes = maxInFlightBytes;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /** Threads among which the sandboxes of this endpoint are shared; a sandbox is never on two at once. */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getBatchSize() {
        return batchSize;
    }

    /** More than 1: an exchange carries up to so many entries of one sandbox. */
    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public long getBatchTimeout() {
        return batchTimeout;
    }

    /** How long the first entry of a batch waits for more, in milliseconds. */
    public void setBatchTimeout(long batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    /** What to do when an exchange fails, the route's own error handling being at its end: send it again, with back-off, and then all that came after it; skip it, counted and told to the exception handler; or stop the route. What an error handler has handled is no failure. */
    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /** How long to wait before the first retry, in milliseconds; doubled for each further one. */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /** The most to wait before a retry, in milliseconds. */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /** How often to try again before afterRetries applies; negative: for ever. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public AfterRetries getAfterRetries() {
        return afterRetries;
    }

    /** What to do after maxRetries: stop the route, or skip the exchange. */
    public void setAfterRetries(AfterRetries afterRetries) {
        this.afterRetries = afterRetries;
    }

    public int getMaxOpenFilesTotal() {
        return maxOpenFilesTotal;
    }

    /** How many files of all sandboxes of this endpoint may be open; each log file may always have two. When they are used up, those of sandboxes that have been idle longest are closed, and opened again when something is written. */
    public void setMaxOpenFilesTotal(int maxOpenFilesTotal) {
        this.maxOpenFilesTotal = maxOpenFilesTotal;
    }

    public long getMaxHeldBytes() {
        return maxHeldBytes;
    }

    /** How many bytes of files that were rotated away or removed may be held by us alone, for all sandboxes of this endpoint. */
    public void setMaxHeldBytes(long maxHeldBytes) {
        this.maxHeldBytes = maxHeldBytes;
    }

    public long getForgetAfter() {
        return forgetAfter;
    }

    /** The journal drops the cursor of a sandbox that has been gone for so long, in milliseconds. Other repositories keep it. */
    public void setForgetAfter(long forgetAfter) {
        this.forgetAfter = forgetAfter;
    }

    public boolean isMetricsPerSandbox() {
        return metricsPerSandbox;
    }

    /** Whether there are meters of each sandbox beside those of the consumer; for hosts with few sandboxes. */
    public void setMetricsPerSandbox(boolean metricsPerSandbox) {
        this.metricsPerSandbox = metricsPerSandbox;
    }

    public long getHealthDownAt() {
        return healthDownAt;
    }

    /** The lag in bytes from which on the health check is DOWN; 0: never. */
    public void setHealthDownAt(long healthDownAt) {
        this.healthDownAt = healthDownAt;
    }
}
