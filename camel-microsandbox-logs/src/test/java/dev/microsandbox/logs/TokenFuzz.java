package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Fuzz target: the input as a token's text, and as a token's bytes. Text is read or refused by {@link InvalidCursorException}; what was
 * read, written and read again, is the same; bytes are read exactly when they are what {@link LogCursor} draws.
 */
public final class TokenFuzz {
    private TokenFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        read(new String(input, StandardCharsets.UTF_8));
        String token = Base64.getEncoder().encodeToString(input);
        LogCursor cursor = read(token);
        List<LogPosition> wanted = positions(input);
        Fuzz.require(
                wanted == null ? cursor == null : cursor != null && wanted.equals(cursor.positions()),
                () -> token + " is " + wanted + ", was " + cursor);
        if (cursor != null) {
            Fuzz.require(cursor.token().equals(token), () -> token + " became " + cursor.token());
            String inUri = Base64.getUrlEncoder().withoutPadding().encodeToString(input);
            Fuzz.require(cursor.equals(read(inUri)), () -> inUri + " is not " + token);
        }
    }

    /** Null when it was refused. */
    private static LogCursor read(String text) throws InvalidCursorException {
        LogCursor cursor;
        try {
            cursor = LogCursor.fromToken(text);
        } catch (InvalidCursorException e) {
            Fuzz.requireReason(e, text);
            return null;
        }
        LogCursor again = LogCursor.fromToken(cursor.token());
        Fuzz.require(
                cursor.equals(again) && again.token().equals(cursor.token()), () -> text + " became " + again.token());
        return cursor;
    }

    /** Read by hand; null when it is no token. */
    private static List<LogPosition> positions(byte[] bytes) {
        if (bytes.length == 0 || bytes.length != 1 + 16 * (bytes[0] & 0xFF)) {
            return null;
        }
        List<LogPosition> positions = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 1; at < bytes.length; at += 16) {
            if (in.getLong(at + 8) < 0) {
                return null;
            }
            positions.add(new LogPosition(in.getLong(at), in.getLong(at + 8)));
        }
        return positions;
    }
}
