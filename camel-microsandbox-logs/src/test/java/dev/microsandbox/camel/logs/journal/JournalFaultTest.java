package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every single operation on the disk fails once, or is the last one: what was synced is there, and nothing is wrong. */
class JournalFaultTest {
    private static final JournalListener SILENT = new JournalListener() {};

    @TempDir
    Path parent;

    /** Puts enough to be compacted; what fails is owed, as the writer does it. */
    private static final class Workload {
        final Map<String, String> put = new HashMap<>();
        Map<String, String> stored = new HashMap<>();
        private Map<String, String> owed = new LinkedHashMap<>();
        private int failures;

        void run(Journal journal) {
            for (int i = 0; i < 7; i++) {
                put("counter", "" + i);
                put("large", i + "x".repeat(250_000));
                put("odd", i % 2 == 0 ? null : "o" + i);
                store(journal);
            }
            store(journal);
        }

        private void put(String key, String value) {
            owed.put(key, value);
            apply(put, key, value);
        }

        private void store(Journal journal) {
            try {
                journal.append(owed);
                journal.sync();
                owed = new LinkedHashMap<>();
                stored = new HashMap<>(put);
                journal.compactIfDue();
            } catch (IOException e) {
                failures++;
            }
        }

        private static void apply(Map<String, String> map, String key, String value) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }

    /** How many operations there are after the opening when nothing fails. */
    private int operations() throws IOException {
        Counter counter = new Counter(Integer.MAX_VALUE, false);
        Workload workload = run("count", counter).workload;
        assertEquals(0, workload.failures);
        return counter.count;
    }

    @Test
    void oneThatFailsOnceIsMadeGood() throws IOException {
        int operations = operations();
        for (int at = 0; at < operations; at++) {
            Ran ran = run("once" + at, new Counter(at, false));
            assertTrue(ran.workload.failures <= 1, "operation " + at + " cost " + ran.workload.failures + " groups");
            ran.directory.files().cutPower();
            assertTrue(ran.workload.put.equals(load(ran.directory.real())), "operation " + at);
            delete(ran.directory.real());
        }
    }

    @Test
    void aKillAtEachOneLosesNothingThatWasSynced() throws IOException {
        crash(false);
    }

    @Test
    void aPowerCutAtEachOneLosesNothingThatWasSynced() throws IOException {
        crash(true);
    }

    private void crash(boolean power) throws IOException {
        int operations = operations();
        for (int at = 0; at < operations; at++) {
            Ran ran = run("crash" + at, new Counter(at, true));
            if (power) {
                ran.directory.files().cutPower();
            }
            Map<String, String> loaded = load(ran.directory.real());
            int stored = Integer.parseInt(ran.workload.stored.getOrDefault("counter", "-1"));
            int counter = Integer.parseInt(loaded.getOrDefault("counter", "-1"));
            assertTrue(counter >= stored, "operation " + at + ": " + stored + " was stored, not " + counter);
            assertFalse(Files.exists(ran.directory.real().resolve(Journal.NEW_FILE)), "operation " + at);
            delete(ran.directory.real());
        }
    }

    @Test
    void whatCannotBeCutOffIsGoneBehind() throws IOException {
        FaultyPath directory = FaultyFileSystem.over(Files.createDirectory(parent.resolve("behind")));
        try (Journal journal = Journal.open(directory, SILENT)) {
            journal.append(Map.of("a", "1"));
            directory.files().fault = (operation, file) -> {
                if (operation.equals("write")) {
                    throw new FileSystemException(file, null, "No space left on device");
                }
            };
            assertThrows(IOException.class, () -> journal.append(Map.of("b", "x".repeat(1_000))));
            directory.files().fault = (operation, file) -> {
                if (operation.equals("truncate")) {
                    throw new FileSystemException(file, null, "Input/output error");
                }
            };
            journal.append(Map.of("c", "3"));
        }
        SeenByListener seen = new SeenByListener();
        try (Journal journal = Journal.open(directory.real(), seen)) {
            assertEquals(Map.of("a", "1", "c", "3"), journal.state());
        }
        assertEquals(1, seen.events.size());
        assertTrue(seen.events.get(0).endsWith("[b]"), seen.events.get(0));
    }

    @Test
    void whatWasGoneBehindIsNoDamageAfterTheNextCompaction() throws IOException {
        FaultyPath directory = FaultyFileSystem.over(Files.createDirectory(parent.resolve("healed")));
        try (Journal journal = Journal.open(directory, SILENT)) {
            directory.files().fault = (operation, file) -> {
                if (!operation.equals("look")) {
                    throw new FileSystemException(file, null, "Read-only file system");
                }
            };
            for (int i = 0; i < 5; i++) {
                assertThrows(IOException.class, () -> journal.append(Map.of("b", "x".repeat(1_000))));
            }
            directory.files().fault = (operation, file) -> {
                if (operation.equals("truncate")) {
                    throw new FileSystemException(file, null, "Input/output error");
                }
            };
            journal.append(Map.of("c", "3"));
            journal.compactIfDue();
        }
        SeenByListener seen = new SeenByListener();
        try (Journal journal = Journal.open(directory.real(), seen)) {
            assertEquals(Map.of("c", "3"), journal.state());
        }
        assertEquals(List.of(), seen.events);
    }

    private Ran run(String name, Counter counter) throws IOException {
        FaultyPath directory = FaultyFileSystem.over(Files.createDirectory(parent.resolve(name)));
        Workload workload = new Workload();
        try (Journal journal = Journal.open(directory, SILENT)) {
            directory.files().fault = counter;
            workload.run(journal);
        }
        directory.files().fault = FaultyFileSystem.NONE;
        return new Ran(directory, workload);
    }

    private record Ran(FaultyPath directory, Workload workload) {}

    /** Fails at one operation, and then perhaps at all. */
    private static final class Counter implements FaultyFileSystem.Fault {
        private final int failAt;
        private final boolean forEver;
        private int count;

        Counter(int failAt, boolean forEver) {
            this.failAt = failAt;
            this.forEver = forEver;
        }

        @Override
        public void before(String operation, String file) throws IOException {
            int now = count++;
            if (now == failAt || now > failAt && forEver) {
                throw new FileSystemException(file, null, "Fault in " + operation);
            }
        }
    }

    private static Map<String, String> load(Path directory) throws IOException {
        try (Journal journal = Journal.open(directory, SILENT)) {
            return new HashMap<>(journal.state());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
