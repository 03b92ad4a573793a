package dev.microsandbox.logs;

import java.time.Instant;

/**
 * Reads a line of runtime.log or kernel.log: takes ANSI escapes out, and a leading time stamp as the time. No line is
 * malformed.
 *
 * <p>All is done on UTF-8 bytes, without Strings; most lines are plain ASCII and are not even copied before their data
 * is.
 *
 * <p>One thread.
 */
final class TextLineParser implements LineParser {
    private static final int SHORTEST_STAMP = "2026-05-01T10:00:00Z".length();

    private final Rfc3339 time = new Rfc3339();
    private final AnsiText text = new AnsiText();
    private long fallbackSecond;
    private int fallbackNano;

    /** Sets the time of the lines that have none: the modification time of the live file. */
    void fallbackTime(Instant modified) {
        fallbackSecond = modified.getEpochSecond();
        fallbackNano = modified.getNano();
    }

    @Override
    public boolean parse(byte[] buffer, int from, int to, ParsedLine into) {
        into.epochSecond = fallbackSecond;
        into.nano = fallbackNano;
        into.source = LogSource.SYSTEM;
        into.hasSession = false;
        into.session = 0;
        if (Words.endOfPlainText(buffer, from, to) == to) {
            plain(buffer, from, to, into);
        } else {
            text.clean(buffer, from, to);
            plain(text.bytes, 0, text.length, into);
            text.release();
        }
        return true;
    }

    /** Takes the stamp from valid UTF-8 without escapes. */
    private void plain(byte[] line, int from, int to, ParsedLine into) {
        int begin = from;
        int space = firstWhiteSpace(line, from, to);
        // A stamp with nothing behind it stays: only a token that white space ends is cut.
        if (space < to
                && space - from >= SHORTEST_STAMP
                && line[space - 1] == 'Z'
                && Utf8.hasCharacters(line, from, space, SHORTEST_STAMP)) {
            begin = Utf8.skipWhiteSpace(line, space, to);
            if (time.parse(line, from, space)) {
                into.epochSecond = time.epochSecond;
                into.nano = time.nano;
            }
        }
        byte[] data = new byte[to - begin + 1];
        System.arraycopy(line, begin, data, 0, to - begin);
        data[to - begin] = '\n';
        into.data = data;
    }

    private static int firstWhiteSpace(byte[] text, int from, int to) {
        int at = from;
        while (at < to && Utf8.whiteSpace(text, at, to) == 0) {
            at++;
        }
        return at;
    }
}
