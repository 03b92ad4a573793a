package dev.microsandbox.logs;

import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * What a turn needs to read: a buffer and the parsers. Lent for its length, so that a silent sandbox has none.
 *
 * <p>One thread at a time; {@link #take} and {@link #release} any thread.
 */
final class TurnRoom {
    private static final ArrayBlockingQueue<TurnRoom> POOL = new ArrayBlockingQueue<>(8);

    final LineBuffer buffer = new LineBuffer();
    /** What was parsed last. */
    final ParsedLine line = new ParsedLine();

    private final ExecLineParser exec = new ExecLineParser();
    private final TextLineParser text = new TextLineParser();

    private TurnRoom() {}

    static TurnRoom take() {
        TurnRoom pooled = POOL.poll();
        return pooled == null ? new TurnRoom() : pooled;
    }

    void release() {
        line.data = null; // whoever took it may keep it, we do not
        if (!buffer.hasGrown()) {
            POOL.offer(this); // a full pool, or a buffer that grew for one long line, is left to the collector
        }
    }

    /** Reads the lines of such a file. */
    LineParser parser(LogFile file) {
        return file == LogFile.EXEC ? exec : text;
    }

    /** Sets the time of the lines of text that have none. */
    void fallbackTime(Instant modified) {
        text.fallbackTime(modified);
    }
}
