package dev.microsandbox.camel.logs.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bytes of a journal that a test makes by hand, with what should be loaded from them. */
final class JournalFile {
    final List<JournalRecord> records = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    JournalFile() {
        add(JournalRecord.HEADER);
    }

    /** Null as a value removes. */
    JournalFile add(String key, String value) {
        return add(JournalRecord.of(key, value));
    }

    JournalFile add(JournalRecord record) {
        bytes.writeBytes(record.encode());
        records.add(record);
        ends.add(bytes.size());
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    int end(int record) {
        return ends.get(record);
    }

    /** Which record that byte is in. */
    int recordAt(int offset) {
        int record = 0;
        while (ends.get(record) <= offset) {
            record++;
        }
        return record;
    }

    /** The state after these records, without the ones that are missing. */
    Map<String, String> state(int count, int... missing) {
        Map<String, String> state = new HashMap<>();
        for (int i = 0; i < count; i++) {
            boolean there = true;
            for (int each : missing) {
                there &= each != i;
            }
            JournalRecord record = records.get(i);
            if (there && record.type() == JournalRecord.Type.PUT) {
                state.put(record.key(), record.value());
            } else if (there) {
                state.remove(record.key());
            }
        }
        return state;
    }

    /** What is read from these bytes, without a journal. */
    static Map<String, String> read(Path directory, byte[] bytes) throws IOException {
        Path file = directory.resolve("bytes");
        try (FileChannel channel = overwrite(file, bytes)) {
            return JournalScanner.scan(file, channel).state();
        }
    }

    /** Opens a journal that has these bytes, and gives what it loads. */
    static Map<String, String> load(Path directory, byte[] bytes, JournalListener listener) throws IOException {
        overwrite(directory.resolve(Journal.FILE), bytes).close();
        try (Journal journal = Journal.open(directory, listener)) {
            return new HashMap<>(journal.state());
        }
    }

    /** In place: a file that is cut to nothing first is forced to the disk when it is closed, on some file systems. */
    static FileChannel overwrite(Path file, byte[] bytes) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(bytes), 0);
        return channel.truncate(bytes.length);
    }
}
