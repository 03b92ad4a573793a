package dev.microsandbox.logs;

import static dev.microsandbox.logs.RotationModelViolation.Kind.FALSE_REPORT;
import static dev.microsandbox.logs.RotationModelViolation.Kind.LEAK;
import static dev.microsandbox.logs.RotationModelViolation.Kind.PASSED_OVER;
import static dev.microsandbox.logs.RotationModelViolation.Kind.SILENT_LOSS;
import static dev.microsandbox.logs.RotationModelViolation.Kind.STUCK;
import static dev.microsandbox.logs.RotationModelViolation.Kind.TWICE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the real {@link RotationChain} and {@link ChainReader}, driven the way {@link LogFileReader} drives them, and what must
 * hold in each: records come in order, none twice, none is passed over silently, and no gap is told that is none.
 *
 * <p>One thread.
 */
final class RotationModelRun {
    /** How often the reader must find nothing before the run is over. */
    private static final int QUIET = 6;
    /** How far the clock goes on each time, once the producer is done. */
    private static final long NANOS_AT_END = 1_000_000_000L;

    private static final int MOST_STEPS = 20_000;

    /** What gaps were told, and how many of those of the kind POSSIBLE were none. */
    static final class Tally {
        long lost;
        long possible;
        long needless;
        long holes;
        long needlessHoles;
        long replaced;

        @Override
        public String toString() {
            return lost + " LOST, " + possible + " POSSIBLE (" + needless + " of them without a loss), " + holes
                    + " HOLE (" + needlessHoles + " without a loss), " + replaced + " REPLACED";
        }
    }

    private final RotationModelSetup setup;
    private final RotationModelScript script;
    private final RotationModelDisk disk;
    private final RotationModelDisk.Scheduler scheduler;
    private final RotationChain chain;
    private final ChainReader reader;
    private final Tally tally;
    private final ByteBuffer buffer = ByteBuffer.allocate(64);

    private final List<Integer> left = new ArrayList<>();
    private int front = -1;
    private int last = -1;
    private int offset;
    private int lastRecord;
    /** Reading once: what must be given, and what there is to give. */
    private int wanted;

    private int limit;
    private boolean mayJump = true;
    private Generation expected;
    private int keeperLooks;

    RotationModelRun(
            RotationModelSetup setup, RotationModelDisk disk, RotationModelDisk.Scheduler scheduler, Tally tally) {
        this.setup = setup;
        this.script = setup.script();
        this.disk = disk;
        this.scheduler = scheduler;
        this.tally = tally;
        this.keeperLooks = setup.keeperLooks();
        this.chain = setup.chains().make(disk, script.oldest(), setup.maxOpenFiles(), () -> disk.nanos);
        this.reader = new ChainReader(chain);
    }

    /** False when the scheduler knew how it would end. */
    boolean go() {
        try {
            boolean whole = setup.once() ? once() : follow();
            reader.close();
            if (disk.stillOpen() != 0) {
                throw new RotationModelViolation(LEAK, disk.stillOpen() + " files are still open");
            }
            return whole;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean follow() throws IOException {
        int quiet = 0;
        for (int steps = 0; quiet < QUIET; steps++) {
            if (scheduler.isKnown(this)) {
                return false;
            }
            if (steps == MOST_STEPS) {
                throw new RotationModelViolation(STUCK, "no end after " + steps + " steps of the reader");
            }
            boolean over = disk.isAtEnd();
            boolean progress = step();
            quiet = progress || !over ? 0 : quiet + 1;
            if (!progress) {
                disk.nanos += over ? NANOS_AT_END : setup.nanosPerIdle();
                scheduler.idle();
            }
        }
        for (int i = 0; i <= script.oldest(); i++) {
            int there = script.name(script.end(), i);
            boolean given = there < 0 || there < last || script.finalSize(there) == (there == last ? offset : 0);
            if (!given) {
                throw new RotationModelViolation(STUCK, "file " + there + " was never given; the last was " + last);
            }
        }
        return true;
    }

    private boolean step() throws IOException {
        if (chain.front() == null) {
            if (reader.begin() != RotationChain.Start.HELD) {
                return false;
            }
            enter();
            return true;
        }
        if (keeperLooks > 0) {
            keeperLooks--;
            chain.look();
            scheduler.idle();
            return true;
        }
        return read() == ChainReader.Outcome.DATA || front < 0;
    }

    private ChainReader.Outcome read() throws IOException {
        int known = Math.min(1, offset);
        buffer.clear();
        ChainReader.Outcome outcome = setup.reads().read(reader, buffer, offset - known, known);
        disk.tell("    " + outcome);
        switch (outcome) {
            case DATA -> take(known);
            case FINISHED -> leave();
            case TRUNCATED -> throw new RotationModelViolation(FALSE_REPORT, "file " + front + " was never truncated");
            default -> {}
        }
        return outcome;
    }

    private void take(int known) {
        for (int i = known; i < buffer.position(); i++) {
            int given = buffer.get(i);
            if (given <= lastRecord) {
                throw new RotationModelViolation(TWICE, "record " + given + " after " + lastRecord);
            }
            if (!mayJump && given != lastRecord + 1) {
                throw new RotationModelViolation(SILENT_LOSS, "record " + given + " after " + lastRecord);
            }
            mayJump = false;
            lastRecord = given;
        }
        offset += buffer.position() - known;
    }

    private void leave() throws IOException {
        if (offset != script.finalSize(front)) {
            throw new RotationModelViolation(
                    SILENT_LOSS,
                    "file " + front + " was left at " + offset + " of " + script.finalSize(front) + " records");
        }
        left.add(front);
        front = -1;
        expected = chain.nextSeen();
        if (reader.next()) {
            enter();
        } else {
            disk.tell("    nothing is held; lost or replaced");
        }
    }

    private void enter() {
        ChainReader.Seam seam = reader.seam();
        front = ((RotationModelDisk.Open) chain.front().file).file;
        disk.tell("    file " + front + " after " + last + ", seam " + seam);
        if (front <= last) {
            throw new RotationModelViolation(TWICE, "file " + front + " after " + last);
        }
        boolean jump = last >= 0 && script.isAnythingBetween(last, front, false);
        judge(seam, jump);
        for (int i = 0; i <= script.oldest(); i++) {
            int there = script.name(disk.position(), i);
            if (there > last && there < front && script.finalSize(there) > 0) {
                throw new RotationModelViolation(PASSED_OVER, "file " + there + " is there, and older than " + front);
            }
        }
        mayJump |= seam != ChainReader.Seam.NONE || jump;
        last = front;
        offset = 0;
    }

    private void judge(ChainReader.Seam seam, boolean jump) {
        switch (seam) {
            case NONE -> {
                if (jump && script.isAnythingBetween(last, front, true)) {
                    throw new RotationModelViolation(SILENT_LOSS, "file " + front + " after " + last + ", no gap told");
                }
            }
            case LOST -> {
                tally.lost++;
                if (!jump) {
                    throw new RotationModelViolation(FALSE_REPORT, "LOST, but file " + front + " follows " + last);
                }
            }
            case POSSIBLE -> {
                tally.possible++;
                tally.needless += jump ? 0 : 1;
                if (!jump && script.isNamed(disk.position(), last)) {
                    throw new RotationModelViolation(FALSE_REPORT, "POSSIBLE, but file " + last + " is there");
                }
            }
            case HOLE -> {
                tally.holes++;
                tally.needlessHoles += jump ? 0 : 1;
                // With a clock that goes on, a rotation may have stood still for longer than the reader's patience.
                boolean closed = setup.nanosPerIdle() == 0
                        && script.isNamed(disk.position(), last)
                        && script.isNamed(disk.position(), front);
                if (!jump && closed) {
                    throw new RotationModelViolation(FALSE_REPORT, "HOLE, but file " + front + " follows " + last);
                }
            }
            case REPLACED -> {
                tally.replaced++;
                if (script.home(front) == script.home(last)) {
                    throw new RotationModelViolation(FALSE_REPORT, "REPLACED, but it is the same directory");
                }
            }
        }
    }

    /** Everything that was there at the start and still is when it is held must be given. */
    private boolean once() throws IOException {
        int begun = disk.position();
        RotationChain.Start start = reader.begin();
        for (int tries = 0;
                start == RotationChain.Start.UNSETTLED
                        || start == RotationChain.Start.HELD && !reader.readOnce(!disk.isAtEnd());
                tries++) {
            if (tries == MOST_STEPS) {
                throw new RotationModelViolation(STUCK, "never settled");
            }
            if (scheduler.isKnown(this)) {
                return false;
            }
            scheduler.idle();
            start = reader.begin();
        }
        for (int i = 0; i <= script.oldest(); i++) {
            int there = script.name(disk.position(), i);
            int size = there < 0 ? 0 : script.size(begun, there);
            wanted = Math.max(wanted, size == 0 ? 0 : script.record(there, size - 1));
        }
        if (start == RotationChain.Start.HELD) {
            enter();
            limit = disk.position();
            for (ChainReader.Outcome outcome = null; outcome != ChainReader.Outcome.END; ) {
                if (scheduler.isKnown(this)) {
                    return false;
                }
                outcome = read();
                if (outcome == ChainReader.Outcome.FINISHED && front < 0) {
                    break;
                }
                if (outcome == ChainReader.Outcome.UNSETTLED) {
                    scheduler.idle();
                    disk.nanos += disk.isAtEnd() ? NANOS_AT_END : setup.nanosPerIdle();
                }
            }
        }
        if (lastRecord < wanted) {
            throw new RotationModelViolation(
                    SILENT_LOSS, "read once: given up to record " + lastRecord + ", there were " + wanted);
        }
        return true;
    }

    boolean isAtEnd() {
        return disk.isAtEnd();
    }

    /** Everything that the future of the run depends on, but the clock. */
    long state() {
        long hash = mix(disk.position(), keeperLooks * 64L + offset);
        hash = mix(hash, lastRecord * 256L + front);
        hash = mix(hash, last * 2L + (mayJump ? 1 : 0));
        for (int one : disk.state()) {
            hash = mix(hash, one);
        }
        hash = mix(hash, (chain.isLost() ? 1 : 0) + (chain.isReplaced() ? 2 : 0));
        hash = mix(hash, reader.seam().ordinal());
        hash = mix(hash, hash(chain.nextSeen()));
        hash = mix(hash, hash(expected));
        hash = mix(hash, wanted * 256L + limit);
        for (HeldFile held : chain.held()) {
            hash = mix(hash, ((RotationModelDisk.Open) held.file).file * 2L + (held.hole == null ? 0 : 1));
            hash = mix(hash, hash(held.generation));
        }
        int remembered = 2 * (script.oldest() + 1);
        for (int i = Math.max(0, left.size() - remembered); i < left.size(); i++) {
            hash = mix(hash, 1000 + left.get(i));
        }
        return hash;
    }

    private static long hash(Generation generation) {
        return generation == null ? 7 : generation.number() * 100_000 + generation.created();
    }

    private static long mix(long hash, long value) {
        long h = (hash ^ value * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
        h ^= h >>> 32;
        h *= 0xD6E8FEB86659FD93L;
        return h ^ h >>> 29;
    }
}
