package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs that are kept for a fuzz target: named ones, each a file in {@code src/test/resources/fuzz/<target>}, and those that runs
 * found to reach something new, one a line in base64, in {@code src/test/resources/fuzz/<target>.corpus}.
 */
final class FuzzCorpus {
    private static final Path KEPT = Path.of("src/test/resources/fuzz");

    private FuzzCorpus() {}

    /** All that are kept, by name. */
    static Map<String, byte[]> kept(String target) throws IOException {
        Map<String, byte[]> kept = new LinkedHashMap<>();
        for (Path file : files(KEPT.resolve(target))) {
            kept.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        Path found = KEPT.resolve(target + ".corpus");
        if (Files.exists(found)) {
            int number = 0;
            for (String line : Files.readAllLines(found, StandardCharsets.US_ASCII)) {
                kept.put("corpus-" + ++number, Base64.getDecoder().decode(line));
            }
        }
        return kept;
    }

    /** Writes them into a directory, a file for each. */
    static void unpack(String target, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> input : kept(target).entrySet()) {
            Files.write(directory.resolve(input.getKey()), input.getValue());
        }
    }

    /** Writes the files of a directory as such lines, in an order of their own. */
    static void pack(Path directory, Path into) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(directory)) {
            lines.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
        lines.sort(null);
        Files.write(into, lines, StandardCharsets.US_ASCII);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
