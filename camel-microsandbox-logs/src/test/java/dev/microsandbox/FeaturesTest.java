package dev.microsandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Karaf's features.xml, as it is published: it names what this build has tested, in the same versions. */
class FeaturesTest {
    private static final String NAMESPACE = "http://karaf.apache.org/xmlns/features/v1.6.0";
    private static final Path FILE = BundleTest.classes().resolveSibling("feature/features.xml");
    /** In every Karaf; only annotations; and what the component can do without. */
    private static final List<String> PRESENT =
            List.of("slf4j-api-", "jakarta.xml.bind-api-", "micrometer-", "spring-", "camel-spring-boot-");

    private static final String ARROW = " -> ";

    private static final Pattern MVN = Pattern.compile("(wrap:)?mvn:([^/$]+)/([^/$]+)/([^/$]+)(\\$.*)?");

    @Test
    void isWellFormedWithEveryVersionFilledIn() throws Exception {
        Element root = features().getDocumentElement();
        assertEquals(NAMESPACE, root.getNamespaceURI());
        assertEquals("features", root.getLocalName());
        assertFalse(Files.readString(FILE).contains("${"), "a property that the build does not know");
    }

    @Test
    void refersOnlyToFeaturesOfItsOwnAndToWrap() throws Exception {
        Set<String> defined = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (Element feature : elements("feature")) {
            if (feature.hasAttribute("name")) {
                defined.add(feature.getAttribute("name"));
            } else {
                used.add(feature.getTextContent());
            }
        }
        assertEquals(Set.of("camel-microsandbox-logs", "camel-microsandbox-logs-camel"), defined);
        assertEquals(Set.of("camel-microsandbox-logs-camel", "wrap"), used);
    }

    @Test
    void namesOnlyWhatTheBuildDependsOnInTheSameVersion() throws Exception {
        Map<String, Path> jars = jarsOfTheBuild();
        List<String> missing = new ArrayList<>();
        boolean ours = false;
        for (String bundle : bundles()) {
            if (coordinates(bundle).startsWith("dev.microsandbox.camel:camel-microsandbox-logs:")) {
                ours = true;
            } else if (!jars.containsKey(coordinates(bundle))) {
                missing.add(bundle);
            }
        }
        assertEquals(List.of(), missing, "not on the class path of these tests, or in another version");
        assertTrue(ours, "the component itself");
    }

    /** A class that is not there would show only in a container, when it is looked for. */
    @Test
    void namesEveryJarThatTheComponentAndTheNamedOnesUse() throws Exception {
        Map<String, Path> jars = jarsOfTheBuild();
        Set<String> named = new TreeSet<>();
        List<String> arguments = new ArrayList<>(
                List.of("-summary", "--multi-release", "base", "--class-path", System.getProperty("java.class.path")));
        for (String bundle : bundles()) {
            Path jar = jars.get(coordinates(bundle));
            if (jar != null) {
                named.add(jar.getFileName().toString());
                arguments.add(jar.toString());
            }
        }
        arguments.add(BundleTest.classes().toString());
        Set<String> missing = new TreeSet<>();
        for (String use : jdeps(arguments)) {
            String used = Path.of(use.substring(use.indexOf(ARROW) + ARROW.length()))
                    .getFileName()
                    .toString();
            if (used.endsWith(".jar")
                    && !named.contains(used)
                    && PRESENT.stream().noneMatch(used::startsWith)) {
                missing.add(use);
            }
        }
        assertEquals(Set.of(), missing, "used, and not named");
    }

    @Test
    void wrapsPlainCamelIntoBundlesOfItsVersion() throws Exception {
        for (String bundle : bundles()) {
            Matcher parts = parts(bundle);
            if (parts.group(2).equals("org.apache.camel")) {
                String version = parts.group(4);
                assertEquals("wrap:", parts.group(1), bundle);
                assertEquals(
                        "$overwrite=merge&Bundle-SymbolicName=org.apache.camel." + parts.group(3) + "&Bundle-Version="
                                + version + "&Export-Package=org.apache.camel*;version=" + version,
                        parts.group(5),
                        bundle);
            }
        }
    }

    private static Matcher parts(String bundle) {
        Matcher parts = MVN.matcher(bundle);
        assertTrue(parts.matches(), bundle);
        return parts;
    }

    private static List<String> bundles() throws Exception {
        return elements("bundle").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(String name) throws Exception {
        NodeList found = features().getElementsByTagNameNS(NAMESPACE, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document features() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = Files.newInputStream(FILE)) {
            return factory.newDocumentBuilder().parse(in);
        }
    }

    private static String coordinates(String bundle) {
        Matcher parts = parts(bundle);
        return parts.group(2) + ":" + parts.group(3) + ":" + parts.group(4);
    }

    /** By group:artifact:version, which the path of a jar in a repository has. */
    private static Map<String, Path> jarsOfTheBuild() {
        Map<String, Path> jars = new HashMap<>();
        String separator = Pattern.quote(System.getProperty("path.separator"));
        for (String entry : System.getProperty("java.class.path").split(separator)) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                coordinates(jar).forEach(one -> jars.put(one, jar));
            }
        }
        return jars;
    }

    /** Where the repository begins is not known: one for each length that the group may have. */
    private static List<String> coordinates(Path jar) {
        Path version = jar.getParent();
        Path artifact = version.getParent();
        List<String> coordinates = new ArrayList<>();
        String group = "";
        for (Path one = artifact.getParent(); one != null && one.getFileName() != null; one = one.getParent()) {
            group = group.isEmpty() ? one.getFileName().toString() : one.getFileName() + "." + group;
            coordinates.add(group + ":" + artifact.getFileName() + ":" + version.getFileName());
        }
        return coordinates;
    }

    /** Lines such as {@code camel-log-4.14.1.jar -> <path>/camel-api-4.14.1.jar}. */
    private static List<String> jdeps(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        assertEquals(0, exit, () -> out.toString() + err);
        List<String> uses =
                out.toString().lines().filter(line -> line.contains(ARROW)).toList();
        assertTrue(uses.size() > 50, out.toString());
        return uses;
    }
}
