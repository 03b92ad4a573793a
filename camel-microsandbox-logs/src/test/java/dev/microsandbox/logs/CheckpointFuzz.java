package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: the input as a stored checkpoint, as it is and behind the beginning of a good one. It is read or refused by
 * {@link InvalidCursorException}; what was read, written and read again, is the same, one line of plain ASCII, and not longer than three
 * log files need.
 */
public final class CheckpointFuzz {
    private static final int LONGEST = 512;
    private static final String ONE_FILE =
            "msb1 " + new LogCursor(java.util.List.of(new LogPosition(77, 4711))).token();

    private CheckpointFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        read(text);
        read(ONE_FILE + " " + text);
        read(ONE_FILE + " exec.log/4d/" + text);
    }

    private static void read(String text) throws InvalidCursorException {
        LogCheckpoint checkpoint;
        try {
            checkpoint = LogCheckpoint.parse(text);
        } catch (InvalidCursorException e) {
            Fuzz.requireReason(e, text);
            return;
        }
        String stored = checkpoint.text();
        Fuzz.require(
                stored.length() <= LONGEST && stored.chars().allMatch(c -> c >= ' ' && c < 0x7F),
                () -> text + " became " + stored);
        LogCheckpoint again = LogCheckpoint.parse(stored);
        Fuzz.require(again.text().equals(stored), () -> text + " became " + stored + ", became " + again.text());
        for (LogFile file : LogFile.values()) {
            LogCheckpoint.Mark mark = checkpoint.mark(file);
            Fuzz.require(
                    mark == null ? again.mark(file) == null : mark.equals(again.mark(file)),
                    () -> text + " of " + file + " was " + mark + ", is " + again.mark(file));
        }
        LogCheckpoint bare = LogCheckpoint.parse(checkpoint.cursor().token());
        Fuzz.require(bare.cursor().equals(checkpoint.cursor()), () -> text + " has another token, " + bare);
    }
}
