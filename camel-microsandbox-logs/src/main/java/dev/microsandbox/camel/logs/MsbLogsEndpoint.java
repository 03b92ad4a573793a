package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.InvalidCursorException;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSource;
import dev.microsandbox.logs.MicrosandboxHome;
import dev.microsandbox.logs.SandboxPattern;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Follow the logs of microsandbox sandboxes, and read them.
 *
 * <p>A consumer hands each entry to its route, in order, and goes on after a restart where it was; a producer reads a snapshot.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = MsbLogsConstants.SCHEME,
        title = "Microsandbox Logs",
        syntax = "msblogs:sandbox",
        category = {Category.MONITORING, Category.FILE},
        remote = false,
        headersClass = MsbLogsConstants.class)
public class MsbLogsEndpoint extends ScheduledPollEndpoint implements MultipleConsumersSupport {
    /** How long after a sweep ended the next one begins, in milliseconds. */
    static final long DEFAULT_DELAY_MILLIS = 2000;

    @UriPath(
            description =
                    "Which sandboxes: a name, a pattern with asterisks and question marks, or several of them with commas"
                            + " between.")
    @Metadata(required = true)
    private String sandbox;

    @UriParam
    private MsbLogsConfiguration configuration;

    /** How often the sweep looks for sandboxes that came or went, and for what the watch missed, in milliseconds. */
    @UriParam(defaultValue = "2000", label = "consumer,scheduler", javaType = "java.time.Duration")
    private long delay = DEFAULT_DELAY_MILLIS;

    private SandboxPattern pattern;

    /**
     * Without options yet.
     *
     * @param uri the whole URI
     * @param component what makes it
     * @param sandbox a name, a pattern, or a list of them
     * @param configuration the options
     */
    public MsbLogsEndpoint(String uri, MsbLogsComponent component, String sandbox, MsbLogsConfiguration configuration) {
        super(uri, component);
        this.sandbox = sandbox;
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY_MILLIS);
    }

    @Override
    public MsbLogsComponent getComponent() {
        return (MsbLogsComponent) super.getComponent();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MsbLogsConsumer consumer = new MsbLogsConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return new MsbLogsProducer(this);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException(
                "msblogs cannot be polled (pollEnrich, ConsumerTemplate): to read what is there," + " send to msblogs:"
                        + sandbox + "?operation=read");
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** Refuses what cannot be meant. */
    void validate() {
        pattern = checked("sandbox", sandbox, SandboxPattern::parse);
        checked("exclude", configuration.getExclude(), SandboxPattern::parse);
        checked("sources", configuration.getSources(), LogSource::parse);
        options(); // the numbers
        Instant now = Instant.now();
        since(now);
        until(now);
        excludes("logDir", configuration.getLogDir(), "home", configuration.getHome());
        excludes("logDir", configuration.getLogDir(), "sandboxesDir", configuration.getSandboxesDir());
        excludes("logDir", configuration.getLogDir(), "exclude", configuration.getExclude());
        excludes("fromCursor", configuration.getFromCursor(), "since", configuration.getSince());
        String atEnd = configuration.getStart() == MsbLogsConfiguration.Start.end ? "end" : null;
        excludes("fromCursor", configuration.getFromCursor(), "start", atEnd);
        excludes("since", configuration.getSince(), "start", atEnd);
        single("logDir", configuration.getLogDir());
        single("fromCursor", configuration.getFromCursor());
        checked("fromCursor", configuration.getFromCursor(), MsbLogsEndpoint::cursor);
        if (configuration.isStopWhenDone() && configuration.isFollow() && configuration.getUntil() == null) {
            throw new IllegalArgumentException(
                    "Option stopWhenDone=true needs follow=false or until: what follows for ever is never done");
        }
        if (configuration.getTail() != null) {
            atLeast("tail", configuration.getTail(), 0);
        }
        atLeast("maxInFlight", configuration.getMaxInFlight(), 1);
        atLeast("maxInFlightTotal", configuration.getMaxInFlightTotal(), 1);
        atLeast("maxInFlightBytes", configuration.getMaxInFlightBytes(), 1);
        atLeast("concurrentConsumers", configuration.getConcurrentConsumers(), 1);
        atLeast("batchSize", configuration.getBatchSize(), 1);
        atLeast("batchTimeout", configuration.getBatchTimeout(), 1);
        atLeast("commitInterval", configuration.getCommitInterval(), 0);
        atLeast("retryDelay", configuration.getRetryDelay(), 1);
        atLeast("maxRetryDelay", configuration.getMaxRetryDelay(), configuration.getRetryDelay());
        atLeast("maxOpenFilesTotal", configuration.getMaxOpenFilesTotal(), 1);
        atLeast("maxHeldBytes", configuration.getMaxHeldBytes(), 0);
        atLeast("maxRetries", configuration.getMaxRetries(), -1);
        atLeast("forgetAfter", configuration.getForgetAfter(), 0);
        atLeast("healthDownAt", configuration.getHealthDownAt(), 0);
        Object repository = configuration.getCursorRepository();
        if (repository != null && !(repository instanceof StateRepository) && !"none".equals(repository)) {
            throw new IllegalArgumentException("Option cursorRepository=" + repository
                    + ": must be a bean that is a StateRepository<String, String> (#name), or none");
        }
    }

    private static <T> T checked(String option, String value, java.util.function.Function<String, T> parse) {
        try {
            return value == null ? null : parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + option + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("Option " + option + "=" + value + ": must be " + least + " or more");
        }
    }

    private static LogCheckpoint cursor(String token) {
        try {
            return LogCheckpoint.parse(token);
        } catch (InvalidCursorException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void excludes(String option, Object value, String other, Object otherValue) {
        if (value != null && otherValue != null) {
            throw new IllegalArgumentException("Options " + option + "=" + value + " and " + other + "=" + otherValue
                    + " exclude each other: leave one out");
        }
    }

    private void single(String option, String value) {
        if (value != null && !pattern.isSingleName()) {
            throw new IllegalArgumentException(
                    "Option " + option + "=" + value + " is for one sandbox, and '" + sandbox + "' can be several");
        }
    }

    SandboxPattern pattern() {
        return pattern;
    }

    /** The sandboxes that the path names exactly, and that are not left out. */
    List<String> named() {
        return named(pattern);
    }

    /** The sandboxes that another pattern names exactly, and that are not left out. */
    List<String> named(SandboxPattern wanted) {
        SandboxPattern exclude = exclude();
        return wanted.names().stream()
                .filter(name -> exclude == null || !exclude.matches(name))
                .toList();
    }

    SandboxPattern exclude() {
        return configuration.getExclude() == null ? null : SandboxPattern.parse(configuration.getExclude());
    }

    Set<LogSource> sources() {
        return LogSource.parse(configuration.getSources());
    }

    Instant since(Instant now) {
        return TimeOption.parse("Option since", configuration.getSince(), now, false);
    }

    Instant until(Instant now) {
        return TimeOption.parse("Option until", configuration.getUntil(), now, true);
    }

    LogCheckpoint fromCursor() {
        return configuration.getFromCursor() == null ? null : cursor(configuration.getFromCursor());
    }

    /** What of the engine's options every sandbox of this endpoint shares. */
    LogOptions.Builder options() {
        try {
            return LogOptions.builder()
                    .sources(sources())
                    .maxLineBytes(configuration.getMaxLineBytes())
                    .maxOpenFiles(configuration.getMaxOpenFiles());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + e.getMessage(), e);
        }
    }

    /** Where the sandboxes of this endpoint are. */
    SandboxDirectories directories() throws LogException {
        return directories(pattern);
    }

    /** Where the sandboxes that match another pattern are. */
    SandboxDirectories directories(SandboxPattern wanted) throws LogException {
        if (configuration.getLogDir() != null) {
            return SandboxDirectories.ofLogDirectory(sandbox, Path.of(configuration.getLogDir()), wanted);
        }
        MicrosandboxHome home = configuration.getSandboxesDir() != null
                ? MicrosandboxHome.ofSandboxes(Path.of(configuration.getSandboxesDir()))
                : MicrosandboxHome.of(
                        configuration.getHome() == null
                                ? MicrosandboxHome.defaultHome()
                                : Path.of(configuration.getHome()));
        return SandboxDirectories.of(home, wanted, exclude());
    }

    /** {@return which sandboxes} */
    public String getSandbox() {
        return sandbox;
    }

    /**
     * Which sandboxes: a name, a pattern with * and ?, or several of them with commas between.
     *
     * @param sandbox a name, a pattern, or a list of them
     */
    public void setSandbox(String sandbox) {
        this.sandbox = sandbox;
    }

    /** {@return the options} */
    public MsbLogsConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options.
     *
     * @param configuration the options
     */
    public void setConfiguration(MsbLogsConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
