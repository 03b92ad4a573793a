package dev.microsandbox.camel.logs.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** What is in the bytes of a journal, read byte by byte as {@link JournalRecord} draws a record; for small ones. */
final class JournalOracle {
    final Map<String, String> state = new HashMap<>();
    /** What is told of it, without keys. */
    final List<String> events = new ArrayList<>();
    /** What the refusal says; null when it is none. */
    String refusal;

    private final ByteBuffer bytes;
    private final int size;

    private JournalOracle(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.size = bytes.length;
    }

    static JournalOracle read(byte[] bytes) {
        JournalOracle oracle = new JournalOracle(bytes);
        oracle.read();
        return oracle;
    }

    private void read() {
        int end = 0;
        int lastDamage = 0;
        boolean written = false;
        for (int at = 0; at < size; ) {
            int length = record(at);
            if (length == 0) {
                written |= bytes.get(at) != 0;
                at++;
                continue;
            }
            if (refusal != null) {
                return;
            }
            if (at > end) {
                if (events.size() == JournalScan.MOST_DAMAGES) {
                    events.remove(JournalScan.MOST_DAMAGES - 1);
                    events.add("damaged " + lastDamage + "-" + at);
                } else {
                    lastDamage = end;
                    events.add("damaged " + end + "-" + at);
                }
            }
            at += length;
            end = at;
        }
        if (end == 0 && written && size > JournalRecord.HEADER.bytes()) {
            refusal = "no readable record";
        }
        if (end < size) {
            events.add("tornTail " + end + "-" + size);
        }
    }

    /** Its length, 0 when none is here. */
    private int record(int at) {
        if (size - at < 17 || bytes.getInt(at) != 0xFF4D5342) {
            return 0;
        }
        byte type = bytes.get(at + 8);
        long keyBytes = bytes.getInt(at + 9);
        long valueBytes = bytes.getInt(at + 13);
        if ("HPR".indexOf(type) < 0
                || keyBytes < 0
                || valueBytes < 0
                || keyBytes > 1 << 20
                || valueBytes > 1 << 20
                || size - at - 17 < keyBytes + valueBytes) {
            return 0;
        }
        int value = (int) (at + 17 + keyBytes);
        int end = (int) (value + valueBytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), at + 8, end - at - 8);
        String key = text(at + 17, value);
        String text = text(value, end);
        if (bytes.getInt(at + 4) != (int) crc.getValue() || key == null || text == null) {
            return 0;
        }
        if (type == 'P') {
            state.put(key, text);
        } else if (type == 'R') {
            state.remove(key);
        } else if (!key.equals("microsandbox-journal") || !text.equals("1")) {
            refusal = "is a journal of version";
        }
        return end - at;
    }

    private String text(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOfRange(bytes.array(), from, to)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
