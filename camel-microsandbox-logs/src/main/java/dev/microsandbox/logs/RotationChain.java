package dev.microsandbox.logs;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Where is the file now? Holds the open files of one log file: consecutive generations without a hole, from the one that is read
 * (front) to the newest that is known (back). Steps 1 to 9 of "Rotation without loss" in DESIGN.md; the order of the calls to
 * {@link ChainFiles} is what keeps lines from being lost, so change none without the model ({@code RotationModelTest}).
 *
 * <p>One thread. Not final only because the model takes each precaution away to see that it is needed.
 */
class RotationChain implements Closeable {
    /** What holding the first file came to. */
    enum Start {
        HELD,
        /** There is no file. */
        NOTHING,
        /** Names moved while we looked: try again. */
        UNSETTLED
    }

    private static final int TRIES = 32;

    private final ChainFiles files;
    private final int oldest;
    private final HeldFiles held;
    /** Read to the end and let go: never opened as a successor again. */
    private final GivenGenerations given;

    private final LongSupplier nanoClock;
    /** Null until one was found: hardly any sandbox has one. */
    private ChainHoles holes;
    /** Null until the back was not seen. */
    private ChainLoss loss;

    private Generation directory;
    /** The back's successor where it was seen but not opened; tells whether what is oldest later follows directly. */
    private Generation nextSeen;
    /** How large that was. */
    private long nextSeenBytes;

    /** Whether the last look saw all there is. */
    private boolean complete;

    /**
     * @param rotated how many rotated files there can be
     * @param maxOpenFiles how many files may be held; at least two, or a rotation could never be followed
     */
    RotationChain(ChainFiles files, int rotated, int maxOpenFiles, LongSupplier nanoClock) {
        this(files, rotated, maxOpenFiles, FileBudget.unlimited(), nanoClock);
    }

    /**
     * @param budget what all streams together may hold
     */
    RotationChain(ChainFiles files, int rotated, int maxOpenFiles, FileBudget budget, LongSupplier nanoClock) {
        this.files = files;
        this.oldest = rotated;
        this.held = new HeldFiles(maxOpenFiles, rotated + 1, budget);
        this.given = new GivenGenerations(2 * (rotated + 1));
        this.nanoClock = nanoClock;
    }

    /** Steps 1 to 3: holds the oldest file there is. */
    Start start() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            directory = files.directory();
            if (directory == null) {
                return Start.NOTHING;
            }
            int top = oldest; // step 1
            Generation before = null;
            while (top >= 0 && ((before = files.identity(top)) == null || given.has(before))) {
                top--;
            }
            if (top < 0) {
                if (hasAppearedAbove(-1)) {
                    continue; // it moved up past the search
                }
                return Start.NOTHING;
            }
            OpenFile file = files.open(top);
            if (file == null) {
                continue;
            }
            // steps 1 and 2; the directory too, or a replaced one would not be noticed later
            if (!isStill(top, before) || hasAppearedAbove(top) || !directory.same(files.directory())) {
                file.close();
                continue;
            }
            hold(before, file); // step 3
            firstLook();
            if (!isLost()) {
                return Start.HELD;
            }
            close(); // it left the chain before anything was taken from it: no gap, the next oldest is it
        }
        return Start.UNSETTLED;
    }

    /** Holds the newest file there is, passing over all older ones. */
    Start startAtNewest() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            directory = files.directory();
            int index = 0;
            Generation before = null;
            while (index <= oldest && (before = files.identity(index)) == null) {
                index++;
            }
            if (index > oldest) {
                return Start.NOTHING;
            }
            if (openHolding(index, before, before)) {
                firstLook();
                return Start.HELD;
            }
        }
        return Start.UNSETTLED;
    }

    /**
     * Holds the file of that generation and looks, before anything is read. Searched upwards, the way files move.
     *
     * @return {@link Start#NOTHING} when it is not in the chain
     */
    Start resume(Generation wanted) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            directory = files.directory();
            int index = find(wanted, 0);
            if (index < 0) {
                return Start.NOTHING;
            }
            if (openHolding(index, files.identity(index), wanted)) {
                firstLook();
                return Start.HELD;
            }
        }
        return Start.UNSETTLED;
    }

    /** The look behind the first file. Where it fails nothing is held: whoever tries again would hold that file twice. */
    private void firstLook() throws IOException {
        try {
            look();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private boolean openHolding(int index, Generation before, Generation wanted) throws IOException {
        if (!wanted.same(before)) {
            return false;
        }
        OpenFile file = files.open(index);
        if (file == null) {
            return false;
        }
        if (!isStill(index, before)) {
            file.close();
            return false;
        }
        hold(before, file);
        return true;
    }

    /** Steps 4 to 9: extends what is held to the live file. Done before every read, and by whoever keeps the files when nobody reads. */
    void look() throws IOException {
        complete = false;
        for (int tries = 0; tries < TRIES && !held.isEmpty() && !isGone(); tries++) {
            settleHoles();
            HeldFile back = held.last();
            Generation live = files.identity(0); // step 4
            if (back.generation.same(live)) {
                noteBackThere();
                complete = true;
                return;
            }
            if (oldest == 0) {
                if (live == null || !replaceLive(live)) {
                    return;
                }
                continue;
            }
            int at = find(back.generation, 1); // step 5
            if (at < 0) { // step 6
                if (live != null) {
                    noteBackGone();
                } else {
                    held.count(files.directory() == null);
                }
                return;
            }
            noteBackThere();
            int successor = at - 1; // step 7
            Generation next = null;
            while (successor >= 0 && (next = files.identity(successor)) == null) {
                successor--;
            }
            if (successor < 0 || given.has(next)) {
                return;
            }
            if (!extend(back, at, successor, next)) {
                return;
            }
        }
    }

    /** Step 8 and 9. False when there is no room for more files. */
    private boolean extend(HeldFile back, int at, int successor, Generation identified) throws IOException {
        boolean room = held.hasRoom();
        OpenFile file = null;
        Generation next = identified;
        if (room) {
            next = identifyBeforeOpening(successor, identified);
            file = files.open(successor);
            if (file == null) {
                return true;
            }
            next = identifyAfterOpening(successor, next);
        }
        long bytes = room ? 0 : files.size(successor); // before it is verified: no other file's
        boolean verified = false;
        try {
            verified = next != null
                    && (file == null || isStill(successor, next)) // a hand may have put another file there
                    && areStillMissing(successor + 1, at - 1)
                    && stillStands(back, at);
        } finally {
            if (!verified && file != null) {
                file.close();
            }
        }
        if (!verified) {
            return true;
        }
        if (!room) {
            nextSeen = next;
            nextSeenBytes = bytes;
            complete = true;
            return false;
        }
        hold(next, file); // step 9
        if (successor < at - 1) {
            holes = holes == null ? new ChainHoles(this, files, held, nanoClock) : holes;
            holes.found(at - 1 - successor, successor);
        }
        return true;
    }

    /** A file that does not rotate was replaced by another one under its name: that is its successor. */
    private boolean replaceLive(Generation live) throws IOException {
        return held.hasRoom() && !given.has(live) && openHolding(0, live, live);
    }

    private void settleHoles() throws IOException {
        if (holes != null) {
            holes.settle();
        }
    }

    private void noteBackGone() throws IOException {
        loss = loss == null ? new ChainLoss(files, oldest, held, given, nanoClock) : loss;
        loss.noteGone(directory);
    }

    private void noteBackThere() {
        if (loss != null) {
            loss.noteThere();
        }
    }

    // -- the precautions, each a method so that the model can take it away

    /** Step 1: the name is taken before and after the opening, since an open file cannot be asked who it is. */
    boolean isStill(int index, Generation before) throws IOException {
        return before.same(files.identity(index));
    }

    /** Step 2: a rename has moved a file up meanwhile, so an older one than ours is there. */
    boolean hasAppearedAbove(int top) throws IOException {
        for (int i = top + 1; i <= oldest; i++) {
            Generation above = files.identity(i);
            if (above != null && !given.has(above)) {
                return true;
            }
        }
        return false;
    }

    /** Step 8: who it is, before it is opened: a name opened first could be another file by the time it is asked. */
    Generation identifyBeforeOpening(int successor, Generation seen) throws IOException {
        return seen;
    }

    /** Step 8: nothing is asked behind the opening. */
    Generation identifyAfterOpening(int successor, Generation before) throws IOException {
        return before;
    }

    /** Step 8: a name between that was missing must be missing still, or a file came to stand there. */
    boolean areStillMissing(int from, int to) throws IOException {
        for (int i = to; i >= from; i--) {
            if (files.identity(i) != null) {
                return false;
            }
        }
        return true;
    }

    /** Step 8, last: renames run from the top down, so while the back stands where it stood nothing below has moved. */
    boolean stillStands(HeldFile back, int at) throws IOException {
        return back.generation.same(files.identity(at));
    }

    /** Step 5: upwards, the way files move; downwards a file that moves meanwhile is missed. */
    int find(Generation wanted, int from) throws IOException {
        for (int i = from; i <= oldest; i++) {
            if (wanted.same(files.identity(i))) {
                return i;
            }
        }
        return -1;
    }

    // -- what is held

    private void hold(Generation generation, OpenFile file) throws IOException {
        held.add(new HeldFile(generation, file));
        nextSeen = null;
    }

    /** The file that is read; null when none is held. */
    HeldFile front() {
        return held.first();
    }

    /** The newest file that is known; null when none is held. */
    HeldFile back() {
        return held.last();
    }

    Iterable<HeldFile> held() {
        return held;
    }

    int size() {
        return held.size();
    }

    /** Step 10: whether nothing can be appended to the front any more. To be asked before reading it. */
    boolean isFrontSealed() {
        return held.size() > 1 || isGone();
    }

    boolean isLost() {
        return loss != null && loss.isLost();
    }

    boolean isReplaced() {
        return loss != null && loss.isReplaced();
    }

    private boolean isGone() {
        return isLost() || isReplaced();
    }

    /** Forgets that the last file was lost or replaced; what is held next is a new beginning. */
    void beginAnew() {
        if (isReplaced()) {
            given.clear();
        }
        loss = null;
    }

    /** Where the newest file that is held stands in the chain, 0 being the live one; -1: nowhere. */
    int indexOfBack() throws IOException {
        return held.isEmpty() ? -1 : find(held.last().generation, 0);
    }

    /** How many more files may be held. */
    int room() {
        return held.room();
    }

    /** Whether the last look saw the live file, or as much as may be held. */
    boolean isComplete() {
        return complete;
    }

    /** The successor of the last file held, where it was seen and could not be opened; null when it was not. */
    Generation nextSeen() {
        return nextSeen;
    }

    /** How many bytes that had when it was last seen. */
    long nextSeenBytes() {
        return nextSeen == null ? 0 : nextSeenBytes;
    }

    /**
     * Whether reading may go on in the file behind the front: false while names are missing between them and that may be a rotation
     * under way.
     */
    boolean isNextSettled() throws IOException {
        return holes == null || holes.isNextSettled();
    }

    /** How many files between the front and the next are missing for good. */
    int namesBeforeNext() {
        return holes == null ? 0 : holes.namesBeforeNext();
    }

    /** Lets the front go: it was read to its end. */
    void next() throws IOException {
        given.add(held.first().generation);
        held.letFirstGo();
    }

    /** Lets all files go; what is held next is a new beginning. */
    @Override
    public void close() throws IOException {
        loss = null;
        held.close();
    }
}
