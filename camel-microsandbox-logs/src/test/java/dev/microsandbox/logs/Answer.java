package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** What a parser made of a line, as a value that can be compared and printed; null stands for malformed. */
record Answer(long epochSecond, int nano, LogSource source, boolean hasSession, long session, ByteBuffer data) {

    /** The whole of {@code line}, which stands somewhere in a larger buffer, as it does in the engine. */
    static Answer of(LineParser parser, byte[] line) {
        byte[] buffer = new byte[line.length + 8];
        System.arraycopy(line, 0, buffer, 3, line.length);
        return of(parser, buffer, 3, 3 + line.length);
    }

    static Answer of(LineParser parser, byte[] buffer, int from, int to) {
        ParsedLine into = before();
        return parser.parse(buffer, from, to, into) ? of(into) : null;
    }

    /**
     * The line read without knowing where it ends: alone in its buffer, which ends with its newline, and in front of more. Null when it was
     * left to the other way, which it must be while its newline is not in the buffer; and where a newline stands in it, so that it is none.
     */
    static Answer ahead(LineParser parser, byte[] line) {
        if (Words.newline(line, 0, line.length) < line.length) {
            return null;
        }
        byte[] alone = Arrays.copyOf(line, line.length + 1);
        alone[line.length] = '\n';
        Answer answer = ahead(parser, alone, 0, line.length);
        byte[] among = new byte[3 + 2 * alone.length];
        System.arraycopy(alone, 0, among, 3, alone.length);
        System.arraycopy(alone, 0, among, 3 + alone.length, alone.length);
        Answer other = ahead(parser, among, 3, 3 + line.length);
        for (int shorter = 0; shorter <= line.length; shorter += 1 + line.length / 16) {
            if (parser.parseAhead(alone, 0, shorter, before()) >= 0) {
                throw new AssertionError(
                        "read as a whole line after " + shorter + " bytes of " + RandomLine.print(line));
            }
        }
        if (!Objects.equals(answer, other)) {
            throw new AssertionError("alone " + answer + ", among others " + other + ": " + RandomLine.print(line));
        }
        return answer;
    }

    private static Answer ahead(LineParser parser, byte[] buffer, int from, int newline) {
        ParsedLine into = before();
        int end = parser.parseAhead(buffer, from, buffer.length, into);
        if (end >= 0 && end != newline) {
            throw new AssertionError("the line ends at " + newline + " and not at " + end);
        }
        return end < 0 ? null : of(into);
    }

    /** Nothing of the line before may shine through. */
    private static ParsedLine before() {
        ParsedLine into = new ParsedLine();
        into.epochSecond = -1;
        into.nano = -1;
        into.source = LogSource.OUTPUT;
        into.hasSession = true;
        into.session = -1;
        into.data = new byte[] {'?'};
        return into;
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
