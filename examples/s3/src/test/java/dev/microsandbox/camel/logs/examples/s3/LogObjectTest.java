package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogGap;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSource;
import dev.microsandbox.logs.LogStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a batch is cut, which object says what was lost, and the keys. */
class LogObjectTest {
    /** Lines of exec.log, from just before midnight on; of runtime.log a quarter of that. */
    private static final int LINES = 40;

    @TempDir
    Path home;

    private final List<LogEntry> entries = new ArrayList<>();
    private LogStream stream;

    @BeforeEach
    void read() throws Exception {
        try (WrittenSandbox web = new WrittenSandbox(home, "web", Instant.parse("2026-11-24T23:59:59.990Z"))) {
            web.print(LINES);
        }
        stream = LogStream.open(
                RotatedLog.directory(home, "web"),
                LogOptions.builder()
                        .sandbox("web")
                        .sources(EnumSet.allOf(LogSource.class))
                        .build());
        while (entries.size() < LINES + LINES / 4) {
            stream.poll(entry -> entries.add(entry));
        }
    }

    @AfterEach
    void close() throws Exception {
        stream.close();
    }

    @Test
    void ofThoseOfALogFileOnlyTheFirstTellsOfItsGap() {
        List<LogObject> objects = LogObject.cut(new LogBatch(entries), gap("exec.log", Instant.EPOCH));
        List<String> told = objects.stream()
                .map(object -> object.entries().get(0).logFile() + " "
                        + object.metadata().keySet())
                .toList();
        assertEquals(List.of("exec.log [gap]", "exec.log []", "runtime.log []"), told);
    }

    @Test
    void whereTheBatchHasNoneOfThatLogFileItsFirstObjectTellsOfIt() {
        List<LogObject> objects = LogObject.cut(new LogBatch(entries), gap("kernel.log", Instant.EPOCH));
        assertEquals(
                List.of(true, false, false),
                objects.stream()
                        .map(object -> object.metadata().getOrDefault("gap", "").contains("kernel.log"))
                        .toList());
    }

    @Test
    void aGapThatIsToldAloneHasOneKeyWheneverItIsNoticed() {
        LogEntry first = stream.gapEntry(gap("exec.log", Instant.parse("2026-11-25T10:00:00Z")));
        LogEntry again = stream.gapEntry(gap("exec.log", Instant.parse("2026-11-26T10:00:00Z")));
        assertNotEquals(first.timestamp(), again.timestamp());
        assertEquals(key(first), key(again));
        assertTrue(
                key(first)
                        .matches("sandbox=web/date=none/web\\.exec\\.f5403d-[0-9a-f]{16}-000000520f-gap\\.ndjson\\.gz"),
                key(first));
    }

    private static String key(LogEntry gap) {
        return LogObject.cut(new LogBatch(List.of(gap)), null).get(0).key();
    }

    private static LogGap gap(String logFile, Instant noticed) {
        return new LogGap(
                logFile, 0xf5403d, 0x520f, 0, 0, 0, -1, LogGap.Certainty.POSSIBLE, "it was replaced", noticed);
    }
}
