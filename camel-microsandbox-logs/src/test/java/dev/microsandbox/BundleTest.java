package dev.microsandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.journal.CursorsMain;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.junit.jupiter.api.Test;

/** The jar is an OSGi bundle: what its manifest promises, and what it asks for. examples/karaf runs it in a container. */
class BundleTest {
    private static final String OPTIONAL = "optional";
    private static final Map<String, String> RANGES = Map.of(
            "org.apache.camel", "[4.14,5)",
            "com.fasterxml.jackson", "[2.19,3)",
            "org.slf4j", "[2.0,3)");
    private static final List<String> OPTIONALS =
            List.of("io.micrometer", "org.springframework", "org.apache.camel.spring");

    private final Attributes manifest = manifest();

    @Test
    void hasANameAndAVersionOfThreeNumbers() {
        assertEquals("2", manifest.getValue("Bundle-ManifestVersion"));
        assertEquals("dev.microsandbox.camel.logs", manifest.getValue("Bundle-SymbolicName"));
        String version = manifest.getValue("Bundle-Version");
        assertTrue(version.matches("\\d+\\.\\d+\\.\\d+(\\.\\w+)?"), version);
    }

    @Test
    void exportsWhatUsersCompileAgainstAndNothingElse() {
        Set<String> exported = new TreeSet<>();
        for (Clause one : header("Export-Package")) {
            exported.add(one.getName());
            String version = one.getAttribute("version");
            assertTrue(
                    version != null && manifest.getValue("Bundle-Version").startsWith(version),
                    one.getName() + " has version " + version);
        }
        assertEquals(
                Set.of("dev.microsandbox.logs", "dev.microsandbox.camel.logs", "dev.microsandbox.camel.logs.journal"),
                exported);
    }

    @Test
    void importsEachPackageWithARange() {
        Set<String> seen = new TreeSet<>();
        for (Clause one : header("Import-Package")) {
            if (optional(one)) {
                continue;
            }
            String library = under(RANGES.keySet(), one);
            assertNotNull(library, () -> one.getName() + " is imported: say in RANGES from which version on");
            assertEquals(RANGES.get(library), one.getAttribute("version"), one.getName());
            seen.add(library);
        }
        assertEquals(new TreeSet<>(RANGES.keySet()), seen);
    }

    @Test
    void needsNoOptionalLibrary() {
        Set<String> seen = new TreeSet<>();
        for (Clause one : header("Import-Package")) {
            String library = under(OPTIONALS, one);
            assertEquals(library != null, optional(one), one.getName());
            if (library != null) {
                seen.add(library);
            }
        }
        assertTrue(seen.contains("io.micrometer"), seen.toString());
        assertNull(manifest.getValue("DynamicImport-Package"));
    }

    @Test
    void asksForWhatFindsComponentsAndForJava17() {
        Map<String, String> filters = Arrays.stream(header("Require-Capability"))
                .collect(Collectors.toMap(Clause::getName, one -> one.getDirective("filter")));
        assertEquals(
                Map.of(
                        "osgi.extender", "(osgi.extender=org.apache.camel)",
                        "osgi.ee", "(&(osgi.ee=JavaSE)(version=17))"),
                filters);
    }

    @Test
    void keepsTheMainClassOfTheJar() {
        assertEquals(CursorsMain.class.getName(), manifest.getValue("Main-Class"));
    }

    private static boolean optional(Clause one) {
        return OPTIONAL.equals(one.getDirective("resolution"));
    }

    /** The one of these roots that the package is below; null: none. */
    private static String under(Iterable<String> roots, Clause one) {
        for (String root : roots) {
            if ((one.getName() + ".").startsWith(root + ".")) {
                return root;
            }
        }
        return null;
    }

    private Clause[] header(String name) {
        return Parser.parseHeader(manifest.getValue(name));
    }

    private static Attributes manifest() {
        try (InputStream in = Files.newInputStream(classes().resolveSibling("bundle/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        } catch (IOException e) {
            throw new AssertionError("maven-bundle-plugin did not write the manifest", e);
        }
    }

    /** Where the component's classes are. */
    static Path classes() {
        try {
            return Path.of(MsbLogsComponent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
