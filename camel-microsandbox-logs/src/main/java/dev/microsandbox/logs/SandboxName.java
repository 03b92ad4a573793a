package dev.microsandbox.logs;

/** What may be the name of a sandbox: 1 to 128 ASCII letters, digits, {@code .}, {@code -}, {@code _}, a letter or digit first. */
final class SandboxName {
    private static final int MOST_CHARS = 128;

    private SandboxName() {}

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MOST_CHARS || !isAlphanumeric(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> isAlphanumeric((char) c) || c == '.' || c == '-' || c == '_');
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
