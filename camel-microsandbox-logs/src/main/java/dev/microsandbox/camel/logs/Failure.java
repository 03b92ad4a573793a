package dev.microsandbox.camel.logs;

import org.apache.camel.Exchange;

/**
 * Why a try failed, for the exception handler.
 *
 * @param exchange a copy of the exchange; null where nobody will be told
 * @param cause null: it was marked for rollback, without an exception
 */
record Failure(Exchange exchange, Throwable cause) {
    /** How far down causes are told. */
    private static final int DEEPEST = 5;

    /** In one line, for the log, with the causes that it does not name already: what Camel wraps says nothing of itself. */
    String text() {
        if (cause == null) {
            return "marked for rollback";
        }
        StringBuilder text = new StringBuilder(cause.toString());
        Throwable below = cause.getCause();
        for (int depth = 1; below != null && depth <= DEEPEST; depth++) {
            String said = below.getMessage() == null ? below.toString() : below.getMessage();
            if (text.indexOf(said) < 0) {
                text.append(", caused by ").append(below);
            }
            below = below.getCause();
        }
        return TroubleLog.escaped(text.toString());
    }

    /** What the exception handler gets: it needs one. */
    Exception exception() {
        return cause == null ? new IllegalStateException("The exchange was marked for rollback") : asException(cause);
    }

    /** The same, for who takes no Error. */
    static Exception asException(Throwable thrown) {
        return thrown instanceof Exception exception ? exception : new IllegalStateException(thrown.toString(), thrown);
    }
}
