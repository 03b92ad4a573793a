package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one object holds: entries of one log file of one sandbox, in order, and of one day where the file says when.
 *
 * <p>Immutable, any thread.
 *
 * @param gap what was lost before its first entry; null: nothing
 */
record LogObject(List<LogEntry> entries, LogGap gap) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH-mm-ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Cuts a batch. Where is a function of the entries alone, but for the batch's own end: the first entry of each log file in it, and
     * each one whose day is not that of the one before it. Read again from the same cursor, the same entries begin objects.
     *
     * @param gap what was lost before the batch, of one log file; null: nothing. The first object of that file says so; where the batch
     *     has none, its first one
     */
    static List<LogObject> cut(LogBatch batch, LogGap gap) {
        String behindGap = gap == null ? null : logFileBehind(gap, batch);
        List<LogObject> objects = new ArrayList<>();
        Map<String, LogObject> open = new LinkedHashMap<>();
        for (LogEntry entry : batch) {
            LogObject object = open.get(entry.logFile());
            if (object == null || !object.day().equals(day(entry))) {
                boolean first = object == null && entry.logFile().equals(behindGap);
                object = new LogObject(new ArrayList<>(), first ? gap : null);
                open.put(entry.logFile(), object);
                objects.add(object);
            }
            object.entries.add(entry);
        }
        return objects;
    }

    private static String logFileBehind(LogGap gap, LogBatch batch) {
        boolean itself = batch.stream().anyMatch(entry -> entry.logFile().equals(gap.file()));
        return itself ? gap.file() : batch.get(0).logFile();
    }

    /** Made of the first entry alone: an object that is put again overwrites itself. Within a day, in the order of time. */
    String key() {
        LogEntry first = entries.get(0);
        String time = isDated(first) ? TIME.format(first.timestamp()) + "-" : "";
        return "sandbox=" + first.sandbox() + "/date=" + day() + "/" + time + first.id() + ".ndjson.gz";
    }

    /** Says what was lost, and why. */
    Map<String, String> metadata() {
        return gap == null ? Map.of() : Map.of("gap", gap.toString());
    }

    /** A line of JSON for each. */
    LogBatch lines() {
        return new LogBatch(entries);
    }

    private String day() {
        return day(entries.get(0));
    }

    private static String day(LogEntry entry) {
        Instant time = entry.timestamp();
        return isDated(entry) ? LocalDate.ofInstant(time, ZoneOffset.UTC).toString() : "none";
    }

    /**
     * Every line of exec.log has its time. Those of the others may have none, and get one as they are read, which would be another the
     * next time; and an entry that stands for a gap has the time at which that was noticed.
     */
    private static boolean isDated(LogEntry entry) {
        return entry.logFile().equals("exec.log") && !isGap(entry);
    }

    private static boolean isGap(LogEntry entry) {
        return entry.data().length == 0 && entry.id().endsWith("-gap");
    }
}
