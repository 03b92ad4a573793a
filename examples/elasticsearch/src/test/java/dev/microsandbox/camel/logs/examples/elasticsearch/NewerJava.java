package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java of this machine that is new enough: the one that runs, one that {@code JAVA_HOME…} names, one of /usr/lib/jvm. */
final class NewerJava {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

    private NewerJava() {}

    /** Its {@code java}. */
    static Optional<Path> atLeast(int feature) {
        Stream<Path> running = Stream.of(Path.of(System.getProperty("java.home")));
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        return Stream.of(running, named, installed())
                .flatMap(homes -> homes)
                .filter(home -> feature(home) >= feature)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> installed() {
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty(); // another system keeps them elsewhere
        }
    }

    private static int feature(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0; // no JDK
        }
    }
}
