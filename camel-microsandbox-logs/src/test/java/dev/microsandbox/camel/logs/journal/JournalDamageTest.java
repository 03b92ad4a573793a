package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of any condition: loads, gives no value that was never set, loses nothing before the damage. */
class JournalDamageTest {
    private static final JournalListener SILENT = new JournalListener() {};

    @TempDir
    Path directory;

    private static JournalFile small() {
        return new JournalFile()
                .add("web/a", "1")
                .add("web/ключ=\n", "zwei")
                .add("web/a", "3")
                .add("", "empty")
                .add("web/b", "x".repeat(40))
                .add("", null)
                .add("web/b", "");
    }

    @Test
    void cutAtEveryByte() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        for (int length = 0; length <= bytes.length; length++) {
            int whole = length == bytes.length ? file.records.size() : file.recordAt(length);
            Map<String, String> loaded = JournalFile.read(directory, Arrays.copyOf(bytes, length));
            assertEquals(file.state(whole), loaded, "cut to " + length + " bytes");
        }
    }

    @Test
    void cutAtEveryByteAndGoneOnWith() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        for (int length = 0; length <= bytes.length; length++) {
            int whole = length == bytes.length ? file.records.size() : file.recordAt(length);
            JournalFile.overwrite(directory.resolve(Journal.FILE), Arrays.copyOf(bytes, length))
                    .close();
            try (Journal journal = Journal.open(directory, SILENT)) {
                journal.append(Map.of("new", "n" + length));
            }
            Map<String, String> wanted = file.state(whole);
            wanted.put("new", "n" + length);
            SeenByListener seen = new SeenByListener();
            try (Journal journal = Journal.open(directory, seen)) {
                assertEquals(wanted, journal.state(), "cut to " + length + " bytes");
            }
            assertEquals(List.of(), seen.events, "nothing of the torn tail is left");
        }
    }

    @Test
    void everyBitFlipped() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Map<String, String> loaded = JournalFile.read(directory, damaged);
            assertEquals(file.state(file.records.size(), file.recordAt(bit / 8)), loaded, "bit " + bit);
        }
    }

    @Test
    void everyByteOverwrittenWithTheMagicOne() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] = (byte) 0xFF;
            int missing = Arrays.equals(bytes, damaged) ? -1 : file.recordAt(at);
            assertEquals(file.state(file.records.size(), missing), JournalFile.read(directory, damaged), "byte " + at);
        }
    }

    @Test
    void aLargeOneWithHolesOfAnyKind() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        JournalFile file = new JournalFile();
        for (int i = 0; i < 2_000; i++) {
            file.add(
                    "web/" + random.nextInt(300), random.nextInt(10) == 0 ? null : i + "v".repeat(random.nextInt(200)));
        }
        byte[] bytes = file.bytes();
        for (int round = 0; round < 100; round++) {
            byte[] damaged = bytes.clone();
            Set<Integer> missing = new HashSet<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + 1 + random.nextInt(1 << random.nextInt(14)));
                boolean nul = random.nextBoolean();
                for (int at = from; at < to; at++) {
                    damaged[at] = (byte) (nul ? 0 : random.nextInt());
                }
                for (int record = file.recordAt(from); record <= file.recordAt(to - 1); record++) {
                    missing.add(record);
                }
            }
            missing.removeIf(record -> isWhole(file, record, bytes, damaged));
            int[] gone = missing.stream().mapToInt(Integer::intValue).toArray();
            assertEquals(
                    file.state(file.records.size(), gone),
                    JournalFile.read(directory, damaged),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void tailOfNul() throws IOException {
        JournalFile file = small();
        SeenByListener seen = new SeenByListener();
        byte[] bytes = Arrays.copyOf(file.bytes(), file.bytes().length + 5_000);
        assertEquals(file.state(file.records.size()), JournalFile.load(directory, bytes, seen));
        assertEquals(List.of("tornTail " + file.bytes().length + "-" + bytes.length + " []"), seen.events);
    }

    @Test
    void nothingOrOnlyNul() throws IOException {
        for (int length : new int[] {0, 1, 37, 4096, 100_000}) {
            assertEquals(Map.of(), JournalFile.load(directory, new byte[length], SILENT), "NUL × " + length);
        }
        assertEquals(Map.of(), JournalFile.load(directory, JournalRecord.HEADER.encode(), SILENT));
    }

    @Test
    void namesTheKeysInTheDamage() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        bytes[file.end(0) - 1] ^= 1; // header
        bytes[file.end(1) - 1] ^= 1; // value of web/a
        bytes[file.end(2) - 1] ^= 1; // value of the next
        bytes[bytes.length - 1] ^= 1; // key of the last, which has no value
        SeenByListener seen = new SeenByListener();
        JournalFile.load(directory, bytes, seen);
        assertEquals(
                List.of(
                        "damaged 0-" + file.end(2) + " [web/a, web/ключ=\n]",
                        "tornTail " + file.end(6) + "-" + bytes.length + " [web/c]"),
                seen.events);
    }

    @Test
    void damageIsGoneAfterTheFirstGroup() throws IOException {
        JournalFile file = small();
        byte[] bytes = file.bytes();
        bytes[file.end(2)] = 0;
        Map<String, String> wanted = new HashMap<>(JournalFile.load(directory, bytes, SILENT));
        try (Journal journal = Journal.open(directory, SILENT)) {
            journal.append(Map.of("new", "n"));
            journal.compactIfDue();
        }
        wanted.put("new", "n");
        SeenByListener seen = new SeenByListener();
        try (Journal journal = Journal.open(directory, seen)) {
            assertEquals(wanted, journal.state());
        }
        assertEquals(List.of(), seen.events);
    }

    @Test
    void refusesWhatIsNoJournal() throws IOException {
        byte[] foreign = "web/a=1\n".repeat(10).getBytes(StandardCharsets.UTF_8);
        IOException e = assertThrows(IOException.class, () -> JournalFile.load(directory, foreign, SILENT));
        assertTrue(e.getMessage().contains("no readable record"), e.getMessage());
        assertTrue(e.getMessage().contains(directory.resolve(Journal.FILE).toString()), e.getMessage());
        assertTrue(Arrays.equals(foreign, Files.readAllBytes(directory.resolve(Journal.FILE))), "left as it is");
    }

    @Test
    void refusesAnotherVersion() {
        JournalRecord header = new JournalRecord(JournalRecord.Type.HEADER, JournalRecord.HEADER.key(), "2");
        IOException e = assertThrows(IOException.class, () -> JournalFile.load(directory, header.encode(), SILENT));
        assertTrue(e.getMessage().contains("version '2'"), e.getMessage());
    }

    @Test
    void tellsOfManyDamagesOnlyTheFirstAndOneForTheRest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> wanted = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            bytes.writeBytes(JournalRecord.of("key" + i, "v").encode());
            wanted.put("key" + i, "v");
            bytes.write('x');
        }
        SeenByListener seen = new SeenByListener();
        assertEquals(wanted, JournalFile.load(directory, bytes.toByteArray(), seen));
        assertEquals(JournalScan.MOST_DAMAGES + 1, seen.events.size());
        int last = bytes.size() - JournalRecord.of("key4999", "v").encode().length - 1;
        String rest = seen.events.get(JournalScan.MOST_DAMAGES - 1);
        assertTrue(rest.endsWith("-" + last + " []"), rest);
        assertTrue(seen.events.get(JournalScan.MOST_DAMAGES).startsWith("tornTail "), seen.events::toString);
    }

    @Test
    void readsTheWorstInLinearTime() {
        byte[] heads = new byte[32 << 20]; // each says that a record of 2 MiB follows
        ByteBuffer buffer = ByteBuffer.wrap(heads).put(JournalRecord.HEADER.encode());
        while (buffer.remaining() >= JournalRecord.HEAD_BYTES) {
            buffer.putInt(JournalRecord.MAGIC).putInt(0).put((byte) 'P');
            buffer.putInt(JournalRecord.MAX_TEXT_BYTES).putInt(JournalRecord.MAX_TEXT_BYTES);
        }
        Map<String, String> loaded =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> JournalFile.load(directory, heads, SILENT));
        assertEquals(Map.of(), loaded);
    }

    private static boolean isWhole(JournalFile file, int record, byte[] bytes, byte[] damaged) {
        int from = record == 0 ? 0 : file.end(record - 1);
        return Arrays.equals(bytes, from, file.end(record), damaged, from, file.end(record));
    }
}
