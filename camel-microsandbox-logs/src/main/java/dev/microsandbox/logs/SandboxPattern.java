package dev.microsandbox.logs;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sandboxes are meant: a name, a glob ({@code *} any characters, {@code ?} one), or several of them with commas between.
 *
 * <p>Immutable, any thread.
 */
public final class SandboxPattern {
    private final String text;
    private final List<String> globs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private SandboxPattern(String text) {
        this.text = text;
        for (String raw : text.split(",", -1)) {
            String part = raw.trim();
            String asName = part.replace("*", "x").replace('?', 'x');
            boolean emptyStar = part.equals("*");
            if (!emptyStar && !SandboxName.isValid(asName)) {
                throw new IllegalArgumentException(
                        "'" + part + "' is neither a sandbox name (1 to 128 ASCII letters, digits, '.', '-', '_',"
                                + " a letter or a digit first) nor a pattern of such names with '*' or '?'");
            }
            if (asName.equals(part) && !emptyStar) {
                names.add(part);
            } else {
                globs.add(part);
            }
        }
    }

    /**
     * Reads a pattern.
     *
     * @param text names and patterns with commas between
     * @return the pattern
     * @throws IllegalArgumentException when a part of it is neither a name nor a pattern of names
     */
    public static SandboxPattern parse(String text) {
        return new SandboxPattern(text);
    }

    /**
     * {@return whether a sandbox of that name is meant}
     *
     * @param name the name of a sandbox
     */
    public boolean matches(String name) {
        return names.contains(name) || globs.stream().anyMatch(glob -> matches(glob, name));
    }

    /**
     * What a {@code *} stands for begins as nothing, and grows when the rest does not fit; only the last one needs to, since any place that
     * fits is good for those before. So the time is bounded by the product of both lengths, however many there are.
     */
    private static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int behindStar = -1;
        int starEnd = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                behindStar = ++g;
                starEnd = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (behindStar >= 0) {
                g = behindStar;
                n = ++starEnd;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** {@return the names that stand in it exactly} */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** {@return whether it is one name and nothing else} */
    public boolean isSingleName() {
        return globs.isEmpty() && names.size() == 1;
    }

    /** {@return whether only what it names exactly can match} */
    public boolean isExact() {
        return globs.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
