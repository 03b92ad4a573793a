package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed with SIGKILL loses nothing that it was told to be stored. */
class JournalKillTest {
    private static final int KILLS = Integer.getInteger("journal.kills", 5);

    @TempDir
    Path directory;

    @Test
    void whatWasStoredIsThereAfterAKill() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            long stored = 0;
            try (OwnerProcess owner = new OwnerProcess("race", directory)) {
                assertNotNull(owner.next("open"));
                for (int acknowledged = random.nextInt(300); acknowledged >= 0; acknowledged--) {
                    stored = Long.parseLong(owner.next("stored "));
                }
                owner.kill();
                for (String line = owner.next("stored "); line != null; line = owner.next("stored ")) {
                    stored = Math.max(stored, line.isEmpty() ? 0 : Long.parseLong(line)); // the kill can cut the last
                }
            }
            assertStored(stored, "seed " + seed + " kill " + kill);
        }
    }

    private void assertStored(long stored, String when) throws IOException {
        try (Journal journal = Journal.open(directory, new JournalListener() {})) {
            Map<String, String> state = journal.state();
            for (long i = Math.max(1, stored - OwnerMain.KEYS + 1); i <= stored; i++) {
                String value = state.get("key " + i % OwnerMain.KEYS);
                assertNotNull(value, when + ": no value for " + i);
                long loaded = Long.parseLong(value.strip());
                assertTrue(loaded >= i, when + ": " + i + " was stored, " + loaded + " came back");
                assertEquals(loaded + " ".repeat((int) (loaded % 400)), value, when);
                assertEquals(i % OwnerMain.KEYS, loaded % OwnerMain.KEYS, when + ": a value of another key");
            }
        }
    }
}
