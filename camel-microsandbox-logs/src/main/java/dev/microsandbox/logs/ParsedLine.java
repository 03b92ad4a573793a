package dev.microsandbox.logs;

/**
 * What a parser read from one line; filled anew for every line, so that parsing makes no garbage but the data.
 *
 * <p>One thread.
 */
final class ParsedLine {
    /** Seconds since 1970-01-01T00:00:00Z. */
    long epochSecond;
    /** 0 to 999,999,999. */
    int nano;

    LogSource source;
    boolean hasSession;
    /** Unsigned; 0 when there is no session. */
    long session;

    byte[] data;
}
