package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a line of exec.log: one JSON object with these fields in any order, each at most once. Others are checked for
 * being JSON and passed over.
 *
 * <pre>
 *   t    the time, RFC 3339
 *   s    the source
 *   d    the data; empty when absent
 *   id   the session, unsigned 64 bits; may be null or absent
 *   e    "b64" when d is base64; may be any other string, null or absent
 * </pre>
 *
 * There are two ways through a line. {@link #parseGeneral} takes all that is allowed. {@link #parseFast} takes only the
 * form that the producer writes, and compares whole words at fixed places:
 *
 * <pre>
 *   0     6                       30     37    43    49
 *   {"t":"2026-04-30T20:32:59.688Z","s":"stdout","d":"hello\n","id":7,"e":"b64"}
 * </pre>
 *
 * It leaves what is unusual to the general one. What both take they cannot read differently: the time, the strings and
 * the number are read by the same methods.
 *
 * <p>One thread.
 */
final class ExecLineParser implements LineParser {
    private static final int TIME = 6;
    private static final int BEFORE_SOURCE = 30;
    private static final int SOURCE = 37;
    private static final int BEFORE_DATA = 43;
    private static final int DATA = 49;
    private static final int SHORTEST = DATA + "\"\"}".length();

    private static final long OPENING_WORD = Words.of("{\"t\":\"");
    private static final long BEFORE_SOURCE_WORD = Words.of("\",\"s\":\"");
    private static final long BEFORE_DATA_WORD = Words.of("\",\"d\":");
    private static final long BEFORE_SESSION_WORD = Words.of(",\"id\":");
    private static final byte[] BASE64_END = ",\"e\":\"b64\"}".getBytes(StandardCharsets.US_ASCII);

    // The fields as bits; unknown ones have none, so they may come again.
    private static final int T = 1;
    private static final int S = 1 << 1;
    private static final int D = 1 << 2;
    private static final int ID = 1 << 3;
    private static final int E = 1 << 4;
    private static final int UNKNOWN = 0;
    private static final int NEEDED = T | S;

    private static final LogSource[] SOURCES = LogSource.values();
    private static final byte[][] NAMES = names();

    private static final byte[] BASE64 = {'b', '6', '4'};
    private static final byte[] NO_DATA = {};

    private final JsonScanner json = new JsonScanner();
    private final Rfc3339 time = new Rfc3339();
    private boolean base64;

    @Override
    public boolean parse(byte[] buffer, int from, int to, ParsedLine into) {
        boolean valid = parseFast(buffer, from, to, into) || parseGeneral(buffer, from, to, into);
        json.text.release();
        return valid;
    }

    /** Reads a line that is as the producer writes them; false says nothing about the line. */
    boolean parseFast(byte[] line, int from, int to, ParsedLine into) {
        if (to - from < SHORTEST
                || Words.at(line, from, 6) != OPENING_WORD
                || Words.at(line, from + BEFORE_SOURCE, 7) != BEFORE_SOURCE_WORD
                || Words.at(line, from + BEFORE_DATA, 6) != BEFORE_DATA_WORD
                || !readTime(line, from + TIME, from + BEFORE_SOURCE, into)
                || !readSource(line, from + SOURCE, from + BEFORE_DATA, into)) {
            return false;
        }
        json.reset(line, from + DATA, to);
        if (!json.string()) {
            return false;
        }
        into.data = json.text.copy();
        int at = json.position();
        into.hasSession = to - at >= Long.BYTES && Words.at(line, at, 6) == BEFORE_SESSION_WORD;
        into.session = 0;
        if (into.hasSession) {
            json.reset(line, at + 6, to);
            if (!readSession(into)) {
                return false;
            }
            at = json.position();
        }
        if (Arrays.equals(line, at, to, BASE64_END, 0, BASE64_END.length)) {
            decodeBase64(into);
            return true;
        }
        return to - at == 1 && line[at] == '}';
    }

    /** Reads any line. */
    boolean parseGeneral(byte[] line, int from, int to, ParsedLine into) {
        json.reset(line, from, to);
        into.data = NO_DATA;
        into.hasSession = false;
        into.session = 0;
        base64 = false;
        int seen = 0;
        if (!json.accept('{')) {
            return false;
        }
        do {
            if (!json.key()) {
                return false;
            }
            int field = field(json.text);
            if ((seen & field) != 0 || !readField(field, into)) {
                return false;
            }
            seen |= field;
        } while (json.accept(','));
        if (!json.accept('}') || !json.atEnd() || (seen & NEEDED) != NEEDED) {
            return false;
        }
        if (base64) {
            decodeBase64(into);
        }
        return true;
    }

    private boolean readField(int field, ParsedLine into) {
        return switch (field) {
            case T -> json.string() && readTime(json.text.bytes, json.text.from, json.text.to, into);
            case S -> json.string() && readSource(json.text.bytes, json.text.from, json.text.to, into);
            case D -> json.string() && keepData(into);
            case ID -> json.acceptNull() || readSession(into);
            case E -> json.acceptNull() || json.string() && keepEncoding();
            default -> json.value();
        };
    }

    private boolean readTime(byte[] text, int from, int to, ParsedLine into) {
        boolean valid = time.parse(text, from, to);
        into.epochSecond = time.epochSecond;
        into.nano = time.nano;
        return valid;
    }

    private static boolean readSource(byte[] text, int from, int to, ParsedLine into) {
        into.source = null;
        for (int i = 0; i < SOURCES.length && into.source == null; i++) {
            if (Arrays.equals(text, from, to, NAMES[i], 0, NAMES[i].length)) {
                into.source = SOURCES[i];
            }
        }
        return into.source != null;
    }

    private boolean keepData(ParsedLine into) {
        into.data = json.text.copy();
        return true;
    }

    private boolean readSession(ParsedLine into) {
        into.hasSession = json.unsigned();
        into.session = json.number();
        return into.hasSession;
    }

    private boolean keepEncoding() {
        base64 = json.text.is(BASE64);
        return true;
    }

    /** Data that is no base64 stays as it stands. */
    private static void decodeBase64(ParsedLine into) {
        byte[] decoded = Base64Text.decode(into.data);
        if (decoded != null) {
            into.data = decoded;
        }
    }

    /** Which field the key that was just read names. */
    private static int field(JsonText key) {
        byte first = key.from < key.to ? key.bytes[key.from] : 0;
        return switch (key.to - key.from) {
            case 1 -> switch (first) {
                case 't' -> T;
                case 's' -> S;
                case 'd' -> D;
                case 'e' -> E;
                default -> UNKNOWN;
            };
            case 2 -> first == 'i' && key.bytes[key.from + 1] == 'd' ? ID : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static byte[][] names() {
        byte[][] names = new byte[SOURCES.length][];
        for (int i = 0; i < names.length; i++) {
            names[i] = SOURCES[i].text().getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}
