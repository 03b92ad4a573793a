package dev.microsandbox.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which sandboxes are meant: a name, a glob ({@code *} any characters, {@code ?} one), or several of them with commas between.
 *
 * <p>Immutable, any thread.
 */
public final class SandboxPattern {
    private final String text;
    private final List<Pattern> globs = new ArrayList<>();
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
                globs.add(Pattern.compile(
                        part.replace(".", "\\.").replace("*", ".*").replace("?", ".")));
            }
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when a part of it is neither a name nor a pattern of names
     */
    public static SandboxPattern parse(String text) {
        return new SandboxPattern(text);
    }

    /** Whether a sandbox of that name is meant. */
    public boolean matches(String name) {
        return names.contains(name)
                || globs.stream().anyMatch(glob -> glob.matcher(name).matches());
    }

    /** The names that stand in it exactly. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Whether it is one name and nothing else. */
    public boolean isSingleName() {
        return globs.isEmpty() && names.size() == 1;
    }

    /** Whether only what it names exactly can match. */
    public boolean isExact() {
        return globs.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
