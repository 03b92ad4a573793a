package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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

    private final LogPosition[] positions;

    /**
     * A cursor of these positions; at most 255.
     *
     * @param positions one for each log file
     */
    public LogCursor(List<LogPosition> positions) {
        this(List.copyOf(positions).toArray(new LogPosition[0]));
        if (positions.size() > 255) {
            throw new IllegalArgumentException("A cursor has at most 255 positions, not " + positions.size());
        }
    }

    private LogCursor(LogPosition[] positions) {
        this.positions = positions;
    }

    /** {@return one position per log file read} */
    public List<LogPosition> positions() {
        return List.of(positions);
    }

    /** How many positions it has. */
    int size() {
        return positions.length;
    }

    /** This cursor with another position of the {@code index}-th log file. */
    LogCursor with(int index, LogPosition position) {
        LogPosition[] changed = positions.clone();
        changed[index] = position;
        return new LogCursor(changed);
    }

    /** {@return the cursor as text, readable by every microsandbox SDK} */
    public String token() {
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + POSITION_BYTES * positions.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) positions.length);
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
        return new LogCursor(positions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogCursor cursor && Arrays.equals(cursor.positions, positions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(positions);
    }

    @Override
    public String toString() {
        return token();
    }
}
