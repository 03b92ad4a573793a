package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.ProducerWriter;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sandboxes that come and go, one after the other: removed when they were read, removed while they are read, and made again at once
 * under their name while the first is still read. A removed one is open up to its live file: nothing of it may be missing. Each name is
 * used for two of them, and again after some minutes: the cursor of one that is gone is kept for days.
 *
 * <p>One thread.
 */
final class SoakVisitors {
    /** Four files: all are on disk until they are removed. */
    private static final int LINES = 400;

    private static final int ROTATE_BYTES = 16 * 1024;
    private static final int NAMES = 50;

    /** How a visit ends. */
    enum Visit {
        REMOVED_READ,
        REMOVED_UNREAD,
        MADE_AGAIN
    }

    private final Sandboxes all;
    private final SoakApplication application;
    private final Map<Visit, Long> visits = new EnumMap<>(Visit.class);

    private int number;
    private String sandbox;
    private Visit visit;
    private boolean removed;
    /** How many lines the one that is there has, with those of all before. */
    private long written;

    private long writtenBefore;

    SoakVisitors(Sandboxes all, SoakApplication application) {
        this.all = all;
        this.application = application;
    }

    /** Does what is due. */
    void look(SoakPosition position, boolean mayCome) throws IOException {
        if (sandbox == null) {
            if (mayCome) {
                come();
            }
        } else if (linesBehind(position) == 0) {
            leave();
        } else if (visit != Visit.REMOVED_READ && !removed && application.handles(all.exec(sandbox)) > 0) {
            removeUnread();
        }
    }

    private void come() throws IOException {
        visit = Visit.values()[number % Visit.values().length];
        sandbox = "t" + number++ / 2 % NAMES;
        removed = false;
        write();
    }

    private void write() throws IOException {
        try (ProducerWriter one = new ProducerWriter(all.logs(sandbox), ROTATE_BYTES).varied()) {
            for (int i = 0; i < LINES; i++) {
                one.numbered(++written);
            }
        }
    }

    /** Its live file is open, so all before it that was not read is. */
    private void removeUnread() throws IOException {
        all.remove(sandbox);
        removed = true;
        long end = written;
        if (visit == Visit.MADE_AGAIN) {
            write();
            removed = false;
        }
        boolean isUnread = application.position().given(SoakRoute.COMING, sandbox) < end;
        if (isUnread) {
            count(visit);
        }
        visit = Visit.REMOVED_READ; // what is left of it
    }

    private void leave() throws IOException {
        if (!removed) {
            all.remove(sandbox);
            count(Visit.REMOVED_READ);
        }
        application.forget(sandbox);
        writtenBefore += written;
        written = 0;
        sandbox = null;
    }

    private void count(Visit one) {
        visits.merge(one, 1L, Long::sum);
    }

    /** How many lines of the one that is there were not given. */
    long linesBehind(SoakPosition position) {
        return sandbox == null ? 0 : written - position.given(SoakRoute.COMING, sandbox);
    }

    /** How many lines were written in all. */
    long written() {
        return writtenBefore + written;
    }

    /** Whether nobody is there. */
    boolean isEmpty() {
        return sandbox == null;
    }

    long count() {
        return number;
    }

    /** How many of each kind there were. */
    Map<Visit, Long> visits() {
        return visits;
    }

    /** Whether each kind has been there. */
    boolean isComplete() {
        return visits.size() == Visit.values().length;
    }
}
