package dev.microsandbox.logs;

import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: a pattern, and behind a newline a name to match. It is read, and matches as a table of all beginnings says, or is refused
 * by IllegalArgumentException.
 */
public final class SandboxPatternFuzz {
    private SandboxPatternFuzz() {}

    /** Called by jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int newline = text.indexOf('\n');
        String pattern = newline < 0 ? text : text.substring(0, newline);
        String name = newline < 0 ? text : text.substring(newline + 1);
        SandboxPattern read;
        try {
            read = SandboxPattern.parse(pattern);
        } catch (IllegalArgumentException e) {
            Fuzz.require(e.getClass() == IllegalArgumentException.class, e::toString); // not one of its kinds
            return;
        }
        Fuzz.require(read.toString().equals(pattern), () -> pattern + " became " + read);
        Fuzz.require(read.names().stream().allMatch(SandboxName::isValid), () -> pattern + " names " + read.names());
        Fuzz.require(read.names().stream().allMatch(read::matches), () -> pattern + " does not match its names");
        Fuzz.require(!read.isSingleName() || read.isExact() && read.names().size() == 1, () -> pattern);
        if (SandboxName.isValid(name)) {
            boolean wanted = false;
            for (String part : pattern.split(",", -1)) {
                wanted |= matches(part.trim(), name);
            }
            boolean meant = wanted;
            Fuzz.require(read.matches(name) == meant, () -> pattern + " matches " + name + ": " + !meant);
        }
    }

    /** {@code ends[j]}: the part of the pattern so far matches the first {@code j} characters. */
    private static boolean matches(String glob, String name) {
        boolean[] ends = new boolean[name.length() + 1];
        ends[0] = true;
        for (char c : glob.toCharArray()) {
            boolean[] next = new boolean[ends.length];
            for (int j = 0; j < ends.length; j++) {
                next[j] = c == '*'
                        ? ends[j] || j > 0 && next[j - 1]
                        : j > 0 && ends[j - 1] && (c == '?' || c == name.charAt(j - 1));
            }
            ends = next;
        }
        return ends[name.length()];
    }
}
