package dev.microsandbox.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A cursor as it is stored: it names its log files, and holds for each a check of what was read, so that on resume a reused inode, a
 * file replaced by hand or another sandbox's logs are noticed. One line of text:
 *
 * <pre>
 * msb1 &lt;token&gt; &lt;log file&gt;/&lt;generation&gt;/&lt;created&gt;/&lt;first line&gt;/&lt;check&gt;/&lt;restarts&gt; … boot/&lt;hash&gt;
 *      |       |          |            |         |            |       |              hash of the boot failure given last; absent: none
 *      |       |          |            |         |            |       how often it was written anew in place
 *      |       |          |            |         |            hash of the 64 bytes before the offset
 *      |       |          |            |         hash of the file's first line
 *      |       |          |            creation time, ns since 1970
 *      |       |          as in the token; where that says "nothing consumed", the file in which reading begins
 *      |       one group for each position of the token, in the token's order; hexadecimal, 0 = not known
 *      positions, as every microsandbox SDK reads them
 * </pre>
 *
 * A bare token of another SDK is a checkpoint without checks, and knows of no boot failure.
 *
 * <p>Immutable, any thread.
 */
public final class LogCheckpoint {
    private static final String VERSION = "msb1";
    private static final String BOOT = "boot/";
    /** Nothing was consumed, of nothing. */
    static final LogCheckpoint NONE = new LogCheckpoint(new Mark[LogFile.values().length], 0);

    private static final int MOST_QUOTED = 100;

    /**
     * Where reading stands in one log file.
     *
     * @param check 0 where not known
     * @param fresh nothing of this log file was consumed yet: a token says (0,0), and the stored form where it will begin
     */
    record Mark(FileOrigin origin, long offset, long check, boolean fresh) {
        LogPosition position() {
            return new LogPosition(origin.generation().number(), offset);
        }
    }

    /** By ordinal of {@link LogFile}; null = nothing consumed. */
    private final Mark[] marks;
    /** How many log files are named: the first so many. */
    private final int files;
    /** Hash of the boot failure that was given last; null: none was. */
    private final String boot;
    /** The cursor that was asked for last: all entries of a turn ask for the same. Immutable, so it matters not who set it. */
    private LogCursor known;

    LogCheckpoint(Mark[] marks, int files) {
        this(marks, files, null);
    }

    private LogCheckpoint(Mark[] marks, int files, String boot) {
        this.marks = marks;
        this.files = files;
        this.boot = boot;
    }

    /** {@return the position of each log file that is named, in order} */
    public LogCursor cursor() {
        return cursor(files);
    }

    /** The positions of the first {@code count} log files. */
    LogCursor cursor(int count) {
        LogCursor cursor = known;
        if (cursor == null || cursor.size() != count) {
            LogPosition[] positions = new LogPosition[count];
            for (int i = 0; i < count; i++) {
                Mark mark = marks[i];
                positions[i] = mark == null || mark.fresh ? LogPosition.START : mark.position();
            }
            cursor = new LogCursor(Arrays.asList(positions));
            known = cursor;
        }
        return cursor;
    }

    /** {@return the stored form} */
    public String text() {
        StringBuilder text = new StringBuilder(64 + 72 * files);
        text.append(VERSION).append(' ').append(cursor().token());
        for (int i = 0; i < files; i++) {
            Mark mark = marks[i];
            text.append(' ').append(LogFile.values()[i].fileName);
            if (mark == null) {
                text.append("/0/0/0/0/0");
                continue;
            }
            text.append('/').append(Long.toHexString(mark.origin.generation().number()));
            text.append('/').append(Long.toHexString(mark.origin.generation().created()));
            text.append('/').append(Long.toHexString(mark.origin.firstLine()));
            text.append('/').append(Long.toHexString(mark.check));
            text.append('/').append(Integer.toHexString(mark.origin.restarts()));
        }
        if (boot != null) {
            text.append(' ').append(BOOT).append(boot);
        }
        return text.toString();
    }

    /**
     * Reads a stored checkpoint, or a bare token.
     *
     * @param text what was stored, or a token
     * @return the checkpoint
     * @throws InvalidCursorException when it is neither, with the reason
     */
    public static LogCheckpoint parse(String text) throws InvalidCursorException {
        String line = text.strip();
        if (!line.startsWith("msb")) {
            return of(LogCursor.fromToken(line));
        }
        String[] words = line.split(" ");
        if (!words[0].equals(VERSION)) {
            throw new InvalidCursorException("it is stored in a form that this version does not know: "
                    + quoted(words[0]) + ", and this is " + VERSION);
        }
        if (words.length < 2) {
            throw new InvalidCursorException("the stored line has no token");
        }
        LogCheckpoint bare = of(LogCursor.fromToken(words[1]));
        Mark[] marks = bare.marks.clone();
        for (int i = 0; i < bare.files; i++) {
            if (i + 2 >= words.length) {
                throw new InvalidCursorException("the stored line has no check for " + LogFile.values()[i].fileName);
            }
            marks[i] = mark(LogFile.values()[i], bare.marks[i], words[i + 2]);
        }
        return new LogCheckpoint(marks, bare.files, boot(words, bare.files + 2));
    }

    /** The first of the words that is one of a boot failure; null: none is. */
    private static String boot(String[] words, int from) {
        for (int i = from; i < words.length; i++) {
            if (words[i].startsWith(BOOT) && BootFailure.isHash(words[i].substring(BOOT.length()))) {
                return words[i].substring(BOOT.length());
            }
        }
        return null;
    }

    private static Mark mark(LogFile file, Mark bare, String group) throws InvalidCursorException {
        String[] parts = group.split("/", -1);
        if (parts.length != 6 || !parts[0].equals(file.fileName)) {
            throw new InvalidCursorException("the stored check " + quoted(group) + " is not one of " + file.fileName);
        }
        try {
            long number = Long.parseUnsignedLong(parts[1], 16);
            if (bare == null && number == 0) {
                return null;
            }
            if (bare != null && bare.origin.generation().number() != number) {
                throw new InvalidCursorException("the stored check " + quoted(group) + " is not of the token's file");
            }
            Generation generation = new Generation(number, Long.parseUnsignedLong(parts[2], 16));
            FileOrigin origin = new FileOrigin(
                    "", file, generation, Long.parseUnsignedLong(parts[3], 16), Integer.parseUnsignedInt(parts[5], 16));
            long check = Long.parseUnsignedLong(parts[4], 16);
            return new Mark(origin, bare == null ? 0 : bare.offset, check, bare == null);
        } catch (NumberFormatException e) {
            throw new InvalidCursorException(
                    "the stored check " + quoted(group) + " has no number where one should be");
        }
    }

    /** For a message: what should be a line may be a whole file. */
    private static String quoted(String text) {
        return "'" + (text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text) + "'";
    }

    /**
     * {@return a checkpoint without checks}
     *
     * @param cursor a cursor
     * @throws InvalidCursorException when the cursor has neither one position (exec.log) nor three (with runtime.log and kernel.log)
     */
    public static LogCheckpoint of(LogCursor cursor) throws InvalidCursorException {
        List<LogPosition> positions = cursor.positions();
        if (positions.size() != 1 && positions.size() != LogFile.values().length) {
            throw new InvalidCursorException("the token has " + positions.size()
                    + " positions; a cursor of these logs has 1 (exec.log) or 3 (exec.log, runtime.log, kernel.log)");
        }
        Mark[] marks = new Mark[LogFile.values().length];
        for (int i = 0; i < positions.size(); i++) {
            LogPosition position = positions.get(i);
            if (!position.isStart()) {
                Generation generation = new Generation(position.generation(), 0);
                marks[i] = new Mark(
                        new FileOrigin("", LogFile.values()[i], generation, 0, 0), position.offset(), 0, false);
            }
        }
        return new LogCheckpoint(marks, positions.size());
    }

    /** The mark of a log file; null when nothing of it was consumed. */
    Mark mark(LogFile file) {
        return marks[file.ordinal()];
    }

    /** This checkpoint with another mark for one file. */
    LogCheckpoint with(LogFile file, Mark mark) {
        Mark[] changed = marks.clone();
        changed[file.ordinal()] = mark;
        return new LogCheckpoint(changed, Math.max(files, file.ordinal() + 1), boot);
    }

    /** Hash of the boot failure that was given last; null: none was. */
    String boot() {
        return boot;
    }

    /** This checkpoint with another boot failure, or none. */
    LogCheckpoint withBoot(String hash) {
        return Objects.equals(hash, boot) ? this : new LogCheckpoint(marks, files, hash);
    }

    /**
     * {@return this checkpoint without the position in one log file, which begins anew then} Null or an unknown name: without any. A boot
     * failure that was given stays given, since its content tells it from others; but for {@code boot-error.json}: it comes again.
     *
     * @param logFile the name of a log file, {@code exec.log} for one
     */
    public LogCheckpoint without(String logFile) {
        if (BootFailure.FILE_NAME.equals(logFile)) {
            return withBoot(null);
        }
        LogFile file = logFile == null ? null : LogFile.of(logFile);
        if (file == null) {
            return new LogCheckpoint(new Mark[marks.length], 0, boot);
        }
        return with(file, null);
    }

    /**
     * {@return the position in one log file; {@link LogPosition#START} when nothing of it was consumed}
     *
     * @param logFile the name of a log file, {@code exec.log} for one
     */
    public LogPosition position(String logFile) {
        LogFile file = LogFile.of(logFile);
        Mark mark = file == null ? null : marks[file.ordinal()];
        return mark == null ? LogPosition.START : mark.position();
    }

    /** {@return the names of the log files in it, in order} */
    public Collection<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            names.add(LogFile.values()[i].fileName);
        }
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || other instanceof LogCheckpoint checkpoint
                        && checkpoint.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
