package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the records of a journal file of any condition, in time linear in its size whatever is in it: a byte is looked
 * at once in the search for a magic, and once in the record that it may belong to (a head can be inside of another
 * head, so a few times at most).
 *
 * <p>Only reads; one thread.
 */
final class JournalScanner {
    /** Two records of the greatest size, so that moving the rest to the front costs less than reading. */
    private static final int WINDOW_BYTES = 2 * JournalRecord.MAX_BYTES;

    private static final int MOST_KEYS = 100;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window;
    private long windowAt;
    private int at;
    private Set<String> damagedKeys = new LinkedHashSet<>();

    private JournalScanner(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.window = ByteBuffer.allocate((int) Math.min(size, WINDOW_BYTES)).limit(0);
    }

    /**
     * All that can be read. The position of the channel stays.
     *
     * @param file for the message of the exceptions: of another version, or with nothing of a journal in it
     */
    static JournalScan scan(Path file, FileChannel channel) throws IOException {
        return new JournalScanner(channel).scanned(file);
    }

    /** All that can be read in a file, which is not changed, nor locked. */
    static JournalScan scan(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return scan(file, channel);
        }
    }

    private JournalScan scanned(Path file) throws IOException {
        JournalScan.Builder scan = new JournalScan.Builder();
        boolean text = false;
        while (have(1)) {
            if (window.get(at) == (byte) 0xFF) {
                JournalRecord record = record();
                if (record != null) {
                    checkVersion(file, record);
                    long from = windowAt + at;
                    at += record.bytes();
                    scan.add(record, from, windowAt + at, takeKeys());
                    continue;
                }
            }
            text |= window.get(at) != 0;
            at++;
            text |= skip();
        }
        if (scan.isEmpty() && text && size > JournalRecord.HEADER.bytes()) {
            throw new IOException(file + " has no readable record: it is no journal, or damaged beyond reading."
                    + " It was left as it is; move it away to begin without stored states");
        }
        return scan.build(size, takeKeys());
    }

    /** The record here; null, and its key noted, when it is damaged. */
    private JournalRecord record() throws IOException {
        int length = have(JournalRecord.HEAD_BYTES) ? JournalRecord.length(window, at) : -1;
        if (length < 0) {
            return null;
        }
        JournalRecord record = have(length) ? JournalRecord.decode(window, at, length) : null;
        if (record == null && damagedKeys.size() < MOST_KEYS) {
            int body = at + JournalRecord.HEAD_BYTES;
            int end = JournalRecord.indexOfMagicByte(window, body, Math.min(at + length, window.limit()));
            Optional<String> key = JournalRecord.keyOfDamaged(window, at, end);
            key.ifPresent(damagedKeys::add);
        }
        return record;
    }

    /** To the next byte that may begin a record; whether there was anything but NUL before it. */
    private boolean skip() {
        int next = JournalRecord.indexOfMagicByte(window, at, window.limit());
        boolean text = false;
        while (at < next) {
            text |= window.get(at++) != 0;
        }
        return text;
    }

    private void checkVersion(Path file, JournalRecord record) throws IOException {
        if (record.type() == JournalRecord.Type.HEADER && !record.equals(JournalRecord.HEADER)) {
            throw new IOException(file + " is a journal of version '" + JournalText.escaped(record.value()) + "' of '"
                    + JournalText.escaped(record.key()) + "', and this program reads version "
                    + JournalRecord.HEADER.value()
                    + ": use the newer program, or another directory");
        }
    }

    private List<String> takeKeys() {
        List<String> keys = new ArrayList<>(damagedKeys);
        damagedKeys = new LinkedHashSet<>();
        return keys;
    }

    /** Whether that many bytes are left; they are in the window then. */
    private boolean have(int bytes) throws IOException {
        if (window.limit() - at >= bytes) {
            return true;
        }
        if (size - windowAt - window.limit() <= 0) {
            return false;
        }
        window.position(at);
        window.compact();
        windowAt += at;
        at = 0;
        while (window.hasRemaining() && channel.read(window, windowAt + window.position()) > 0) {
            // until the window is full or the file ends
        }
        window.flip();
        return window.limit() >= bytes;
    }
}
