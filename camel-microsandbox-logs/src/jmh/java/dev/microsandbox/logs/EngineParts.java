package dev.microsandbox.logs;

import java.nio.ByteBuffer;

/**
 * The parts of the engine that benchmarks measure alone; the only place outside the engine that knows them.
 *
 * <p>One thread.
 */
public final class EngineParts {
    private final ExecLineParser parser = new ExecLineParser();
    private final ParsedLine line = new ParsedLine();
    private final LineBuffer buffer = new LineBuffer();

    /** Parses the line that begins at {@code from}, its newline being at {@code to}; a number that depends on every field. */
    public long parse(byte[] bytes, int from, int to) {
        if (parser.parseAhead(bytes, from, bytes.length, line) != to && !parser.parse(bytes, from, to, line)) {
            throw new IllegalStateException("malformed");
        }
        return line.epochSecond + line.nano + line.source.ordinal() + line.session + line.data.length;
    }

    /** Keeps the beginning of these bytes, as if it were read from a file. */
    public int fill(byte[] bytes) {
        buffer.begin(0, 0);
        ByteBuffer free = buffer.free(bytes.length);
        int some = Math.min(free.remaining(), bytes.length);
        free.put(bytes, 0, some);
        buffer.filled();
        return some;
    }

    /** How many newlines are in what was kept. */
    public int newlines() {
        int lines = 0;
        int newline;
        buffer.consume(0);
        while ((newline = buffer.newline()) >= 0) {
            lines++;
            buffer.consume(newline + 1);
        }
        return lines;
    }
}
