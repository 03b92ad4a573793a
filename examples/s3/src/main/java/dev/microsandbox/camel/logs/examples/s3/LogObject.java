package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.logs.LogEntry;
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
 */
record LogObject(List<LogEntry> entries) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH-mm-ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Cuts a batch. Where is a function of the entries alone, but for the batch's own end: the first entry of each log file in it, and
     * each one whose day is not that of the one before it. Read again from the same cursor, the same entries begin objects.
     */
    static List<LogObject> cut(LogBatch batch) {
        List<LogObject> objects = new ArrayList<>();
        Map<String, LogObject> open = new LinkedHashMap<>();
        for (LogEntry entry : batch) {
            LogObject object = open.get(entry.logFile());
            if (object == null || !object.day().equals(day(entry))) {
                object = new LogObject(new ArrayList<>());
                open.put(entry.logFile(), object);
                objects.add(object);
            }
            object.entries.add(entry);
        }
        return objects;
    }

    /** Made of the first entry alone: an object that is put again overwrites itself. Within a day, in the order of time. */
    String key() {
        LogEntry first = entries.get(0);
        String time = isDated(first) ? TIME.format(first.timestamp()) + "-" : "";
        return "sandbox=" + first.sandbox() + "/date=" + day() + "/" + time + first.id() + ".ndjson.gz";
    }

    /** A line of JSON for each. */
    LogBatch lines() {
        return new LogBatch(entries);
    }

    String logFile() {
        return entries.get(0).logFile();
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
     * next time.
     */
    private static boolean isDated(LogEntry entry) {
        return entry.logFile().equals("exec.log");
    }
}
