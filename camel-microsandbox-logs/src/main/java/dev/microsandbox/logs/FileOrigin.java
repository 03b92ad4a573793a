package dev.microsandbox.logs;

/**
 * Everything that tells one file's lines from those of any other: the half of an entry's id that all its lines share.
 *
 * <p>Immutable, any thread.
 *
 * @param sandbox its name; empty when the library was not told
 * @param file null for a boot failure, which stands in none of them
 * @param firstLine a hash of its first line; 0 while that is not known
 * @param restarts how often it was truncated or written anew in place since its generation began
 */
record FileOrigin(String sandbox, LogFile file, Generation generation, long firstLine, int restarts) {
    private static final String HEX = "0123456789abcdef";

    /**
     * The id of the line that begins at {@code offset}: letters, digits, {@code .}, {@code -} and {@code _} only, so that it can be
     * a record key, a document id, a file name or part of an object key.
     */
    String entryId(long offset) {
        String kind = file.fileName.substring(0, file.fileName.indexOf('.'));
        StringBuilder id = new StringBuilder(sandbox.length() + kind.length() + 56);
        if (!sandbox.isEmpty()) {
            id.append(sandbox).append('.');
        }
        id.append(kind).append('.');
        hex(id, generation.number(), 1);
        id.append('-');
        hex(id, Check.mix(Check.mix(generation.created(), firstLine), restarts), 16);
        id.append('-');
        return hex(id, offset, 10).toString();
    }

    private static StringBuilder hex(StringBuilder to, long value, int digits) {
        int shift = Math.max(4 * digits, 64 - Long.numberOfLeadingZeros(value) + 3 & ~3) - 4;
        for (; shift >= 0; shift -= 4) {
            to.append(HEX.charAt((int) (value >>> shift) & 15));
        }
        return to;
    }
}
