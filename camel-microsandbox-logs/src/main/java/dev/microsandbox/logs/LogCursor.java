package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * How far each log file of a sandbox has been consumed: exec.log, or exec.log, runtime.log and kernel.log, in this order.
 *
 * <p>Its text form, the token, is the one of the other microsandbox SDKs, standard base64 of:
 *
 * <pre>
 * +-----+--------------------+--------------------+-- - -
 * | n   | generation  u64 LE | offset      u64 LE |  … n times
 * +-----+--------------------+--------------------+-- - -
 * 0     1                    9                    17
 * </pre>
 *
 * <p>Immutable, any thread.
 */
public final class LogCursor {
    private static final int POSITION_BYTES = 16;

    private final List<LogPosition> positions;

    /**
     * A cursor of these positions; at most 255.
     *
     * @param positions one for each log file
     */
    public LogCursor(List<LogPosition> positions) {
        if (positions.size() > 255) {
            throw new IllegalArgumentException("A cursor has at most 255 positions, not " + positions.size());
        }
        this.positions = List.copyOf(positions);
    }

    /** {@return one position per log file read} */
    public List<LogPosition> positions() {
        return positions;
    }

    /** The position of the {@code index}-th log file; {@link LogPosition#START} where the cursor has none. */
    LogPosition position(int index) {
        return index < positions.size() ? positions.get(index) : LogPosition.START;
    }

    /** {@return the cursor as text, readable by every microsandbox SDK} */
    public String token() {
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + POSITION_BYTES * positions.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) positions.size());
        for (LogPosition position : positions) {
            bytes.putLong(position.generation()).putLong(position.offset());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads a token of any microsandbox SDK. URL-safe base64, missing padding, and blanks in place of {@code +} (what a URI makes
     * of it) are taken too.
     *
     * @param token a token of any microsandbox SDK
     * @return the cursor
     * @throws InvalidCursorException when it is no token, with the reason
     */
    public static LogCursor fromToken(String token) throws InvalidCursorException {
        byte[] decoded;
        try {
            String standard = token.strip().replace(' ', '+').replace('-', '+').replace('_', '/');
            decoded = Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            throw new InvalidCursorException("the token is not base64 (" + e.getMessage() + ")");
        }
        if (decoded.length == 0) {
            throw new InvalidCursorException("the token is empty");
        }
        int count = decoded[0] & 0xff;
        int wanted = 1 + POSITION_BYTES * count;
        if (decoded.length != wanted) {
            throw new InvalidCursorException(
                    "the token says " + count + " positions, which is " + wanted + " bytes, and has " + decoded.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded, 1, decoded.length - 1).order(ByteOrder.LITTLE_ENDIAN);
        List<LogPosition> positions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LogPosition position = new LogPosition(bytes.getLong(), bytes.getLong());
            if (position.offset() < 0) {
                throw new InvalidCursorException(
                        "the token's offset " + Long.toUnsignedString(position.offset()) + " is larger than any file");
            }
            positions.add(position);
        }
        return new LogCursor(Collections.unmodifiableList(positions));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogCursor cursor && cursor.positions.equals(positions);
    }

    @Override
    public int hashCode() {
        return positions.hashCode();
    }

    @Override
    public String toString() {
        return token();
    }
}
