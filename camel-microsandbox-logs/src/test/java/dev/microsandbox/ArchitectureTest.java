package dev.microsandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Data flows one way: files → lines → entries → stream → consumer → exchange → commit. */
class ArchitectureTest {
    private static final String ENGINE = "dev.microsandbox.logs";

    /** The engine's layers, from the ground up: a class may use its own layer and those before it. */
    private static final List<List<String>> LAYERS = List.of(
            // values
            List.of(
                    "LogSource",
                    "LogPosition",
                    "LogCursor",
                    "LogGap",
                    "LogLag",
                    "LogFile",
                    "Generation",
                    "FileOrigin",
                    "Check",
                    "BootError",
                    "BootFailure",
                    "LogCheckpoint",
                    "ParsedLine",
                    "LogEntry",
                    "LogListener",
                    "FileBudget",
                    "LogOptions",
                    "LogException",
                    "SandboxNotFoundException",
                    "InvalidCursorException",
                    "MissedRotationException",
                    "LogReadException"),
            // files
            List.of(
                    "SandboxName",
                    "SandboxPattern",
                    "MicrosandboxHome",
                    "FileIdentity",
                    "OpenFile",
                    "ChainFiles",
                    "DirectoryFiles",
                    "RotationChain",
                    "ChainHoles",
                    "ChainLoss",
                    "ChainReader",
                    "FileProbe",
                    "DirectoryWatch",
                    "HeldFile",
                    "HeldFiles",
                    "Patience",
                    "GivenGenerations",
                    "BootErrorFile"),
            // lines
            List.of("Words", "LineBuffer", "UnfinishedLine"),
            // entries
            List.of(
                    "LineParser",
                    "ExecLineParser",
                    "ProducerLineParser",
                    "TextLineParser",
                    "Rfc3339",
                    "AnsiText",
                    "Base64Text",
                    "JsonScanner",
                    "JsonText",
                    "Utf8",
                    "LineFilter",
                    "BootErrorParser"),
            // stream
            List.of(
                    "LookParser",
                    "TailSearch",
                    "SinceSearch",
                    "TurnRoom",
                    "LagProbe",
                    "RestedFile",
                    "ReadPlace",
                    "LineFeed",
                    "LogFileReader",
                    "BootErrors",
                    "StreamBegin",
                    "StreamPlace",
                    "StreamWatch",
                    "LogStream",
                    "LogSnapshot",
                    "LogEnds",
                    "LogOverview"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.microsandbox");

    @Test
    void engineLayersUseOnlyWhatIsBelow() {
        Map<String, Integer> layerOf = new HashMap<>();
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            for (String name : LAYERS.get(layer)) {
                layerOf.put(name, layer);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (JavaClass one : CLASSES) {
            if (!one.getPackageName().equals(ENGINE)
                    || outermost(one).getSimpleName().equals("package-info")) {
                continue;
            }
            Integer layer = layerOf.get(outermost(one).getSimpleName());
            if (layer == null) {
                wrong.add(one.getSimpleName() + " is in no layer: put it into LAYERS, as low as it goes");
                continue;
            }
            for (Dependency use : one.getDirectDependenciesFromSelf()) {
                JavaClass target = outermost(use.getTargetClass());
                Integer below = layerOf.get(target.getSimpleName());
                if (target.getPackageName().equals(ENGINE) && below != null && below > layer) {
                    wrong.add(one.getSimpleName() + " uses " + target.getSimpleName()
                            + ", which is above it: hand in what it needs instead");
                }
            }
        }
        assertEquals(List.of(), wrong.stream().distinct().toList());
    }

    @Test
    void engineKnowsNeitherCamelNorALogger() {
        assertEquals(List.of(), uses(ENGINE, "org.apache.camel", "org.slf4j", "dev.microsandbox.camel"));
    }

    @Test
    void bytesOfTheJournalKnowNoCamel() {
        List<String> uses = uses("dev.microsandbox.camel.logs.journal", "org.apache.camel").stream()
                .filter(use -> !use.startsWith("JournalStateRepository"))
                .toList();
        assertEquals(List.of(), uses);
    }

    @Test
    void viewsAndConvertersAskTheEngineForNoFiles() {
        assertEquals(
                List.of(),
                uses("dev.microsandbox.camel.logs", "java.nio.channels").stream()
                        .distinct()
                        .toList());
    }

    @Test
    void onlyTheirOwnPackagesKnowLibrariesThatMayBeMissing() {
        Map<String, List<String>> known = Map.of(
                "dev.microsandbox.camel.logs.springboot",
                List.of("org.springframework.", "org.apache.camel.spring.", "dev.microsandbox.camel.logs.springboot."),
                "dev.microsandbox.camel.logs.micrometer",
                List.of("io.micrometer.", "dev.microsandbox.camel.logs.micrometer."));
        List<String> wrong = new ArrayList<>();
        known.forEach((packageName, prefixes) -> {
            assertFalse(uses(packageName, prefixes.get(0)).isEmpty(), packageName + " is not looked at");
            for (String other : packages()) {
                if (!other.equals(packageName)) {
                    wrong.addAll(uses(other, prefixes.toArray(String[]::new)));
                }
            }
        });
        assertEquals(List.of(), wrong, "find it by a service file, as ConsumerMeters, or let the library find it");
    }

    private static Set<String> packages() {
        return CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    private static List<String> uses(String packageName, String... forbidden) {
        List<String> uses = new ArrayList<>();
        for (JavaClass one : CLASSES) {
            if (!one.getPackageName().equals(packageName)) {
                continue;
            }
            for (Dependency use : one.getDirectDependenciesFromSelf()) {
                for (String prefix : forbidden) {
                    if (use.getTargetClass().getName().startsWith(prefix)) {
                        uses.add(one.getSimpleName() + " uses "
                                + use.getTargetClass().getName());
                    }
                }
            }
        }
        return uses;
    }

    private static JavaClass outermost(JavaClass one) {
        JavaClass outer = one;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
