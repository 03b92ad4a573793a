package dev.microsandbox.camel.logs.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file: its fenced blocks, its links, and the anchors of its headings. Immutable. */
record Page(Path path, List<String> lines) {
    /** The project: the tests run in the directory of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*([^`]*)$");
    private static final Pattern FROM = Pattern.compile("^\\s*<!-- (?:from )?(\\S+/\\S+) -->\\s*$");
    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)"
            + "|^\\s*\\[[^\\]]+\\]:\\s*(\\S+)|\\b(?:src|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    /** Every Markdown file of the project. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path file : files(".md")) {
            pages.add(read(file));
        }
        return pages;
    }

    /** Every file of the project that was not built, by its ending. */
    static List<Path> files(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean passed = NOT_OURS.contains(directory.getFileName().toString());
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(ending)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    static Page read(Path path) throws IOException {
        return new Page(path, Files.readAllLines(path));
    }

    /** Its path from the project's root. */
    String name() {
        return ROOT.relativize(path).toString();
    }

    /** Its fenced blocks, in order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = end(i, fence.group(2));
                String text = String.join("\n", lines.subList(i + 1, end)).stripIndent();
                String language = fence.group(3).strip().split("\\s")[0];
                blocks.add(new Block(name(), i + 1, language, text, from(i)));
                i = end;
            }
        }
        return blocks;
    }

    private int end(int begin, String fence) {
        for (int i = begin + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(fence)) {
                return i;
            }
        }
        throw new AssertionError(name() + ":" + (begin + 1) + ": the block has no end");
    }

    /** The file that a comment right above the block names, or null. */
    private String from(int fence) {
        int i = fence - 1;
        while (i >= 0 && lines.get(i).isBlank()) {
            i--;
        }
        Matcher from = FROM.matcher(i < 0 ? "" : lines.get(i));
        return from.matches() ? from.group(1) : null;
    }

    /** Where its links lead that stay within the project, as they are written. */
    List<Link> links() {
        List<Link> links = new ArrayList<>();
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            if (FENCE.matcher(lines.get(i)).matches()) {
                code = !code;
            } else if (!code) {
                Matcher link = LINK.matcher(lines.get(i).replaceAll("`[^`]*`", "``"));
                while (link.find()) {
                    String target = link.group(1) != null
                            ? link.group(1)
                            : link.group(2) != null ? link.group(2) : link.group(3);
                    if (!target.matches("[a-z]+:.*")) {
                        links.add(new Link(this, i + 1, target));
                    }
                }
            }
        }
        return links;
    }

    /** What a link to a heading may name, made as GitHub makes it. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        boolean code = false;
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            if (FENCE.matcher(line).matches()) {
                code = !code;
            } else if (!code && heading.matches()) {
                String anchor = heading.group(1)
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                String one = anchor;
                for (int i = 1; !anchors.add(one); i++) {
                    one = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }

    /** A link to something of the project. */
    record Link(Page page, int line, String target) {
        /** Why it leads nowhere, or null. */
        String trouble() throws IOException {
            int hash = target.indexOf('#');
            String file = hash < 0 ? target : target.substring(0, hash);
            Path path =
                    file.isEmpty() ? page.path : page.path.resolveSibling(file).normalize();
            if (!path.startsWith(ROOT) || !Files.exists(path)) {
                return this + ": there is no " + ROOT.relativize(path);
            }
            if (hash >= 0 && !read(path).anchors().contains(target.substring(hash + 1))) {
                return this + ": " + ROOT.relativize(path) + " has no such heading";
            }
            return null;
        }

        @Override
        public String toString() {
            return page.name() + ":" + line + " -> " + target;
        }
    }
}
