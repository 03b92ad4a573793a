package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogOptions;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint. Plain data: what they mean together is checked when the endpoint is made. */
@UriParams
public class MsbLogsConfiguration implements Cloneable {
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

    @UriParam(label = "consumer")
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
}
