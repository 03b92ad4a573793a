package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a line of exec.log that is of the very form which the producer writes, and leaves all others to {@link ExecLineParser}: whole
 * words are compared at fixed places, and the end of the line shows when the object has ended.
 *
 * <pre>
 *   0     6                       30     37    43    50
 *   {"t":"2026-04-30T20:32:59.688Z","s":"stdout","d":"hello\n","id":7,"e":"b64"}⏎
 * </pre>
 *
 * What both take they cannot read differently: what is not compared as it stands is read by the same {@link Rfc3339}, {@link JsonText},
 * {@link JsonScanner} and {@link Base64Text}.
 *
 * <p>One thread.
 */
final class ProducerLineParser {
    private static final int TIME = 6;
    private static final int BEFORE_SOURCE = 30;
    private static final int SOURCE = 37;
    private static final int BEFORE_DATA = 43;
    private static final int DATA = 50;
    private static final int SHORTEST = DATA + "\"}\n".length();

    private static final long OPENING_WORD = Words.of("{\"t\":\"");
    private static final long BEFORE_SOURCE_WORD = Words.of("\",\"s\":\"");
    private static final long BEFORE_DATA_WORD = Words.of("\",\"d\":\"");
    private static final long BEFORE_SESSION_WORD = Words.of(",\"id\":");
    private static final byte[] BASE64_END = ",\"e\":\"b64\"}\n".getBytes(StandardCharsets.US_ASCII);

    private static final LogSource[] SOURCES = LogSource.values();
    /** Their names, six letters each. */
    private static final long[] SOURCE_WORDS =
            Arrays.stream(SOURCES).mapToLong(source -> Words.of(source.text())).toArray();

    private final Rfc3339 time;
    private final JsonScanner json;

    /** Shares what is remembered and the room with the parser that takes all other lines. */
    ProducerLineParser(Rfc3339 time, JsonScanner json) {
        this.time = time;
        this.json = json;
    }

    /** As {@link LineParser#parseAhead}. */
    int parse(byte[] buffer, int from, int to, ParsedLine into) {
        if (to - from < SHORTEST
                || Words.at(buffer, from, 6) != OPENING_WORD
                || Words.at(buffer, from + BEFORE_SOURCE, 7) != BEFORE_SOURCE_WORD
                || Words.at(buffer, from + BEFORE_DATA, 7) != BEFORE_DATA_WORD
                || !source(Words.at(buffer, from + SOURCE, 6), into)
                || !time.parseMillis(buffer, from + TIME)) {
            return -1;
        }
        into.epochSecond = time.epochSecond;
        into.nano = time.nano;
        int at = data(buffer, from + DATA, to, into);
        at = at < 0 ? -1 : session(buffer, at, to, into);
        if (at < 0 || to - at < 2) {
            return -1;
        }
        if (buffer[at] == '}' && buffer[at + 1] == '\n') {
            return at + 1;
        }
        int end = at + BASE64_END.length;
        if (end > to || !Arrays.equals(buffer, at, end, BASE64_END, 0, BASE64_END.length)) {
            return -1;
        }
        into.data = Base64Text.decodedOrAsItStands(into.data);
        return end - 1;
    }

    private static boolean source(long word, ParsedLine into) {
        for (int i = 0; i < SOURCES.length; i++) {
            if (SOURCE_WORDS[i] == word) {
                into.source = SOURCES[i];
                return true;
            }
        }
        return false;
    }

    /** The string whose first character is at {@code from}; most have one escape, for the newline at their end. */
    private int data(byte[] buffer, int from, int to, ParsedLine into) {
        int end = Words.endOfPlainJson(buffer, from, to);
        if (to - end < 3) {
            return -1;
        }
        if (buffer[end] == '"') {
            into.data = Arrays.copyOfRange(buffer, from, end);
            return end + 1;
        }
        if (buffer[end] == '\\' && buffer[end + 1] == 'n' && buffer[end + 2] == '"') {
            into.data = Arrays.copyOfRange(buffer, from, end + 1);
            into.data[end - from] = '\n';
            return end + 3;
        }
        // No newline can stand in it, so one that stands in the buffer is the line's end: as far as that it must be
        // looked at.
        int newline = Words.newline(buffer, end, to);
        int next = newline == to ? -1 : json.text.read(buffer, from - 1, newline);
        if (next >= 0) {
            into.data = json.text.copy();
            json.text.release();
        }
        return next;
    }

    private int session(byte[] buffer, int at, int to, ParsedLine into) {
        into.hasSession = to - at >= Long.BYTES && Words.at(buffer, at, 6) == BEFORE_SESSION_WORD;
        into.session = 0;
        if (!into.hasSession) {
            return at;
        }
        if (buffer[at + 6] < '0') {
            return -1; // white space may be a newline, behind which the next line begins
        }
        json.reset(buffer, at + 6, to);
        if (!json.unsigned()) {
            return -1;
        }
        into.session = json.number();
        return json.position();
    }
}
