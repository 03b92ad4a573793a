package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Everything that tells one file's lines from those of any other: the half of an entry's id that all its lines share.
 *
 * <p>Immutable, any thread.
 */
final class FileOrigin {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int OFFSET_DIGITS = 10;

    private final String sandbox;
    private final LogFile file;
    private final Generation generation;
    private final long firstLine;
    private final int restarts;
    /** The id up to the offset, made when it is first asked for; to make it twice does no harm. */
    private volatile byte[] idBeforeOffset;

    /**
     * @param sandbox its name; empty when the library was not told
     * @param file null for a boot failure, which stands in none of them
     * @param firstLine a hash of its first line; 0 while that is not known
     * @param restarts how often it was truncated or written anew in place since its generation began
     */
    FileOrigin(String sandbox, LogFile file, Generation generation, long firstLine, int restarts) {
        this.sandbox = sandbox;
        this.file = file;
        this.generation = generation;
        this.firstLine = firstLine;
        this.restarts = restarts;
    }

    String sandbox() {
        return sandbox;
    }

    LogFile file() {
        return file;
    }

    Generation generation() {
        return generation;
    }

    long firstLine() {
        return firstLine;
    }

    int restarts() {
        return restarts;
    }

    /**
     * The id of the line that begins at {@code offset}: letters, digits, {@code .}, {@code -} and {@code _} only, so that it can be
     * a record key, a document id, a file name or part of an object key.
     */
    String entryId(long offset) {
        byte[] before = idBeforeOffset;
        if (before == null) {
            before = idBeforeOffset();
            idBeforeOffset = before;
        }
        int digits = Math.max(OFFSET_DIGITS, hexDigits(offset));
        byte[] id = Arrays.copyOf(before, before.length + digits);
        hex(id, before.length, offset, digits);
        return new String(id, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileOrigin origin
                && origin.sandbox.equals(sandbox)
                && origin.file == file
                && origin.generation.equals(generation)
                && origin.firstLine == firstLine
                && origin.restarts == restarts;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sandbox, file, generation, firstLine, restarts);
    }

    @Override
    public String toString() {
        return sandbox + " " + file + " " + generation + " " + Long.toHexString(firstLine) + " " + restarts;
    }

    private byte[] idBeforeOffset() {
        String kind = file.fileName.substring(0, file.fileName.indexOf('.'));
        long identity = Check.mix(Check.mix(generation.created(), firstLine), restarts);
        String id = (sandbox.isEmpty() ? "" : sandbox + '.')
                + kind
                + '.'
                + hex(generation.number(), hexDigits(generation.number()))
                + '-'
                + hex(identity, 16)
                + '-';
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(long value, int digits) {
        byte[] text = new byte[digits];
        hex(text, 0, value, digits);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void hex(byte[] into, int at, long value, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            into[i] = HEX[(int) rest & 15];
            rest >>>= 4;
        }
    }

    /** How many digits it takes, at least one. */
    private static int hexDigits(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 3) / 4);
    }
}
