package dev.microsandbox.camel.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What an application logs and should not: every error, and every warning but that of the route which is made to fail. And what nobody
 * catches.
 *
 * <p>Any thread.
 */
final class SoakTroubles extends AppenderBase<ILoggingEvent> {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Listens from now on. */
    static SoakTroubles listen() {
        SoakTroubles troubles = new SoakTroubles();
        troubles.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(troubles);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> troubles.add(thread.getName() + " ended with " + e));
        return troubles;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN) && !isExpected(event)) {
            String thrown = event.getThrowableProxy() == null
                    ? ""
                    : " (" + event.getThrowableProxy().getClassName() + ": "
                            + event.getThrowableProxy().getMessage() + ")";
            add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
        }
    }

    private static boolean isExpected(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        return event.getLevel() == Level.WARN
                && text.startsWith(SoakRoute.FAILING.id() + ": ")
                && text.contains(" exchanges failed, to be tried again ");
    }

    synchronized void add(String text) {
        count++;
        if (first.size() < KEPT) {
            first.add(text);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
