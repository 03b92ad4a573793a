package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.journal.CursorsCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands on a page. Any: the shell can read them. {@code mvn}: phases, plugins, profiles, modules and tests exist. {@code java -jar …
 * cursors}: it is this version's jar, and the command does its work on a journal of the route that the pages use. {@code feature:install}:
 * there is such a feature. Others are not run.
 */
final class Commands {
    private static final Pattern OURS = Pattern.compile("^(?:\\$ )?(?:mvn|java|\\.ci/\\w+)(?: |$)");
    private static final Pattern TYPED = Pattern.compile("(?m)^(?:\\S*[$>#] )?((?:mvn|feature:[\\w-]+) .*)$");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=\\S*");
    private static final Set<String> PHASES =
            Set.of("clean", "compile", "process-classes", "test", "package", "verify", "install", "deploy");
    private static final String CURSORS = "~/.local/state/camel-microsandbox-logs";

    private final Path directory;

    Commands(Path directory) {
        this.directory = directory;
    }

    /** What one is to type in what a program prints: {@code mvn} and commands of Karaf, behind a prompt or without one. */
    static List<String> typed(String text) {
        return TYPED.matcher(text).results().map(command -> command.group(1)).toList();
    }

    /** Whether a block that does not say what it is begins with a command of ours. */
    static boolean looksLikeOurs(String text) {
        return OURS.matcher(text.stripLeading()).find();
    }

    void check(String text) throws Exception {
        String script = text.replaceAll("(?m)^\\$ ", "");
        checkSyntax(script);
        for (String line : script.replace("\\\n", " ").split("\n")) {
            String bare = line.replaceAll("'[^']*'|\"[^\"]*\"", "quoted").replaceAll("(?:^|\\s)#.*", "");
            for (String command : bare.split("&&|\\|\\||[|;]")) {
                checkCommand(words(command));
            }
        }
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.strip().split("\\s+")) {
            if (!word.isEmpty() && !(words.isEmpty() && ASSIGNMENT.matcher(word).matches())) {
                words.add(word);
            }
        }
        return words;
    }

    private void checkCommand(List<String> words) throws Exception {
        String first = words.isEmpty() ? "" : words.get(0);
        if (first.equals("mvn")) {
            checkMaven(words.subList(1, words.size()));
        } else if (first.equals("java") && words.contains("cursors")) {
            checkCursors(words);
        } else if (first.equals("feature:install")) {
            for (String feature : words.subList(1, words.size())) {
                assertTrue(Artifacts.isFeature(feature), "there is no feature " + feature);
            }
        } else if (first.startsWith(".ci/")) {
            assertTrue(Files.isExecutable(Page.ROOT.resolve(first)), "there is no " + first);
        }
    }

    private static void checkSyntax(String script) throws Exception {
        Process shell =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(shell.waitFor(10, TimeUnit.SECONDS), "bash -n");
        assertEquals(0, shell.exitValue(), said);
    }

    private static void checkMaven(List<String> arguments) throws IOException {
        List<Path> poms = new ArrayList<>(List.of(Page.ROOT.resolve("pom.xml")));
        List<String> profiles = new ArrayList<>();
        List<String> goals = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-pl")) {
                for (String module : arguments.get(++i).split(",")) {
                    poms.add(Page.ROOT.resolve(module).resolve("pom.xml"));
                }
            } else if (argument.startsWith("-P")) {
                String named = argument.length() > 2 ? argument.substring(2) : arguments.get(++i);
                profiles.addAll(List.of(named.split(",")));
            } else if (argument.startsWith("-Dtest=")) {
                tests.addAll(List.of(argument.substring("-Dtest=".length()).split(",")));
            } else if (!argument.startsWith("-")) {
                goals.add(argument);
            }
        }
        StringBuilder all = new StringBuilder();
        for (Path pom : poms) {
            assertTrue(Files.exists(pom), "there is no module " + Page.ROOT.relativize(pom.getParent()));
            all.append(Files.readString(pom));
        }
        for (String profile : profiles) {
            assertTrue(
                    Pattern.compile("<profile>\\s*<id>" + Pattern.quote(profile) + "</id>")
                            .matcher(all)
                            .find(),
                    "there is no profile " + profile + " in " + poms);
        }
        for (String test : tests) {
            assertTrue(hasTest(test.replaceFirst("#.*", "")), "there is no test " + test);
        }
        assertFalse(goals.isEmpty(), "mvn does nothing");
        for (String goal : goals) {
            String plugin = goal.split(":")[0];
            assertTrue(
                    PHASES.contains(goal)
                            || goal.contains(":")
                                    && (all.indexOf("<artifactId>" + plugin + "-maven-plugin<") >= 0
                                            || all.indexOf("<artifactId>maven-" + plugin + "-plugin<") >= 0),
                    "there is no phase, or plugin, " + goal);
        }
    }

    private static boolean hasTest(String name) throws IOException {
        return Page.files(".java").stream().anyMatch(file -> file.endsWith(name + ".java"));
    }

    private void checkCursors(List<String> words) throws Exception {
        int jar = words.indexOf("-jar");
        if (jar >= 0) {
            String version = Config.versionOf(Page.ROOT.resolve("pom.xml"));
            assertEquals(
                    "camel-microsandbox-logs-" + version + ".jar",
                    Path.of(words.get(jar + 1)).getFileName().toString());
        }
        Path cursors = Files.createTempDirectory(directory, "cursors");
        CursorsCommand.store(
                cursors.resolve("forward"),
                Map.of("forward/", "started", "forward/web", "any value", "forward/db", "another"));
        List<String> arguments = words.subList(words.indexOf("cursors"), words.size()).stream()
                .map(word -> word.replaceFirst("^" + Matcher.quoteReplacement(CURSORS), cursors.toString()))
                .toList();
        CursorsCommand.Outcome outcome = CursorsCommand.run(arguments);
        assertEquals(0, outcome.code(), arguments + ": " + outcome.printed());
        assertTrue(outcome.printed().contains("forward"), arguments + ": " + outcome.printed());
    }
}
