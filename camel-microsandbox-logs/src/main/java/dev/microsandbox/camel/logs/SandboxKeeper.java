package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.FileBudget;
import dev.microsandbox.logs.LogException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the sandboxes of one run, opens them, looks how far they are behind, and lets go the files of those that are idle when handles
 * are short.
 *
 * <p>The keeper's thread, but for what says so.
 */
final class SandboxKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    /** While the watch is healthy a silent sandbox is looked at once in so many sweeps, and all are listed. */
    private static final int SWEEP_SLICES = 30;

    private static final long MEASURE_MILLIS = 1000;
    private static final long OPEN_AGAIN_MILLIS = 1000;
    /** How long a sandbox waits to be opened until others are idle and can be closed for it. */
    private static final long ROOM_MILLIS = 100;

    private static final int ROOM_TRIES = 10;
    /** When files must be closed, this part of those that may be open is closed at once: it is looked for among all. */
    private static final int CLOSED_AT_ONCE = 20;
    /** More sandboxes that come or go in one look are told of in one line. */
    private static final int TOLD_ONE_BY_ONE = 20;

    private final Following.Host host;
    private final String name;
    private final boolean follow;
    private final SandboxDirectories directories;
    private final SandboxDiscovery discovery;
    private final Map<String, SandboxTail> tails;
    private final Function<String, SandboxTail> maker;
    private final FileBudget files;
    private final ForgottenCursors forgotten;
    private final TroubleLog trouble;
    private final Worker keeper;
    private final RootWatch root;
    private final AtomicBoolean sweepQueued = new AtomicBoolean();
    private final AtomicBoolean namesQueued = new AtomicBoolean();
    private final AtomicBoolean roomQueued = new AtomicBoolean();
    /** Those that wait to be opened until there is room. */
    private final ArrayDeque<SandboxTail> unopened = new ArrayDeque<>();

    private int triesForRoom;
    private int sweeps;

    /** Why the last sweep could not list the sandboxes; null: it could. Read by any thread. */
    private volatile Exception unlisted;
    /** Whether the first sweep is over. Read by any thread. */
    private volatile boolean ready;
    /** Set by the thread that stops the run, so that nothing long is begun any more. */
    private volatile boolean closing;

    /**
     * @param tails those that are read, by name; others read it
     * @param maker makes one for a name
     */
    SandboxKeeper(
            Following.Host host,
            String name,
            boolean follow,
            SandboxDirectories directories,
            SandboxDiscovery discovery,
            Map<String, SandboxTail> tails,
            Function<String, SandboxTail> maker,
            FileBudget files,
            ForgottenCursors forgotten,
            TroubleLog trouble) {
        this.host = host;
        this.name = name;
        this.follow = follow;
        this.directories = directories;
        this.discovery = discovery;
        this.tails = tails;
        this.maker = maker;
        this.files = files;
        this.forgotten = forgotten;
        this.trouble = trouble;
        this.keeper = new Worker("msblogs-keeper-" + name, () -> {});
        this.root = new RootWatch(follow ? directories.root() : null, this::changed);
    }

    // -- any thread

    /** Where its tasks run. */
    Worker worker() {
        return keeper;
    }

    /** Why the last sweep could not list the sandboxes; null: it could. */
    Exception unlisted() {
        return unlisted;
    }

    /** Why sandboxes that come are found by sweeps only; null: they are found at once. */
    String watchFailure() {
        return root.failure();
    }

    /** Whether all sandboxes were looked for at least once. */
    boolean isReady() {
        return ready;
    }

    /** Asks for a sweep: what came and went, and what the watch missed. {@code behind} is run after it. */
    void sweepSoon(Runnable behind) {
        if (sweepQueued.compareAndSet(false, true)) {
            keeper.run(() -> sweep(behind), 0);
        }
    }

    private void changed() {
        if (namesQueued.compareAndSet(false, true)) {
            keeper.run(this::lookAtNames, 0);
        }
    }

    /** The operating system has refused to open a file. */
    void shortOfHandles() {
        files.refused();
        roomSoon(0);
    }

    /** From now on nothing is opened any more. */
    void closeSoon() {
        closing = true;
    }

    // -- the sweep

    private void sweep(Runnable behind) {
        sweepQueued.set(false);
        if (sweeps++ == 0) {
            measure();
        }
        if (follow || !discovery.hasLooked()) {
            renewRoot();
            if (root.takeAnything() || sweeps % SWEEP_SLICES == 0 || unlisted != null || !discovery.hasLooked()) {
                lookAtAll();
            }
        }
        for (SandboxTail tail : tails.values()) {
            if (tail.needsSweep() || Math.floorMod(tail.sandbox().hashCode() + sweeps, SWEEP_SLICES) == 0) {
                tail.wake();
            }
        }
        files.recover();
        if (files.excess() > 0) {
            makeRoom();
        }
        if (follow && ready) {
            forgotten.look(sandbox -> !tails.containsKey(sandbox) && directories.isGone(sandbox), Instant.now());
        }
        trouble.tell(false);
        behind.run();
    }

    private void renewRoot() {
        String before = root.failure();
        root.renew();
        if (root.failure() != null && before == null) {
            trouble.note(TroubleLog.Kind.WATCH, "the directory of sandboxes: " + TroubleLog.escaped(root.failure()));
        }
    }

    private void lookAtNames() {
        namesQueued.set(false);
        Collection<String> changed = directories.hasNames() && root.isWatched() ? root.takeNames() : null;
        if (changed == null || !discovery.hasLooked()) {
            renewRoot(); // it may be the directory itself that has come
            root.takeAnything();
            lookAtAll();
        } else {
            take(discovery.look(tails.keySet(), changed));
        }
    }

    private void lookAtAll() {
        try {
            take(discovery.look(tails.keySet()));
            unlisted = null;
            ready = true;
        } catch (LogException | RuntimeException e) {
            root.again();
            unlisted(e);
        }
    }

    private void unlisted(Exception e) {
        TroubleLog.Kind kind = TroubleLog.Kind.UNLISTED;
        if (TailErrors.isShortOfHandles(e)) {
            kind = TroubleLog.Kind.HANDLES;
            shortOfHandles();
        } else if (unlisted == null) {
            host.failed("Sandboxes cannot be listed, to be tried again", e);
        }
        unlisted = e;
        trouble.note(kind, TroubleLog.escaped(String.valueOf(e.getMessage())));
    }

    private void take(SandboxDiscovery.Found found) {
        List<String> came = found.came();
        if (came.size() > TOLD_ONE_BY_ONE) {
            LOG.info("{}: {} sandboxes found, {} … {}", name, came.size(), came.get(0), came.get(came.size() - 1));
        }
        for (String sandbox : came) {
            if (closing) {
                return;
            }
            if (came.size() <= TOLD_ONE_BY_ONE) {
                LOG.info("{}: sandbox {} found", name, sandbox);
            }
            SandboxTail tail = maker.apply(sandbox);
            tails.put(sandbox, tail);
            open(tail);
        }
        if (follow) {
            found.there().forEach(sandbox -> setGone(sandbox, false));
            found.gone().forEach(sandbox -> setGone(sandbox, true));
        }
    }

    private void setGone(String sandbox, boolean gone) {
        SandboxTail tail = tails.get(sandbox);
        if (tail != null) {
            tail.setGone(gone);
            if (gone && tail.isClosed()) {
                tails.remove(sandbox, tail); // it was left unread; one of that name that comes later is another
            } else if (gone) {
                tail.wake();
            }
        }
    }

    // -- opening

    /** Here, so that its files are held from now on, however long its worker has no time. */
    private void open(SandboxTail tail) {
        if (!unopened.isEmpty() || files.openFiles() >= files.maxFiles() && makeRoom() == 0) {
            unopened.add(tail);
            roomSoon(ROOM_MILLIS);
        } else {
            openNow(tail);
        }
    }

    private void openNow(SandboxTail tail) {
        if (closing) {
            return;
        }
        boolean opened = false;
        try {
            opened = tail.open();
        } finally { // whatever was thrown: an error of the JVM, short of handles as we are, must not leave it unread
            if (!opened) {
                openLater(tail);
            }
        }
    }

    private void openLater(SandboxTail tail) {
        if (tail.isGone()) {
            tails.remove(tail.sandbox(), tail); // it was never read, and is not there any more
            tail.close();
        } else {
            keeper.run(() -> openNow(tail), OPEN_AGAIN_MILLIS);
        }
    }

    private void roomSoon(long millis) {
        if (roomQueued.compareAndSet(false, true)) {
            keeper.run(this::room, millis);
        }
    }

    /** Opens those that wait, as far as there is room; after a while without, one all the same: nothing may be stuck. */
    private void room() {
        roomQueued.set(false);
        makeRoom();
        triesForRoom++;
        try {
            while (!unopened.isEmpty() && (files.openFiles() < files.maxFiles() || triesForRoom > ROOM_TRIES)) {
                triesForRoom = 0;
                openNow(unopened.remove());
            }
        } finally {
            if (!unopened.isEmpty()) {
                roomSoon(ROOM_MILLIS);
            }
        }
    }

    /** Closes files of those that have been idle longest. How many were closed. */
    private int makeRoom() {
        int before = files.openFiles();
        int most = files.maxFiles() - Math.max(1, files.maxFiles() / CLOSED_AT_ONCE);
        List<Idle> idle = new ArrayList<>();
        for (SandboxTail tail : tails.values()) {
            long since = tail.status().restingSinceNanos();
            if (since != 0 && tail.isOpen()) {
                idle.add(new Idle(tail, since));
            }
        }
        idle.sort((one, other) -> Long.signum(one.sinceNanos - other.sinceNanos));
        for (Idle one : idle) {
            if (files.openFiles() <= most) {
                break;
            }
            one.tail.rest();
        }
        return before - files.openFiles();
    }

    private record Idle(SandboxTail tail, long sinceNanos) {}

    // -- how far behind

    private void measure() {
        Instant now = Instant.now();
        try {
            for (SandboxTail tail : tails.values()) {
                tail.measure(now);
            }
        } finally {
            keeper.run(this::measure, MEASURE_MILLIS);
        }
    }

    // -- the end

    /** A tail has finished. */
    void remove(SandboxTail tail) {
        if (!tail.hasLeft()) {
            discovery.done(tail.sandbox());
        }
        tails.remove(tail.sandbox(), tail);
        if (follow) {
            root.lookAt(tail.sandbox()); // one of that name may be there again
            changed();
        }
    }

    void close() {
        root.close();
    }
}
