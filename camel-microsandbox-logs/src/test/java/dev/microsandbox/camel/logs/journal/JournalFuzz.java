package dev.microsandbox.camel.logs.journal;

import dev.microsandbox.logs.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fuzz target: a journal of any bytes. It is refused in words of ours and left as it is, or it loads what {@link JournalOracle} finds in
 * it; then what is appended is read back, with the rest, and nothing of the damage is told again once it was made anew.
 *
 * <p>Since no mutation finds a checksum, an input that begins with an even byte is a list of pieces, from which a file is made:
 *
 * <pre>
 *   00 … P n key m value    a record that gives a key a value
 *          R n key          a record that removes a key
 *          H                a header
 *          V n version      a header of some version
 *          X i              flips a bit of the last byte but i
 *          else             the byte as it stands
 * </pre>
 */
public final class JournalFuzz {
    private static final Path DIRECTORY = directory();

    private JournalFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        boolean pieces = input.length > 0 && input[0] % 2 == 0;
        byte[] bytes = pieces ? new Pieces(input).file() : input;
        JournalOracle wanted = JournalOracle.read(bytes);
        Path file = DIRECTORY.resolve(Journal.FILE);
        JournalFile.overwrite(file, bytes).close();
        SeenByListener seen = new SeenByListener();
        Map<String, String> state;
        try (Journal journal = Journal.open(DIRECTORY, seen)) {
            Fuzz.require(wanted.refusal == null, () -> "not refused: " + wanted.refusal);
            state = new HashMap<>(journal.state());
            Fuzz.require(wanted.state.equals(state), () -> "wanted " + wanted.state + ", loaded " + state);
            Fuzz.require(wanted.events.equals(ranges(seen)), () -> "wanted " + wanted.events + ", told " + seen.events);
            Map<String, String> group = new TreeMap<>(Map.of("web/new", "n", "", "empty"));
            journal.append(group);
            state.putAll(group);
        } catch (IOException e) {
            Fuzz.require(wanted.refusal != null && e.getMessage().contains(wanted.refusal), e::toString);
            Fuzz.require(Arrays.equals(bytes, Files.readAllBytes(file)), () -> "was changed");
            return;
        }
        try (Journal journal = Journal.open(DIRECTORY, seen)) {
            Fuzz.require(state.equals(journal.state()), () -> "wanted " + state + ", read back " + journal.state());
            journal.append(Map.of("web/new", "again"));
            state.put("web/new", "again");
            journal.compactIfDue();
        }
        seen.events.clear();
        try (Journal journal = Journal.open(DIRECTORY, seen)) {
            Fuzz.require(state.equals(journal.state()), () -> "wanted " + state + ", made anew " + journal.state());
        }
        Fuzz.require(seen.events.isEmpty(), () -> "told again: " + seen.events);
    }

    /** What was told without the keys: those of a damaged record are a guess. */
    private static List<String> ranges(SeenByListener seen) {
        return seen.events.stream()
                .map(event -> event.substring(0, event.indexOf(" [")))
                .toList();
    }

    /** Where the runner says, in memory if it can: a journal forces its files to the disk. */
    private static Path directory() {
        try {
            Path scratch = Path.of(System.getProperty("fuzz.scratch", System.getProperty("java.io.tmpdir")));
            return Files.createTempDirectory(scratch, "journal-");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Pieces {
        private final byte[] input;
        private int at = 1;

        Pieces(byte[] input) {
            this.input = input;
        }

        byte[] file() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (at < input.length) {
                byte piece = input[at++];
                switch (piece) {
                    case 'P' -> out.writeBytes(JournalRecord.of(text(), text()).encode());
                    case 'R' -> out.writeBytes(JournalRecord.of(text(), null).encode());
                    case 'H' -> out.writeBytes(JournalRecord.HEADER.encode());
                    case 'V' -> out.writeBytes(
                            new JournalRecord(JournalRecord.Type.HEADER, JournalRecord.HEADER.key(), text()).encode());
                    case 'X' -> {
                        byte[] sofar = out.toByteArray();
                        int back = at < input.length ? input[at++] & 0xFF : 0;
                        if (back < sofar.length) {
                            sofar[sofar.length - 1 - back] ^= 1;
                            out.reset();
                            out.writeBytes(sofar);
                        }
                    }
                    default -> out.write(piece);
                }
            }
            return out.toByteArray();
        }

        private String text() {
            int length = at < input.length ? input[at++] & 0xFF : 0;
            int to = Math.min(input.length, at + length);
            String text = new String(input, at, to - at, StandardCharsets.UTF_8);
            at = to;
            return text;
        }
    }
}
