package dev.microsandbox.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of the bytes before an offset, stored with a cursor: it tells on resume whether the file is still the one that was
 * read. It is written to disk, so it must never change.
 *
 * <p>Any thread.
 */
final class Check {
    /** How many bytes before an offset count, at most. */
    static final int BYTES = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = 0x243F6A8885A308D3L;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Check() {}

    /** The check at {@code end}, where {@code bytes[start, end)} are all the bytes of the file that are at hand before it. */
    static long before(byte[] bytes, int start, int end) {
        return of(bytes, Math.max(start, end - BYTES), end);
    }

    /** Hash of {@code bytes[from, to)}; never 0, which means "not known". */
    static long of(byte[] bytes, int from, int to) {
        long hash = SEED ^ (to - from);
        int i = from;
        for (; i <= to - 8; i += 8) {
            hash = mix(hash, (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = rest << 8 | bytes[i] & 0xff;
        }
        hash = mix(hash, rest);
        return hash == 0 ? SEED : hash;
    }

    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ mixed >>> 32;
    }
}
