package dev.microsandbox.camel.logs;

import java.util.ArrayList;
import java.util.List;

/**
 * Stands for an exception in the log when its message, or that of one of its causes, may not stand there as it is: a processor may well
 * put the text of a line into it.
 *
 * <p>Immutable, any thread.
 */
final class Escaped extends Exception {
    /** Causes beyond it are left out; a chain may go in a circle. */
    private static final int MOST_CAUSES = 20;

    private Escaped(Throwable original, Throwable cause) {
        super(TroubleLog.escaped(original.toString()), cause);
        setStackTrace(original.getStackTrace());
    }

    /** The exception itself where nothing needs to be escaped; null for null. What was suppressed is left out of the others. */
    static Throwable of(Throwable exception) {
        List<Throwable> chain = new ArrayList<>();
        boolean clean = true;
        Throwable next = exception;
        for (; next != null && chain.size() < MOST_CAUSES; next = next.getCause()) {
            chain.add(next);
            clean &= isClean(next);
            for (Throwable suppressed : next.getSuppressed()) {
                clean &= isClean(suppressed) && suppressed.getCause() == null;
            }
        }
        if (clean && next == null) {
            return exception;
        }
        Throwable escaped = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            escaped = new Escaped(chain.get(i), escaped);
        }
        return escaped;
    }

    private static boolean isClean(Throwable exception) {
        String text = exception.toString();
        return text.equals(TroubleLog.escaped(text));
    }
}
