package dev.microsandbox.camel.logs.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record of a journal: a key was given a value, or was removed.
 *
 * <pre>
 * +----+-------------+-----------+------+---------------+---------------+-----+-------+
 * | FF | 4D  53  42  | CRC32C    | type | bytes of key  | bytes of value| key | value |
 * |    | 'M' 'S' 'B' | u32 BE    | u8   | u32 BE        | u32 BE        | UTF-8       |
 * +----+-------------+-----------+------+---------------+---------------+-----+-------+
 * 0    1             4           8      9               13              17
 *                                 \_________________ under the CRC ___________________/
 * </pre>
 *
 * <p>The magic begins with FF because that byte is in no UTF-8 text. So the search for the next record after damage
 * never stops inside of a key or a value, and a record whose length was damaged cannot swallow the one behind it.
 *
 * <p>The first record of a file is {@link #HEADER}. Its form is for ever; what follows may change with its value, the
 * version.
 *
 * <p>Immutable, any thread.
 *
 * @param value empty for a removal, never null
 */
record JournalRecord(Type type, String key, String value) {
    static final int MAGIC = 0xFF4D5342;
    static final int HEAD_BYTES = 17;

    /** The most that a key, and the most that a value may have, in bytes of UTF-8. */
    static final int MAX_TEXT_BYTES = 1 << 20;

    static final int MAX_BYTES = HEAD_BYTES + 2 * MAX_TEXT_BYTES;

    /** First in every file: the format and its version. */
    static final JournalRecord HEADER = new JournalRecord(Type.HEADER, "microsandbox-journal", "1");

    private static final int CRC_AT = 4;
    private static final int TYPE_AT = 8;
    private static final int KEY_BYTES_AT = 9;
    private static final int VALUE_BYTES_AT = 13;

    enum Type {
        HEADER('H'),
        PUT('P'),
        REMOVE('R');

        private final byte code;

        Type(char code) {
            this.code = (byte) code;
        }

        private static Type of(byte code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return null;
        }
    }

    /** The record for a value; null stands for a removal. */
    static JournalRecord of(String key, String value) {
        return value == null ? new JournalRecord(Type.REMOVE, key, "") : new JournalRecord(Type.PUT, key, value);
    }

    byte[] encode() {
        byte[] keyBytes = key.getBytes(UTF_8);
        byte[] valueBytes = value.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + keyBytes.length + valueBytes.length);
        out.putInt(MAGIC).putInt(0).put(type.code).putInt(keyBytes.length).putInt(valueBytes.length);
        out.put(keyBytes).put(valueBytes);
        out.putInt(CRC_AT, crc(out.array(), 0, out.capacity()));
        return out.array();
    }

    /** The bytes of the record whose head begins here, or -1 when this is no head of a record. */
    static int length(ByteBuffer bytes, int at) {
        if (bytes.getInt(at) != MAGIC || Type.of(bytes.get(at + TYPE_AT)) == null) {
            return -1;
        }
        int keyBytes = bytes.getInt(at + KEY_BYTES_AT);
        int valueBytes = bytes.getInt(at + VALUE_BYTES_AT);
        boolean possible =
                keyBytes >= 0 && keyBytes <= MAX_TEXT_BYTES && valueBytes >= 0 && valueBytes <= MAX_TEXT_BYTES;
        return possible ? HEAD_BYTES + keyBytes + valueBytes : -1;
    }

    /** The record in these bytes, or null when they are damaged. {@code bytes} has an array that begins with it. */
    static JournalRecord decode(ByteBuffer bytes, int at, int length) {
        int keyBytes = bytes.getInt(at + KEY_BYTES_AT);
        if (indexOfMagicByte(bytes, at + HEAD_BYTES, at + length) < at + length
                || bytes.getInt(at + CRC_AT) != crc(bytes.array(), at, length)) {
            return null;
        }
        Optional<String> key = text(bytes, at + HEAD_BYTES, keyBytes);
        Optional<String> value = text(bytes, at + HEAD_BYTES + keyBytes, length - HEAD_BYTES - keyBytes);
        return key.isEmpty() || value.isEmpty()
                ? null
                : new JournalRecord(Type.of(bytes.get(at + TYPE_AT)), key.get(), value.get());
    }

    /** The key of a damaged record, which may be damaged itself; {@code end} is where the readable bytes end. */
    static Optional<String> keyOfDamaged(ByteBuffer bytes, int at, int end) {
        int keyBytes = bytes.getInt(at + KEY_BYTES_AT);
        boolean cut = keyBytes > end - at - HEAD_BYTES;
        return cut || bytes.get(at + TYPE_AT) == Type.HEADER.code
                ? Optional.empty()
                : text(bytes, at + HEAD_BYTES, keyBytes);
    }

    /** Where the next magic may begin: the first FF in the range, or its end. */
    static int indexOfMagicByte(ByteBuffer bytes, int from, int to) {
        byte[] array = bytes.array();
        int at = from;
        while (at < to && array[at] != (byte) 0xFF) {
            at++;
        }
        return at;
    }

    /** Refuses, by IllegalArgumentException, what would not come back as it was given. */
    static void check(String key, String value) {
        checkText("key", key, key);
        if (value != null) {
            checkText("value of", key, value);
        }
    }

    /** The bytes of this record in a file. */
    int bytes() {
        return (int) (HEAD_BYTES + utf8Bytes(key) + utf8Bytes(value));
    }

    private static void checkText(String what, String key, String text) {
        long bytes = utf8Bytes(text);
        if (bytes < 0 || bytes > MAX_TEXT_BYTES) {
            String name = key.length() > 100 ? key.substring(0, 100) + "…" : key;
            throw new IllegalArgumentException("Cannot store the " + what + " '" + name + "': "
                    + (bytes < 0
                            ? "it has half of a surrogate pair, which has no UTF-8"
                            : "it has " + bytes + " bytes, at most " + MAX_TEXT_BYTES + " are possible"));
        }
    }

    /** Without making the bytes; -1 for text that has no UTF-8. */
    private static long utf8Bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }

    private static int crc(byte[] array, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(array, at + TYPE_AT, length - TYPE_AT);
        return (int) crc.getValue();
    }

    private static Optional<String> text(ByteBuffer bytes, int at, int length) {
        try {
            CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array(), at, length));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // no text of ours: the caller takes it as damage
        }
    }
}
