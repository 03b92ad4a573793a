package dev.microsandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Karaf's features.xml, as it is published: it names what this build has tested, in the same versions. */
class FeaturesTest {
    private static final String NAMESPACE = "http://karaf.apache.org/xmlns/features/v1.6.0";
    private static final Path FILE = BundleTest.classes().resolveSibling("feature/features.xml");
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
        Set<String> jars = jarsOfTheBuild();
        List<String> missing = new ArrayList<>();
        boolean ours = false;
        for (String bundle : bundles()) {
            Matcher parts = parts(bundle);
            String artifact = parts.group(2) + ":" + parts.group(3);
            if (artifact.equals("dev.microsandbox.camel:camel-microsandbox-logs")) {
                ours = true;
            } else if (!jars.contains(artifact + ":" + parts.group(4))) {
                missing.add(bundle);
            }
        }
        assertEquals(List.of(), missing, "not on the class path of these tests, or in another version");
        assertTrue(ours, "the component itself");
    }

    /** What the component is compiled against must be there when it runs. */
    @Test
    void namesEveryJarOfCamelThatTheComponentNeeds() throws Exception {
        Set<String> named = bundles().stream().map(one -> parts(one).group(3)).collect(Collectors.toSet());
        for (String artifact :
                List.of("camel-api", "camel-support", "camel-util", "camel-util-json", "camel-jackson")) {
            assertTrue(named.contains(artifact), artifact);
        }
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

    /** As group:artifact:version; the path of a jar in a repository has all three. */
    private static Set<String> jarsOfTheBuild() {
        return Arrays.stream(System.getProperty("java.class.path")
                        .split(Pattern.quote(System.getProperty("path.separator"))))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .flatMap(jar -> coordinates(jar).stream())
                .collect(Collectors.toSet());
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
}
