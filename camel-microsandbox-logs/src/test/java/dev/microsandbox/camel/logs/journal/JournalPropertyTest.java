package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is put, removed and reopened in whatever order: the journal is a HashMap. */
class JournalPropertyTest {
    private static final JournalListener SILENT = new JournalListener() {};

    /** Puts and removes of one group; then perhaps another owner. */
    record Step(Map<String, String> group, boolean compact, boolean reopen) {}

    @Property(tries = 100)
    void isAMap(@ForAll("steps") List<Step> steps) throws IOException {
        FaultyPath directory = FaultyFileSystem.over(Files.createTempDirectory("journal"));
        Map<String, String> wanted = new HashMap<>();
        Journal journal = Journal.open(directory, SILENT);
        try {
            for (Step step : steps) {
                journal.append(step.group);
                step.group.forEach((key, value) -> put(wanted, key, value));
                if (step.compact) {
                    journal.compactIfDue();
                }
                if (step.reopen) {
                    journal.close();
                    journal = Journal.open(directory, SILENT);
                }
                assertEquals(wanted, journal.state());
            }
        } finally {
            journal.close();
            delete(directory.real());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of("web/a", "web/b", "", "a=b\n"),
                Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(5));
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(300)),
                Tuple.of(1, Arbitraries.of("x".repeat(300_000), "y".repeat(700_000))),
                Tuple.of(4, Arbitraries.just(null)));
        Arbitrary<Map<String, String>> groups = Combinators.combine(
                        keys.list().ofSize(5), values.list().ofMaxSize(5))
                .as(JournalPropertyTest::group);
        return Combinators.combine(groups, Arbitraries.of(true, false), Arbitraries.of(true, false, false))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    private static Map<String, String> group(List<String> keys, List<String> values) {
        Map<String, String> group = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            group.put(keys.get(i), values.get(i));
        }
        return group;
    }

    private static void put(Map<String, String> map, String key, String value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
