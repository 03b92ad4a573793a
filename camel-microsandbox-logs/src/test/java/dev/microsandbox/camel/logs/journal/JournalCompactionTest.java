package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCompactionTest {
    private static final JournalListener SILENT = new JournalListener() {};

    @TempDir
    Path directory;

    @Test
    void keepsAllAndShrinks() throws IOException {
        Map<String, String> wanted = new HashMap<>();
        long largest = 0;
        try (Journal journal = Journal.open(directory, SILENT)) {
            for (int i = 0; i < 12_000; i++) {
                String key = "web/" + i % 500;
                String value = i % 11 == 0 ? null : "value " + i + " ".repeat(200);
                journal.append(Collections.singletonMap(key, value));
                if (value == null) {
                    wanted.remove(key);
                } else {
                    wanted.put(key, value);
                }
                journal.compactIfDue();
                largest = Math.max(largest, journal.size());
            }
            assertEquals(wanted, journal.state());
            assertTrue(largest <= Journal.COMPACT_ABOVE + 300, "grew to " + largest);
            assertEquals(journal.size(), Files.size(directory.resolve(Journal.FILE)));
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(Journal.FILE))));
        try (Journal journal = Journal.open(directory, SILENT)) {
            assertEquals(wanted, journal.state());
        }
    }

    @Test
    void leavesALargeFileThatIsMostlyInUse() throws IOException {
        try (Journal journal = Journal.open(directory, SILENT)) {
            for (int i = 0; i < 10; i++) {
                journal.append(Map.of("key " + i % 3, "v".repeat(200_000)));
                journal.compactIfDue();
            }
            assertTrue(journal.size() > 2_000_000, "size " + journal.size());
        }
    }

    @Test
    void isInThisOrder() throws IOException {
        FaultyPath faulty = FaultyFileSystem.over(directory);
        try (Journal journal = Journal.open(faulty, SILENT)) {
            grow(journal);
            faulty.files().clearLog();
            journal.compactIfDue();
            String name = directory.getFileName().toString();
            assertEquals(
                    List.of(
                            "delete cursors.journal.new",
                            "open cursors.journal.new",
                            "write cursors.journal.new",
                            "force cursors.journal.new",
                            "move cursors.journal",
                            "open " + name,
                            "force " + name),
                    faulty.files().log().stream()
                            .filter(line -> !line.equals("delete"))
                            .toList());
        }
    }

    @Test
    void aNewFileThatACrashLeftIsDeleted() throws IOException {
        try (Journal journal = Journal.open(directory, SILENT)) {
            journal.append(Map.of("k", "v"));
        }
        Files.copy(directory.resolve(Journal.FILE), directory.resolve(Journal.NEW_FILE));
        Files.write(directory.resolve(Journal.NEW_FILE), new byte[] {1, 2, 3});
        try (Journal journal = Journal.open(directory, SILENT)) {
            assertFalse(Files.exists(directory.resolve(Journal.NEW_FILE)));
            assertEquals(Map.of("k", "v"), journal.state());
        }
    }

    @Test
    void oneThatFailsIsToldAndTriedAgainWhenTheFileHasGrown() throws IOException {
        FaultyPath faulty = FaultyFileSystem.over(directory);
        SeenByListener seen = new SeenByListener();
        try (Journal journal = Journal.open(faulty, seen)) {
            faulty.files().fault = (operation, file) -> {
                if (file.equals(Journal.NEW_FILE) && operation.equals("open")) {
                    throw new IOException("no room for two");
                }
            };
            for (int i = 0; i < 100; i++) {
                journal.append(Map.of("k", i + "x".repeat(50_000)));
                journal.sync();
                journal.compactIfDue();
            }
            assertEquals(4, seen.events.size(), seen.events.toString());
            faulty.files().fault = FaultyFileSystem.NONE;
            grow(journal);
            journal.compactIfDue();
            assertTrue(journal.size() < Journal.COMPACT_ABOVE, "size " + journal.size());
        }
        assertEquals(4, seen.events.size(), seen.events.toString());
    }

    private static void grow(Journal journal) throws IOException {
        for (int i = 0; i < 25; i++) {
            journal.append(Map.of("k", i + "x".repeat(50_000)));
        }
    }
}
