package dev.microsandbox.logs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One failed start, told apart from every other by a hash of what the runtime wrote.
 *
 * <p>Immutable, any thread.
 *
 * @param hash see {@link #hash}
 */
record BootFailure(BootError error, String hash) {
    /** The file that the runtime writes. */
    static final String FILE_NAME = "boot-error.json";

    private static final int HASH_BYTES = 16;

    /**
     * A hash of the file's bytes, 32 hex digits. It is written to disk, so it must never change. Not {@link Check}: the message may be a
     * guest's, and a failure of which somebody made the hash that of another would not be told.
     */
    static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Whether {@code text} may be a hash. */
    static boolean isHash(String text) {
        return text.length() == 2 * HASH_BYTES
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** The id of its entry, in the alphabet of {@link FileOrigin#entryId}. */
    String entryId(String sandbox) {
        return (sandbox.isEmpty() ? "" : sandbox + ".") + "boot-error." + hash;
    }
}
