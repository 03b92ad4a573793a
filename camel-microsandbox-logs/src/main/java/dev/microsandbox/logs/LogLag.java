package dev.microsandbox.logs;

import java.time.Instant;

/**
 * How far the reading of one sandbox's logs is behind their writing.
 *
 * <p>Immutable, any thread.
 *
 * @param unreadBytes how many bytes are there that were not read yet
 * @param rotationsLeft with how many more rotations, if nothing were read meanwhile, the first line would be lost; 0: it is;
 *     {@link #NO_TELLING} where nothing is held that could be rotated
 * @param oldestUnread when the first of the unread lines was written; null: there is none, or it cannot be told
 */
public record LogLag(long unreadBytes, int rotationsLeft, Instant oldestUnread) {
    /** There is no telling how many rotations are left. */
    public static final int NO_TELLING = -1;

    /** Nothing is unread. */
    public static final LogLag NONE = new LogLag(0, NO_TELLING, null);

    /** That of several log files together. */
    LogLag with(LogLag other) {
        boolean older = oldestUnread == null || other.oldestUnread != null && other.oldestUnread.isBefore(oldestUnread);
        boolean fewer = rotationsLeft < 0 || other.rotationsLeft >= 0 && other.rotationsLeft < rotationsLeft;
        return new LogLag(
                unreadBytes + other.unreadBytes,
                fewer ? other.rotationsLeft : rotationsLeft,
                older ? other.oldestUnread : oldestUnread);
    }
}
