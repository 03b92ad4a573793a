package dev.microsandbox.camel.logs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sandboxes as a microsandbox home has them: "One line per captured chunk, written with one append of the whole line"; a rotation
 * "renames .3→.4 (the old .4 is gone), .2→.3, .1→.2, live→.1, and then creates a new live file"; "a sandbox that is removed takes its
 * directory along".
 *
 * <p>One thread.
 */
final class Sandboxes {
    private static final int ROTATED = 4;

    private final Path root;

    /** Below a directory that holds one directory per sandbox. */
    Sandboxes(Path root) {
        this.root = root;
    }

    /** Where a sandbox has its logs. */
    Path logs(String sandbox) {
        return root.resolve(sandbox).resolve("logs");
    }

    /** Its exec.log. */
    Path exec(String sandbox) {
        return logs(sandbox).resolve("exec.log");
    }

    /** Appends a line of stdout for each text. */
    Sandboxes out(String sandbox, String... texts) {
        for (String text : texts) {
            line(sandbox, "stdout", "7", text + "\n");
        }
        return this;
    }

    /** Appends a line of exec.log; {@code id} as it is to stand there, or null. */
    Sandboxes line(String sandbox, String source, String id, String data) {
        return line(sandbox, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), source, id, data);
    }

    /** Appends a line of stdout of that time. */
    Sandboxes at(String sandbox, Instant time, String text) {
        return line(sandbox, time.toString(), "stdout", "7", text + "\n");
    }

    /** Appends a line of exec.log, fields in the producer's order. */
    Sandboxes line(String sandbox, String time, String source, String id, String data) {
        return raw(
                sandbox,
                "{\"t\":\"" + time + "\",\"s\":\"" + source + "\",\"d\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(data)) + "\""
                        + (id == null ? "" : ",\"id\":" + id) + "}\n");
    }

    /** Appends what is given to exec.log. */
    Sandboxes raw(String sandbox, String bytes) {
        return append(exec(sandbox), bytes);
    }

    /** Appends to kernel.log. */
    Sandboxes kernel(String sandbox, String bytes) {
        return append(logs(sandbox).resolve("kernel.log"), bytes);
    }

    /** A start that failed: "written as .tmp and renamed". */
    Sandboxes bootError(String sandbox, String content) {
        try {
            Path logs = Files.createDirectories(logs(sandbox));
            Path temporary = Files.writeString(logs.resolve("boot-error.json.tmp"), content);
            Files.move(temporary, logs.resolve("boot-error.json"), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A start that works: "deleted by the next start that works". */
    Sandboxes booted(String sandbox) {
        try {
            Files.delete(logs(sandbox).resolve("boot-error.json"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sandboxes append(Path file, String bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file, bytes.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rotates exec.log. */
    Sandboxes rotate(String sandbox) {
        try {
            for (int i = ROTATED; i > 0; i--) {
                Path from = i == 1 ? exec(sandbox) : logs(sandbox).resolve("exec.log." + (i - 1));
                if (Files.exists(from)) {
                    Files.move(from, logs(sandbox).resolve("exec.log." + i), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Files.createFile(exec(sandbox));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a sandbox with all it has. */
    Sandboxes remove(String sandbox) {
        delete(root.resolve(sandbox));
        return this;
    }

    /** Removes a directory with all that is in it. */
    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
