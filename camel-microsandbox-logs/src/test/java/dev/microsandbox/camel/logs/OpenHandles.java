package dev.microsandbox.camel.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files that a process has open, as Linux tells. */
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

    /** How often another process has that file open. */
    static long of(long process, Path file) {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(process), "fd"))) {
            return all.filter(handle -> file.toString().equals(target(handle))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBelow(Path handle, Path directory) {
        String target = target(handle);
        return target.startsWith(directory.toString()) && target.contains(".log");
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
