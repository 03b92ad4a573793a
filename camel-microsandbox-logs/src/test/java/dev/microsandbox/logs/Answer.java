package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What a parser made of a line, as a value that can be compared and printed; null stands for malformed. */
record Answer(long epochSecond, int nano, LogSource source, boolean hasSession, long session, ByteBuffer data) {

    /** The whole of {@code line}, which stands somewhere in a larger buffer, as it does in the engine. */
    static Answer of(LineParser parser, byte[] line) {
        byte[] buffer = new byte[line.length + 8];
        System.arraycopy(line, 0, buffer, 3, line.length);
        return of(parser, buffer, 3, 3 + line.length);
    }

    static Answer of(LineParser parser, byte[] buffer, int from, int to) {
        // Nothing of the line before may shine through.
        ParsedLine into = new ParsedLine();
        into.epochSecond = -1;
        into.nano = -1;
        into.source = LogSource.OUTPUT;
        into.hasSession = true;
        into.session = -1;
        into.data = new byte[] {'?'};
        return parser.parse(buffer, from, to, into) ? of(into) : null;
    }

    static Answer of(ParsedLine line) {
        return new Answer(
                line.epochSecond, line.nano, line.source, line.hasSession, line.session, ByteBuffer.wrap(line.data));
    }

    @Override
    public String toString() {
        return epochSecond + "s " + nano + "ns " + source + " session "
                + (hasSession ? Long.toUnsignedString(session) : "none") + " data "
                + HexFormat.of().formatHex(data.array());
    }
}
