package dev.microsandbox.logs;

import java.util.Arrays;

/**
 * The text of the line that was cleaned last: without the escape sequences of a terminal, and with U+FFFD for each
 * longest beginning of a character that does not go on (see {@link Utf8#sequence}). It is {@code [0, length)} of
 * {@link #bytes}.
 *
 * <pre>
 *   CSI   ESC [ … up to a byte from 0x40 to 0x7E      colours, movements
 *   OSC   ESC ] … up to BEL, or to ESC \              titles, links
 *   ESC and one character                             the rest
 * </pre>
 *
 * A sequence that does not end takes the rest of the line with it: what a terminal would show of it cannot be told from
 * the line alone. Each byte is looked at once.
 *
 * <p>One thread.
 */
final class AnsiText {
    private static final byte BEL = 0x07;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int REPLACEMENT_LENGTH = 3;
    /** Room for longer lines is not kept: they are rare, and there is a parser for every file that is followed. */
    private static final int ROOM_TO_KEEP = 64 * 1024;

    byte[] bytes = new byte[0];
    int length;

    /** Gives back room that only a long line needs; the text is lost. */
    void release() {
        if (bytes.length > ROOM_TO_KEEP) {
            bytes = new byte[0];
        }
    }

    void clean(byte[] line, int from, int to) {
        length = 0;
        makeRoom(to - from);
        int at = from;
        while (at < to) {
            int end = Words.endOfPlainText(line, at, to);
            append(line, at, end);
            at = end;
            if (at < to && line[at] == Words.ESC) {
                at = endOfSequence(line, at + 1, to);
            }
            while (at < to && line[at] < 0) {
                int sequence = Utf8.sequence(line, at, to);
                if (sequence > 0) {
                    append(line, at, at + sequence);
                    at += sequence;
                } else {
                    at -= sequence;
                    // The only text that becomes longer.
                    makeRoom(REPLACEMENT_LENGTH + to - at);
                    length = Utf8.append(REPLACEMENT, bytes, length);
                }
            }
        }
    }

    private void append(byte[] line, int from, int to) {
        System.arraycopy(line, from, bytes, length, to - from);
        length += to - from;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, length + more + (length >> 1));
        }
    }

    /** Where the sequence ends whose ESC stands just before {@code at}. */
    private static int endOfSequence(byte[] line, int at, int to) {
        if (at == to) {
            return to;
        }
        return switch (line[at]) {
            case '[' -> endOfCsi(line, at + 1, to);
            case ']' -> endOfOsc(line, at + 1, to);
            default -> at + Math.abs(Utf8.sequence(line, at, to));
        };
    }

    private static int endOfCsi(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] >= 0x40 && line[at] <= 0x7E) {
                return at + 1;
            }
        }
        return to;
    }

    private static int endOfOsc(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] == BEL) {
                return at + 1;
            }
            if (line[at] == Words.ESC && at + 1 < to && line[at + 1] == '\\') {
                return at + 2;
            }
        }
        return to;
    }
}
