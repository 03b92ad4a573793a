package dev.microsandbox.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file of one generation. While it is open its inode number cannot be used again.
 *
 * <p>One thread.
 */
interface OpenFile extends Closeable {
    /**
     * Reads bytes at {@code offset} into the free part of {@code into}.
     *
     * @return how many; 0 or less at the end of the file
     */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Its size now, in bytes. */
    long size() throws IOException;
}
