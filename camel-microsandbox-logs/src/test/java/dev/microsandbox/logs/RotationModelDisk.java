package dev.microsandbox.logs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The disk as the reader sees it. Before every call of the reader a {@link Scheduler} says how far the producer has come by then.
 *
 * <p>One thread; one for each run.
 */
final class RotationModelDisk implements ChainFiles {
    /** What the reader asks. */
    enum Call {
        IDENTITY,
        OPEN,
        READ,
        SIZE,
        DIRECTORY,
        CLOSE
    }

    /** How files are numbered. */
    enum Numbers {
        UNIQUE,
        /** As ext4 does: the lowest number that no name and no open file has. */
        REUSED,
        /** Reused, and the file system does not tell when a file was created. */
        REUSED_UNKNOWN
    }

    /** Says when the producer's steps are done. */
    interface Scheduler {
        /** The position at which the call is made: the present one or a later one. */
        int position(RotationModelDisk disk, Call call, int argument);

        /** The reader is between two steps; true: the run need not go on. */
        boolean isKnown(RotationModelRun run);

        /** The reader found nothing to do. */
        default void idle() {}
    }

    private final RotationModelScript script;
    private final Numbers numbers;
    private final Scheduler scheduler;
    private final List<Integer> schedule = new ArrayList<>();
    private final StringBuilder story;

    private final int[] number;
    private final int[] opened;
    /** By number: taken by a file that has a name or is open. */
    private long taken;

    private int position;
    private int directoryTold;
    private int directoryToldBefore;
    private int opens;
    private int closes;
    /** The reader's clock. */
    long nanos;

    RotationModelDisk(RotationModelScript script, int start, Numbers numbers, Scheduler scheduler, boolean tell) {
        this.script = script;
        this.numbers = numbers;
        this.scheduler = scheduler;
        this.story = tell ? new StringBuilder() : null;
        this.number = new int[script.files(script.end())];
        this.opened = new int[number.length];
        advance(start);
    }

    RotationModelScript script() {
        return script;
    }

    Numbers numbers() {
        return numbers;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == script.end();
    }

    int stillOpen() {
        return opens - closes;
    }

    /** The producer's steps before each call so far. */
    int[] schedule() {
        return schedule.stream().mapToInt(i -> i).toArray();
    }

    String story() {
        return story.toString();
    }

    void tell(String what) {
        if (story != null) {
            story.append("\n    ").append(what);
        }
    }

    private void call(Call call, int argument) {
        int to = scheduler.position(this, call, argument);
        schedule.add(to - position);
        for (int i = position + 1; i <= to; i++) {
            tell("                    " + script.step(i));
        }
        advance(to);
    }

    private void advance(int to) {
        while (position < to) {
            position++;
            for (int i = 0; i <= script.oldest(); i++) {
                int before = script.name(position - 1, i);
                if (before >= 0 && opened[before] == 0 && !script.isNamed(position, before)) {
                    taken &= ~(1L << number[before]);
                }
            }
            if (script.files(position) > script.files(position - 1)) {
                int created = script.files(position) - 1;
                number[created] = numbers == Numbers.UNIQUE ? created + 1 : Long.numberOfTrailingZeros(~(taken | 1));
                taken |= 1L << number[created];
            }
        }
    }

    /** All of this that the future depends on, beside the position: numbers, and which directory the reader may remember. */
    int[] state() {
        int files = numbers == Numbers.UNIQUE ? 0 : script.files(position);
        int[] state = Arrays.copyOf(number, files + 2);
        state[files] = directoryTold;
        state[files + 1] = directoryToldBefore;
        return state;
    }

    private Generation generation(int file) {
        return file < 0 ? null : new Generation(number[file], numbers == Numbers.REUSED_UNKNOWN ? 0 : 1000L + file);
    }

    @Override
    public Generation identity(int index) {
        call(Call.IDENTITY, index);
        int file = script.name(position, index);
        tell("identity(" + index + ") = " + (file < 0 ? "none" : "file " + file));
        return generation(file);
    }

    @Override
    public long size(int index) {
        return 0; // it is asked for the report of a gap only
    }

    @Override
    public OpenFile open(int index) {
        call(Call.OPEN, index);
        int file = script.name(position, index);
        tell("open(" + index + ") = " + (file < 0 ? "none" : "file " + file));
        if (file < 0) {
            return null;
        }
        opened[file]++;
        opens++;
        return new Open(file);
    }

    @Override
    public Generation directory() {
        call(Call.DIRECTORY, 0);
        int there = script.directory(position);
        if (there != directoryTold) {
            directoryToldBefore = directoryTold;
            directoryTold = there;
        }
        tell("directory() = " + (there == 0 ? "none" : "directory " + there));
        return there == 0 ? null : new Generation(500L + there, numbers == Numbers.REUSED_UNKNOWN ? 0 : there);
    }

    /** An open file; knows which one it is. */
    final class Open implements OpenFile {
        final int file;
        private boolean closed;

        private Open(int file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            call(Call.READ, file);
            check();
            int from = (int) offset;
            int length = Math.min(into.remaining(), script.size(position, file) - from);
            tell("read(file " + file + ", " + offset + ") = " + length);
            for (int i = 0; i < length; i++) {
                into.put(script.record(file, from + i));
            }
            return length;
        }

        @Override
        public long size() {
            call(Call.SIZE, file);
            check();
            tell("size(file " + file + ") = " + script.size(position, file));
            return script.size(position, file);
        }

        private void check() {
            if (closed) {
                throw new RotationModelViolation(RotationModelViolation.Kind.LEAK, "file " + file + " is closed");
            }
        }

        @Override
        public void close() {
            check();
            call(Call.CLOSE, file);
            tell("close(file " + file + ")");
            closed = true;
            closes++;
            if (--opened[file] == 0 && !script.isNamed(position, file)) {
                taken &= ~(1L << number[file]);
            }
        }
    }
}
