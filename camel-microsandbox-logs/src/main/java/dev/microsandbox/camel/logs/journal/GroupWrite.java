package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;

/** Many records, one write call. */
final class GroupWrite {
    /** One write takes that much, or a single record more; in bytes. */
    private static final int WRITE_BYTES = 4 << 20;

    private GroupWrite() {}

    /**
     * Writes the records of a group, behind a header when the file begins with them.
     *
     * @param from the offset of the first
     * @param group null as a value removes
     * @return the offset behind the last
     */
    static long write(FileChannel channel, long from, Map<String, String> group) throws IOException {
        long at = from;
        ByteBuffer bytes = ByteBuffer.allocate(JournalRecord.HEADER.bytes());
        if (from == 0) {
            bytes.put(JournalRecord.HEADER.encode());
        }
        for (Map.Entry<String, String> entry : group.entrySet()) {
            byte[] record = JournalRecord.of(entry.getKey(), entry.getValue()).encode();
            if (bytes.position() + record.length > WRITE_BYTES) {
                at = write(channel, at, bytes.flip());
                bytes.clear();
            }
            if (bytes.remaining() < record.length) {
                int needed = bytes.position() + record.length;
                bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity()))
                        .put(bytes.flip());
            }
            bytes.put(record);
        }
        return write(channel, at, bytes.flip());
    }

    private static long write(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }
}
