package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The six tests of the Rust engine that this one comes from, under their own names. */
class LogStreamSeedTest {
    @TempDir
    Path directory;

    @Test
    void backfill_without_follow_drains_and_ends() throws Exception {
        append("exec.log", line("2026-04-30T20:32:59.000Z", "a"), line("2026-04-30T20:33:00.000Z", "b"));

        TestSink sink = new TestSink();
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a", "b");
            assertEquals(LogStream.State.FINISHED, stream.poll(sink));
        }

        assertTrue(offset(sink.entries.get(1)) > offset(sink.entries.get(0)));
    }

    @Test
    void follow_picks_up_new_appends() throws Exception {
        append("exec.log", line("2026-04-30T20:32:59.000Z", "first"));

        TestSink sink = new TestSink();
        try (LogStream stream = LogStream.open(directory, sink.following().build())) {
            sink.expect(stream, "first");
            append("exec.log", line("2026-04-30T20:33:00.000Z", "second")); // the seed writes the whole file anew
            sink.expect(stream, "second");
        }
        sink.told();
    }

    @Test
    void resume_from_cursor_starts_after_that_entry() throws Exception {
        append(
                "exec.log",
                line("2026-04-30T20:32:59.000Z", "a"),
                line("2026-04-30T20:33:00.000Z", "b"),
                line("2026-04-30T20:33:01.000Z", "c"));
        TestSink sink = new TestSink();
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "a", "b", "c");
        }
        LogCursor afterB = sink.entries.get(1).cursor();

        TestSink resumed = new TestSink();
        try (LogStream stream =
                LogStream.open(directory, resumed.options().from(afterB).build())) {
            resumed.expect(stream, "c");
        }
    }

    @Test
    void invalid_cursor_yields_error_upfront() throws Exception {
        append("exec.log", line("2026-04-30T20:32:59.000Z", "a"));
        LogOptions bogus = LogOptions.builder()
                .from(new LogCursor(List.of(new LogPosition(0xffff_ffff_ffff_ffffL, 0))))
                .build();

        assertThrows(InvalidCursorException.class, () -> LogStream.open(directory, bogus));
    }

    @Test
    void drains_rotated_files_in_chronological_order() throws Exception {
        append("exec.log.1", line("2026-04-30T20:30:00.000Z", "old"));
        append("exec.log", line("2026-04-30T20:33:00.000Z", "new"));

        TestSink sink = new TestSink();
        try (LogStream stream = LogStream.open(directory, sink.options().build())) {
            sink.expect(stream, "old", "new");
        }
    }

    @Test
    void includes_runtime_log_when_system_requested() throws Exception {
        append("exec.log", line("2026-04-30T20:33:00.000Z", "user-output"));
        append("runtime.log", "2026-04-30T20:30:00.000Z INFO starting up");

        TestSink sink = new TestSink();
        LogOptions options = sink.options()
                .sources(Set.of(LogSource.STDOUT, LogSource.SYSTEM))
                .build();
        try (LogStream stream = LogStream.open(directory, options)) {
            sink.expect(stream, "user-output", "INFO starting up");
        }

        assertEquals(LogSource.SYSTEM, sink.last().source());
    }

    private static String line(String time, String data) {
        return "{\"t\":\"" + time + "\",\"s\":\"stdout\",\"d\":\"" + data + "\",\"id\":1}";
    }

    private void append(String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long offset(LogEntry entry) {
        return entry.cursor().positions().get(0).offset();
    }
}
