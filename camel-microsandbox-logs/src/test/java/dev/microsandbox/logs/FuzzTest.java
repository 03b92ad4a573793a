package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.Jazzer;
import dev.microsandbox.camel.logs.journal.JournalFuzz;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the fuzz targets: first with what is kept in {@code src/test/resources/fuzz}, then with what jazzer makes of it in
 * {@code -Dfuzz.seconds} (1), each in a JVM of its own with a small heap, where an input that takes 10 s is a failure.
 *
 * <p>What a run finds goes to {@code target/fuzz}: the input that failed, {@code <target>/crash-…}, which belongs into
 * {@code src/test/resources/fuzz/<target>} under a name that says what it is; its corpus, {@code <target>/corpus}; and, after a run of 30 s
 * or more, {@code <target>.corpus}, which may replace the one in {@code src/test/resources/fuzz}.
 */
class FuzzTest {
    private static final Path FOUND = Path.of("target/fuzz");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 1);
    /** From here on the JVM may take its time to get fast, and what was found is made ready to be kept. */
    private static final int LONG_SECONDS = 30;
    /** In bytes. */
    private static final int LONGEST = 20_000;

    private static final int LONGEST_KEPT = 300;

    /** They look into the JDK's patterns, with which the oracles are made. */
    private static final String SLOW_HOOKS = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks"
            + ":com.code_intelligence.jazzer.sanitizers.RegexInjection";

    enum Target {
        EXEC_LINE(
                ExecLineFuzz.class,
                "ExecLineParser ProducerLineParser JsonScanner JsonText Rfc3339 Base64Text Utf8 Words"),
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
    Stream<DynamicTest> whatIsKeptHolds() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Target target : Target.values()) {
            FuzzCorpus.kept(target.directory())
                    .forEach((name, input) -> tests.add(
                            DynamicTest.dynamicTest(target.directory() + "/" + name, () -> run(target, input))));
        }
        return tests.stream();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMadeOfItHolds(Target target) throws Exception {
        boolean arm = !System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeFalse(System.getProperty("os.name").equals("Linux") && arm, "jazzer has no library for it");
        Path found = FOUND.resolve(target.directory()).toAbsolutePath();
        Path corpus = Files.createDirectories(found.resolve("corpus"));
        Path kept = found.resolve("kept");
        FuzzCorpus.unpack(target.directory(), kept);
        Path scratch = (Files.isWritable(Path.of("/dev/shm")) ? Place.TMPFS : Place.DISK).newDirectory();
        try {
            String done = jazzer(target, scratch, "Done ", "-max_total_time=" + SECONDS, corpus, kept);
            Files.writeString(found.resolve("report.txt"), target.directory() + ": " + done + "\n");
            if (SECONDS >= LONG_SECONDS) {
                keep(target, scratch, kept, corpus);
            }
        } finally {
            Place.delete(scratch);
        }
    }

    /** What of the corpus reaches something that the rest does not, as a file that may replace the one that is kept. */
    private static void keep(Target target, Path scratch, Path kept, Path corpus) throws Exception {
        Path merged = Files.createDirectory(scratch.resolve("merged"));
        jazzer(target, scratch, "MERGE-OUTER: consumed ", "-merge=1", "-max_len=" + LONGEST_KEPT, merged, kept, corpus);
        FuzzCorpus.pack(merged, FOUND.resolve(target.directory() + ".corpus"));
    }

    private static String jazzer(Target target, Path scratch, String end, Object... more) throws Exception {
        Path found = FOUND.resolve(target.directory()).toAbsolutePath();
        List<String> options = List.of(
                "-XX:TieredStopAtLevel=" + (SECONDS >= LONG_SECONDS ? 4 : 1),
                "-Xmx256m",
                "-Djava.io.tmpdir="
                        + Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
                "-Dfuzz.scratch=" + scratch);
        List<Object> arguments = new ArrayList<>(List.of(
                "--target_class=" + target.fuzzed.getName(),
                "--instrumentation_includes=" + target.instrumented,
                "--custom_hook_includes=" + target.instrumented,
                "--disabled_hooks=" + SLOW_HOOKS,
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-timeout=10",
                "-max_len=" + LONGEST));
        arguments.addAll(List.of(more)); // of two with the same name the last one counts
        try (SecondJvm fuzzer = SecondJvm.start(Jazzer.class, classPath(), options, arguments.toArray())) {
            String line = fuzzer.expect(end);
            assertEquals(0, fuzzer.exit(), line);
            return line;
        }
    }

    /** Only what the targets need: jazzer looks through all of it before it begins. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.endsWith(".jar") || entry.matches(".*/(jazzer|jackson-core|slf4j-api)[^/]*"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static void run(Target target, byte[] input) throws Throwable {
        MethodHandles.publicLookup()
                .findStatic(target.fuzzed, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class))
                .invokeExact(input);
    }
}
