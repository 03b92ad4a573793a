package dev.microsandbox.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What the fuzz targets share. */
public final class Fuzz {
    private static final int LONGEST_REASON = 300;

    private Fuzz() {}

    /** Fails when that does not hold. */
    public static void require(boolean holds, Supplier<String> explanation) {
        if (!holds) {
            throw new AssertionError(explanation.get());
        }
    }

    /** The lines of the input, without empty ones, as the engine gives them to a parser. */
    static List<byte[]> lines(byte[] input) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= input.length; at++) {
            if (at == input.length || input[at] == '\n') {
                if (at > from) {
                    lines.add(Arrays.copyOfRange(input, from, at));
                }
                from = at + 1;
            }
        }
        return lines;
    }

    /** A refusal says why, and does not repeat what it was given at length. */
    static void requireReason(InvalidCursorException e, String text) {
        String reason = e.getMessage();
        require(
                reason != null && !reason.isBlank() && reason.length() <= LONGEST_REASON,
                () -> "of " + text.length() + " characters: " + reason);
    }
}
