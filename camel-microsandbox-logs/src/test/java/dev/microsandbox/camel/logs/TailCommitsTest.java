package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits by hand while the owner stores too. */
class TailCommitsTest {
    @TempDir
    Path directory;

    private final DeliveryWindow<Batch> window = new DeliveryWindow<>(false);
    private final TailCounters counters = new TailCounters();
    private final Meeting states = new Meeting();
    private final StoredCursors cursors = new StoredCursors(states, "r", false);
    private final TailCommits commits = new TailCommits(
            "web", window, cursors, new CommitSchedule(0), counters, new TroubleLog("r", Clock.systemUTC()));

    private LogCheckpoint begin;
    private final List<Place<Batch>> places = new ArrayList<>();

    /** Something else happens while the repository takes one state. */
    private static final class Meeting extends States {
        private Runnable meanwhile;

        @Override
        public void setState(String key, String value) {
            Runnable now = meanwhile;
            meanwhile = null;
            if (now != null) {
                now.run();
            }
            super.setState(key, value);
        }
    }

    @BeforeEach
    void open() throws Exception {
        Sandboxes sandboxes = new Sandboxes(directory);
        sandboxes.out("web", "a", "b", "c");
        LogSnapshot all = LogSnapshot.read(
                directory.resolve("web/logs"), LogOptions.builder().build(), LogSnapshot.ALL);
        begin = all.end(); // any
        commits.begin(begin, false);
        for (LogEntry entry : all.entries()) {
            Batch batch = new Batch(null, 1);
            batch.add(entry);
            places.add(window.open(batch));
        }
    }

    @Test
    void aCallersCommitThatMeetsAStoreOfTheOwnerIsWhatStaysStored() {
        window.commit(places.get(0), 1, false); // held back: the owner stores it
        window.end(places.get(0), 1, true, null);
        window.settle(left -> {});
        states.meanwhile = () -> {
            window.end(places.get(1), 1, true, null);
            assertEquals(MsbLogsManualCommit.Outcome.COMMITTED, commits.commit(places.get(1), 1));
        };
        commits.store(null, false);
        window.settle(left -> {});
        commits.store(null, false);
        assertEquals(places.get(1).value().checkpoint().text(), states.getState("r/web"));
    }

    @Test
    void whatIsNotStoredSinceTheRunHasEndedIsNotCalledCommitted() {
        window.end(places.get(0), 1, true, null);
        long before = counters.commits.sum();
        states.meanwhile = null;
        cursors.close();
        assertEquals(MsbLogsManualCommit.Outcome.CLOSED, commits.commit(places.get(0), 1));
        commits.store(places.get(0).value().checkpoint(), true);
        assertEquals(before, counters.commits.sum());
        assertEquals(begin.text(), states.getState("r/web"));
    }
}
