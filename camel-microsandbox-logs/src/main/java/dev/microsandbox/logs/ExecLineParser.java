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
 * Lines of the very form which the producer writes are read by {@link ProducerLineParser}, as fast as can be; this one takes all that is
 * allowed.
 *
 * <p>One thread.
 */
final class ExecLineParser implements LineParser {
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
    private final ProducerLineParser producer = new ProducerLineParser(time, json);
    private boolean base64;

    @Override
    public int parseAhead(byte[] buffer, int from, int to, ParsedLine into) {
        return producer.parse(buffer, from, to, into);
    }

    @Override
    public boolean parse(byte[] buffer, int from, int to, ParsedLine into) {
        boolean valid = read(buffer, from, to, into);
        json.text.release();
        return valid;
    }

    private boolean read(byte[] line, int from, int to, ParsedLine into) {
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
            into.data = Base64Text.decodedOrAsItStands(into.data);
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
