package dev.microsandbox.camel.logs;

import org.apache.camel.Exchange;

/**
 * Why a try failed, for the exception handler.
 *
 * @param exchange a copy of the exchange; null where nobody will be told
 * @param cause null: it was marked for rollback, without an exception
 */
record Failure(Exchange exchange, Throwable cause) {
    /** In one line, for the log. */
    String text() {
        return cause == null ? "marked for rollback" : TroubleLog.escaped(String.valueOf(cause));
    }

    /** What the exception handler gets: it needs one. */
    Exception exception() {
        return cause instanceof Exception exception
                ? exception
                : new IllegalStateException(
                        cause == null ? "The exchange was marked for rollback" : cause.toString(), cause);
    }
}
