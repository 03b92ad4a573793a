package dev.microsandbox.camel.logs.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar needs neither Spring nor Spring Boot nor camel-spring-boot, in a JVM that has not all of them. */
class WithoutSpringTest {
    private static final String ENTRY =
            "{\"t\":\"2026-11-24T04:51:42.445Z\",\"s\":\"stdout\",\"d\":\"hello\\n\",\"id\":1}\n";

    @TempDir
    Path directory;

    @Test
    void nothingOfItIsLoadedWhereThereIsNoSpring() throws Exception {
        List<String> output = run(PlainMain.class, jar -> !jar.contains("spring"), "-verbose:class");
        assertTrue(output.contains("read 1"), () -> String.join("\n", output));
        assertEquals(
                List.of(), loaded(output, "org.springframework.", getClass().getPackageName() + ".Msb"));
        assertEquals(1, loaded(output, MsbLogsComponent.class.getName() + " ").size(), "else the list is no list");
    }

    @Test
    void nothingOfItIsLoadedInCamelWithoutSpringBoot() throws Exception {
        List<String> output = run(PlainMain.class, jar -> true, "-verbose:class");
        assertTrue(output.contains("read 1"), () -> String.join("\n", output));
        assertEquals(List.of(), loaded(output, getClass().getPackageName() + ".Msb"));
    }

    @Test
    void springBootWithoutCamelSpringBootStarts() throws Exception {
        List<String> output = run(BootMain.class, jar -> !jar.contains("camel-spring"));
        assertTrue(output.contains("started false"), () -> String.join("\n", output));
    }

    private static List<String> loaded(List<String> output, String... beginnings) {
        return output.stream()
                .filter(line -> Arrays.stream(beginnings).anyMatch(beginning -> line.contains("] " + beginning)))
                .toList();
    }

    private List<String> run(Class<?> main, Predicate<String> jars, String... options) throws Exception {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(jars), main.getName(), home()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Directories of classes, and those jars, by their file name. */
    private static String classPath(Predicate<String> jars) {
        return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> {
                    Path file = Path.of(entry);
                    return Files.isDirectory(file)
                            || jars.test(file.getFileName().toString());
                })
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private String home() throws IOException {
        Path home = directory.resolve("home");
        Path logs = Files.createDirectories(home.resolve("sandboxes/web/logs"));
        Files.writeString(logs.resolve("exec.log"), ENTRY);
        return home.toString();
    }
}
