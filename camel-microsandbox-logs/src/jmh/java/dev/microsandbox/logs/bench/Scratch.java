package dev.microsandbox.logs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories for what is measured. */
public final class Scratch {
    private Scratch() {}

    /** A new one, removed when the JVM ends. */
    public static Path directory() throws IOException {
        Path directory = Files.createTempDirectory("msblogs-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                delete(directory);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }));
        return directory;
    }

    /** Removes one with all that is in it; it need not be there. */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> all;
            try (Stream<Path> found = Files.walk(directory)) {
                all = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path one : all) {
                Files.delete(one);
            }
        }
    }
}
