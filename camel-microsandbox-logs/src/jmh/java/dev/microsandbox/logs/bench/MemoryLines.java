package dev.microsandbox.logs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a chain in memory, oldest first, for what only parses.
 *
 * @param bytes all files
 * @param ends by line: the index of its newline
 */
public record MemoryLines(byte[] bytes, int[] ends) {
    /** Reads {@code exec.log} and its rotated siblings. */
    public static MemoryLines read(Path logs) throws IOException {
        byte[] all = {};
        for (int i = 4; i >= 0; i--) {
            Path file = logs.resolve(i == 0 ? "exec.log" : "exec.log." + i);
            if (Files.exists(file)) {
                byte[] one = Files.readAllBytes(file);
                int length = all.length;
                all = Arrays.copyOf(all, length + one.length);
                System.arraycopy(one, 0, all, length, one.length);
            }
        }
        int[] ends = new int[1024];
        int lines = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                ends = lines == ends.length ? Arrays.copyOf(ends, 2 * lines) : ends;
                ends[lines++] = i;
            }
        }
        return new MemoryLines(all, Arrays.copyOf(ends, lines));
    }

    /** How many lines. */
    public int size() {
        return ends.length;
    }

    /** Where a line begins. */
    public int begin(int line) {
        return line == 0 ? 0 : ends[line - 1] + 1;
    }
}
