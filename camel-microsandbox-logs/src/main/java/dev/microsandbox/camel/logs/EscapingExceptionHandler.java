package dev.microsandbox.camel.logs;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs as Camel's own handler does, but nothing that could forge a line: that one writes the messages of exceptions as they are. Used
 * unless the endpoint has another one.
 *
 * <p>Any thread.
 */
final class EscapingExceptionHandler implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    @Override
    public void handleException(Throwable exception) {
        handleException(null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        String text = CamelExchangeException.createExceptionMessage(message, exchange, exception);
        boolean wanted = ObjectHelper.getException(RollbackExchangeException.class, exception) != null;
        LOG.warn("{}", TroubleLog.escaped(text), wanted ? null : Escaped.of(exception));
    }
}
