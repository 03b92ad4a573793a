package dev.microsandbox.logs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of a log: a captured chunk of output, a lifecycle marker, or a line of the runtime's or the kernel's log; or a boot failure.
 *
 * <p>Immutable but for {@link #data()}, whose bytes nobody may change; any thread.
 */
public final class LogEntry {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** All log files when this file's turn began; with {@link #at} and {@link #end} it makes the cursor, which few ask for. */
    private final LogCheckpoint base;

    private final int files;
    private final FileOrigin origin;
    private final long begin;
    private final FileOrigin at;
    private final long end;
    private final long check;

    private final long epochSecond;
    private final int nano;
    private final LogSource source;
    private final boolean hasSession;
    private final long session;
    private final byte[] data;
    /** Null but for a boot failure. */
    private final BootFailure boot;

    /**
     * @param origin and {@code begin}: where the line begins
     * @param at and {@code end}: where reading stands behind it; another file than {@code origin} for a line across a seam
     */
    LogEntry(
            LogCheckpoint base,
            int files,
            FileOrigin origin,
            long begin,
            FileOrigin at,
            long end,
            long check,
            ParsedLine line) {
        this.base = base;
        this.files = files;
        this.origin = origin;
        this.begin = begin;
        this.at = at;
        this.end = end;
        this.check = check;
        this.epochSecond = line.epochSecond;
        this.nano = line.nano;
        this.source = line.source;
        this.hasSession = line.hasSession;
        this.session = line.session;
        this.data = line.data;
        this.boot = null;
    }

    /** A boot failure, with which the stream stands where {@code base} says. */
    LogEntry(LogCheckpoint base, int files, String sandbox, BootFailure boot, ParsedLine line) {
        this.base = base;
        this.files = files;
        this.origin = new FileOrigin(sandbox, null, new Generation(0, 0), 0, 0);
        this.begin = 0;
        this.at = null;
        this.end = 0;
        this.check = 0;
        this.epochSecond = line.epochSecond;
        this.nano = line.nano;
        this.source = line.source;
        this.hasSession = false;
        this.session = 0;
        this.data = line.data;
        this.boot = boot;
    }

    private LogEntry(LogEntry from, LogCheckpoint base, LogCheckpoint.Mark mark) {
        this.base = base;
        this.files = from.files;
        this.origin = from.origin;
        this.begin = from.begin;
        this.at = mark == null ? null : mark.origin();
        this.end = mark == null ? 0 : mark.offset();
        this.check = mark == null ? 0 : mark.check();
        this.epochSecond = from.epochSecond;
        this.nano = from.nano;
        this.source = from.source;
        this.hasSession = from.hasSession;
        this.session = from.session;
        this.data = from.data;
        this.boot = from.boot;
    }

    /** The same entry with another cursor. */
    LogEntry withCheckpoint(LogCheckpoint checkpoint) {
        return new LogEntry(this, checkpoint, boot == null ? checkpoint.mark(origin.file()) : null);
    }

    /** {@return when it was captured on the host, to the nanosecond where the line says so} */
    public Instant timestamp() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    /** {@return {@link #timestamp()} in milliseconds since 1970, rounded down} */
    public long timestampMillis() {
        return Math.addExact(Math.multiplyExact(epochSecond, 1000L), nano / 1_000_000);
    }

    /** {@return where it came from; never null} */
    public LogSource source() {
        return source;
    }

    /** {@return the number of the exec session, unsigned (print with {@link Long#toUnsignedString}); null when it belongs to none} */
    public Long sessionId() {
        return hasSession ? session : null;
    }

    /** {@return what was printed, usually with its line end; never null} Not a copy: do not change it. */
    public byte[] data() {
        return data;
    }

    /** {@return {@link #data()} as UTF-8 text, with U+FFFD for what is not} */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** {@return how many bytes its line takes in the log; of one that crosses from one file into the next, or is in none: the data's} */
    public long lineBytes() {
        return boot == null && at != null && at.generation().same(origin.generation())
                ? Math.max(0, end - begin)
                : data.length;
    }

    /** {@return name of the file it stood in: {@code exec.log}, {@code runtime.log}, {@code kernel.log} or {@code boot-error.json}} */
    public String logFile() {
        return boot == null ? origin.file().fileName : BootFailure.FILE_NAME;
    }

    /** {@return why a start of the sandbox failed, where this entry tells of one; else null} {@link #data()} says it in one line. */
    public BootError bootError() {
        return boot == null ? null : boot.error();
    }

    /** {@return name of the sandbox; empty where the reader was not told} */
    public String sandbox() {
        return origin.sandbox();
    }

    /**
     * {@return the same for the same line however often it is read, and for no other: made of sandbox, log file, identity and first line of
     * the file, and the offset at which the line begins; for a boot failure, of what the file says} Letters, digits, {@code .}, {@code -}
     * and {@code _} only.
     */
    public String id() {
        if (boot != null) {
            return boot.entryId(origin.sandbox());
        }
        // An entry that stands for a gap has no line of its own, and no identity that was looked at.
        return data.length == 0 && origin.firstLine() == 0 ? origin.entryId(begin) + "-gap" : origin.entryId(begin);
    }

    /** {@return how far every log file was consumed with this entry: resuming from it goes on right behind} */
    public LogCursor cursor() {
        LogCursor before = base.cursor(files);
        return isWhereBaseSays()
                ? before
                : before.with(
                        origin.file().ordinal(), new LogPosition(at.generation().number(), end));
    }

    /** {@return {@link #cursor()} with what is needed to notice on resume that a file is another one} */
    public LogCheckpoint checkpoint() {
        return isWhereBaseSays() ? base : base.with(origin.file(), mark());
    }

    private boolean isWhereBaseSays() {
        return at == null || at.firstLine() == 0;
    }

    long epochSecond() {
        return epochSecond;
    }

    int nano() {
        return nano;
    }

    FileOrigin origin() {
        return origin;
    }

    /** Where reading stands behind it, in its own log file; not for a boot failure, which has none. */
    LogCheckpoint.Mark mark() {
        return new LogCheckpoint.Mark(at, end, check, false);
    }

    /**
     * {@return the producer's own line: {@code t}, {@code s}, {@code d}, {@code id} (a number, beyond 2^63 a BigInteger; absent without a
     * session) and {@code e} ({@code "b64"} when the data is no UTF-8 and {@code d} is base64; else absent), and {@code sandbox} (where
     * known), {@code entryId} and {@code cursor}} It is what Jackson writes for an entry.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("t", TIME.format(timestamp()));
        map.put("s", source.text());
        String text = strictText();
        map.put("d", text != null ? text : Base64.getEncoder().encodeToString(data));
        if (hasSession) {
            map.put("id", session >= 0 ? (Object) session : new BigInteger(Long.toUnsignedString(session)));
        }
        if (text == null) {
            map.put("e", "b64");
        }
        if (!sandbox().isEmpty()) {
            map.put("sandbox", sandbox());
        }
        map.put("entryId", id());
        map.put("cursor", cursor().token());
        return map;
    }

    private String strictText() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            return null; // base64 then, as the producer does
        }
    }

    @Override
    public String toString() {
        return "LogEntry[" + id() + " " + TIME.format(timestamp()) + " " + source.text() + ", " + data.length
                + " bytes]";
    }
}
