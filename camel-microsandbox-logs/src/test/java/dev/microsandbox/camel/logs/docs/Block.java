package dev.microsandbox.camel.logs.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param page the page's path from the project's root
 * @param line where it begins
 * @param language what stands behind the fence; empty: nothing
 * @param text its lines, without their common indentation
 * @param from the file that it is a part of, from the project's root, where the page says so; else null
 */
record Block(String page, int line, String language, String text, String from) {
    /** Why it is not what the file has that it is said to be from; null when it is, or is from none. */
    String difference() throws IOException {
        if (from == null) {
            return null;
        }
        Path file = Page.ROOT.resolve(from).normalize();
        if (!file.startsWith(Page.ROOT) || !Files.isRegularFile(file)) {
            return "there is no file " + from;
        }
        return isPartOf(file) ? null : "it is no part of " + from;
    }

    /** Whether it is, line for line, in a file; each may be indented in its own way. */
    boolean isPartOf(Path file) throws IOException {
        List<String> all = Files.readAllLines(file);
        int size = (int) text.lines().count();
        String begin = text.lines().findFirst().orElse("").strip();
        for (int i = 0; i + size <= all.size(); i++) {
            if (all.get(i).strip().equals(begin)) {
                String part = String.join("\n", all.subList(i, i + size)).stripIndent();
                if (part.strip().equals(text.strip())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return page + ":" + line + (language.isEmpty() ? "" : " " + language);
    }
}
