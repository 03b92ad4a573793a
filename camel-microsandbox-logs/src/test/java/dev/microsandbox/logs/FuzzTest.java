package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.Jazzer;
import dev.microsandbox.camel.logs.journal.JournalFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the fuzz targets: first with what is kept in {@code src/test/resources/fuzz}, then with what jazzer makes of it in
 * {@code -Dfuzz.seconds} (2), each in a JVM of its own with a small heap, where an input that takes 10 s is a failure.
 *
 * <p>What a run finds goes to {@code target/fuzz/<target>}: its corpus, and the input that failed, which belongs into
 * {@code src/test/resources/fuzz/<target>} under a name that says what it is.
 */
class FuzzTest {
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path FOUND = Path.of("target/fuzz");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 2);

    /** They look into the JDK's patterns, with which the oracles are made. */
    private static final String SLOW_HOOKS = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks"
            + ":com.code_intelligence.jazzer.sanitizers.RegexInjection";

    enum Target {
        EXEC_LINE(ExecLineFuzz.class, "ExecLineParser JsonScanner JsonText Rfc3339 Base64Text Utf8 Words"),
        TEXT_LINE(TextLineFuzz.class, "TextLineParser AnsiText Rfc3339 Utf8 Words"),
        RFC3339(Rfc3339Fuzz.class, "Rfc3339 Words"),
        TOKEN(TokenFuzz.class, "LogCursor LogPosition"),
        CHECKPOINT(CheckpointFuzz.class, "LogCheckpoint LogCursor LogPosition"),
        SANDBOX_PATTERN(SandboxPatternFuzz.class, "SandboxPattern SandboxName"),
        JOURNAL(
                JournalFuzz.class,
                "Journal JournalScanner JournalScan JournalScan$Builder JournalRecord JournalRecord$Type GroupWrite");

        final Class<?> fuzzed;
        /** What of ours steers the search; an oracle must not. */
        final String instrumented;

        Target(Class<?> fuzzed, String instrumented) {
            this.fuzzed = fuzzed;
            this.instrumented = Stream.of(instrumented.split(" "))
                    .map(name -> fuzzed.getPackageName() + "." + name)
                    .collect(Collectors.joining(":"));
        }

        String directory() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @TestFactory
    Stream<DynamicTest> whatIsKeptHolds() {
        return Stream.of(Target.values()).flatMap(target -> {
            List<Path> kept = kept(target);
            assertFalse(kept.isEmpty(), () -> "nothing is kept in " + KEPT.resolve(target.directory()));
            return kept.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            target.directory() + "/" + file.getFileName(),
                            () -> run(target, Files.readAllBytes(file))));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMadeOfItHolds(Target target) throws Exception {
        Path found = Files.createDirectories(FOUND.resolve(target.directory()).toAbsolutePath());
        Path corpus = Files.createDirectories(found.resolve("corpus"));
        Path scratch = (Files.isWritable(Path.of("/dev/shm")) ? Place.TMPFS : Place.DISK).newDirectory();
        List<String> options =
                List.of("-XX:TieredStopAtLevel=" + (SECONDS > 30 ? 4 : 1), "-Xmx256m", "-Dfuzz.scratch=" + scratch);
        try (SecondJvm fuzzer = SecondJvm.start(
                Jazzer.class,
                classPath(),
                options,
                "--target_class=" + target.fuzzed.getName(),
                "--instrumentation_includes=" + target.instrumented,
                "--custom_hook_includes=" + target.instrumented,
                "--disabled_hooks=" + SLOW_HOOKS,
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + SECONDS,
                "-timeout=10",
                "-max_len=20000",
                corpus,
                KEPT.resolve(target.directory()).toAbsolutePath())) {
            String done = fuzzer.expect("Done ");
            assertEquals(0, fuzzer.exit(), done);
            Files.writeString(found.resolve("report.txt"), target.directory() + ": " + done + "\n");
        } finally {
            Place.delete(scratch);
        }
    }

    /** Only what the targets need: jazzer looks through all of it before it begins. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.endsWith(".jar") || entry.matches(".*/(jazzer|jackson-core|slf4j-api)[^/]*"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static List<Path> kept(Target target) {
        try (Stream<Path> files = Files.list(KEPT.resolve(target.directory()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Target target, byte[] input) throws Throwable {
        MethodHandles.publicLookup()
                .findStatic(target.fuzzed, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class))
                .invokeExact(input);
    }
}
