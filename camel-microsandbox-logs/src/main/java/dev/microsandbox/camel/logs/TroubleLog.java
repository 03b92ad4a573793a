package dev.microsandbox.camel.logs;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of trouble once per kind, with its count: at once when it is new, and then at most once a minute while it goes on.
 *
 * <p>Any thread.
 */
final class TroubleLog {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);
    private static final long AGAIN_MILLIS = 60_000;

    /** Kinds of trouble, and what may be done about each. */
    enum Kind {
        MALFORMED("malformed lines skipped"),
        OVERSIZED("lines longer than maxLineBytes skipped"),
        TORN("lines without an end given up"),
        TRUNCATED("log files truncated or written anew in place, read again from their beginning"),
        GAP("gaps: lines were lost before they could be read, or may have been"),
        REFUSED("names in log directories that are no regular files, not read"),
        RETRY("exchanges failed, to be tried again"),
        SKIPPED("exchanges failed and were given up (onFailure)"),
        LATE("exchanges ended, or were committed, after the route had stopped: what they carried comes again"),
        UNLISTED("times sandboxes could not be listed, to be tried again"),
        UNREADABLE("attempts to read failed, to be tried again"),
        CURSOR("stored cursors did not fit what is on disk (onInvalidCursor says where to go on)"),
        STORE("cursors could not be stored"),
        WATCH(
                "directories cannot be watched and are looked at every delay only; where a limit is reached, raise fs.inotify.max_user_watches"
                        + " (or max_user_instances) with sysctl"),
        HANDLES(
                "times no file could be opened, since this process has too many open; idle log files are closed and opened again when"
                        + " something is written; raise the limit (ulimit -n), or lower maxOpenFilesTotal");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As it stands in the log. */
        String text() {
            return text;
        }
    }

    private static final class Told {
        long count;
        long untold;
        long at = Long.MIN_VALUE;
        String last;
    }

    private final String consumer;
    private final Clock clock;
    private final Map<Kind, Told> kinds = new EnumMap<>(Kind.class);

    /**
     * @param consumer the cursor name or path, as it stands in every line
     */
    TroubleLog(String consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /** Notes one case; {@code place} says where and what, in words of ours or escaped. */
    synchronized void note(Kind kind, String place) {
        Told told = kinds.computeIfAbsent(kind, k -> new Told());
        told.count++;
        told.untold++;
        told.last = place;
    }

    /** Writes what is due. */
    synchronized void tell(boolean all) {
        long now = clock.millis();
        for (Map.Entry<Kind, Told> entry : kinds.entrySet()) {
            Told told = entry.getValue();
            if (told.untold > 0 && (all || told.at == Long.MIN_VALUE || now - told.at >= AGAIN_MILLIS)) {
                LOG.warn(
                        "{}: {} {} ({} in all), last: {}",
                        consumer,
                        told.untold,
                        entry.getKey().text,
                        told.count,
                        told.last);
                told.untold = 0;
                told.at = now;
            }
        }
    }

    /**
     * Control characters and what is not ASCII as {@code \}{@code uXXXX}, so that nothing from outside can forge a log line; and the dollar
     * of <code>${</code>, which some logging libraries expand. What is escaped already stays as it is.
     */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean expanded = c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{';
            if (c >= ' ' && c < 0x7f && !expanded) {
                safe.append(c);
            } else {
                safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return safe.toString();
    }
}
