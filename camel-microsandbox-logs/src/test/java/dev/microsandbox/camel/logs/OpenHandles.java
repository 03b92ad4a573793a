package dev.microsandbox.camel.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files that this process has open, as Linux tells. */
final class OpenHandles {
    private OpenHandles() {}

    /** How many are, or were before they were removed, log files below that directory. */
    static long below(Path directory) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(handle -> isBelow(handle, directory)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBelow(Path handle, Path directory) {
        try {
            String target = Files.readSymbolicLink(handle).toString();
            return target.startsWith(directory.toString()) && target.contains(".log");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
