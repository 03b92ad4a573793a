package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What was logged during a test. It is kept from the console, and reported when the test fails. */
final class Logged extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private static final List<String> LOGGERS = List.of("dev.microsandbox", "org.apache.camel");

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void beforeEach(ExtensionContext test) {
        for (String name : LOGGERS) {
            logger(name).setAdditive(false);
            logger(name).addAppender(this);
        }
        logger("dev.microsandbox").setLevel(Level.INFO);
        start();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        stop();
        for (String name : LOGGERS) {
            logger(name).detachAppender(this);
            logger(name).setAdditive(true);
            logger(name).setLevel(Level.WARN);
        }
        if (test.getExecutionException().isPresent() && !events.isEmpty()) {
            test.publishReportEntry("log", String.join("\n", lines()));
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** All lines as {@code LEVEL message}. */
    List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** The component's own lines of a level. */
    List<String> lines(Level level) {
        return events.stream()
                .filter(event ->
                        event.getLevel() == level && event.getLoggerName().startsWith(LOGGERS.get(0)))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** The component's own lines of all levels, and the messages of the exceptions that were logged with them. */
    List<String> ours() {
        List<String> texts = new ArrayList<>();
        for (ILoggingEvent event : events) {
            if (event.getLoggerName().startsWith(LOGGERS.get(0))) {
                texts.add(event.getFormattedMessage());
                for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
                    texts.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return texts;
    }

    /** Waits for a line of the component that has this in it, and returns it. */
    String expect(Level level, String part) {
        Sink.await(() -> lines(level).stream().anyMatch(line -> line.contains(part)));
        return matching(level, part).get(0);
    }

    /** Exactly one line of the component has this in it. */
    String once(Level level, String part) {
        List<String> matching = matching(level, part);
        assertEquals(1, matching.size(), () -> "lines with '" + part + "': " + matching + " of " + lines());
        return matching.get(0);
    }

    /** The component warned of nothing. */
    void noWarning() {
        assertEquals(List.of(), lines(Level.WARN));
        assertEquals(List.of(), lines(Level.ERROR));
    }

    private List<String> matching(Level level, String part) {
        return lines(level).stream().filter(line -> line.contains(part)).toList();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
