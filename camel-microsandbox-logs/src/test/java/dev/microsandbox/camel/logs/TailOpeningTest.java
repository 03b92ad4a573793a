package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogReadException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a sandbox is read from, when it cannot be opened yet. */
class TailOpeningTest {
    @TempDir
    Path directory;

    private final States states = new States();
    private final TailCounters counters = new TailCounters();
    private final TroubleLog trouble = new TroubleLog("r", Clock.systemUTC());
    private final TailGaps gaps = new TailGaps("web", counters, trouble);

    /** It is tried once a second, perhaps for hours. */
    @Test
    void aCursorThatDoesNotFitIsToldOnceHoweverOftenOpeningFails() {
        states.setState("r/web", "no cursor");
        TailOpening opening = opening(directory.resolve("x".repeat(300))); // no system has such a name
        for (int times = 0; times < 3; times++) {
            assertThrows(LogReadException.class, opening::open);
        }
        assertEquals(1, counters.invalidCursors.sum());
        assertEquals(1, counters.gaps.sum());
        assertNotNull(gaps.take());
        assertNull(gaps.take());
    }

    private TailOpening opening(Path logs) {
        TailOpening.Beginning beginning =
                new TailOpening.Beginning(LogOptions.builder().follow(true), null, null, true, false, false);
        return new TailOpening("web", logs, beginning, new StoredCursors(states, "r", false), counters, trouble, gaps);
    }
}
