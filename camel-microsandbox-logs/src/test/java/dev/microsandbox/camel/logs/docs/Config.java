package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** YAML, XML and properties on a page: which of them are routes, and whether what is configured exists. */
final class Config {
    private static final Set<String> YAML_DSL = Set.of(
            "route",
            "from",
            "routeTemplate",
            "templatedRoute",
            "routeConfiguration",
            "beans",
            "onException",
            "errorHandler",
            "intercept",
            "rest");
    private static final Set<String> XML_DSL = Set.of("route", "routes", "camel", "routeTemplate", "routeTemplates");
    private static final String PREFIX = "camel.component.msblogs.";

    private Config() {}

    /** Whether these are routes; else their keys have been checked. */
    static boolean isYamlRoutes(String text) {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(documents::add);
        assertTrue(!documents.isEmpty(), "no YAML in it");
        if (documents.get(0) instanceof List<?> list
                && list.stream().allMatch(one -> one instanceof Map<?, ?> map && YAML_DSL.containsAll(map.keySet()))) {
            return true;
        }
        Set<String> keys = new TreeSet<>();
        documents.forEach(document -> flatten("", document, keys));
        checkKeys(keys);
        return false;
    }

    private static void flatten(String prefix, Object value, Set<String> keys) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(prefix.isEmpty() ? key + "" : prefix + "." + key, inner, keys));
        } else {
            keys.add(prefix);
        }
    }

    /** Reads properties and checks those of the component. */
    static void checkProperties(String text) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        assertTrue(!properties.isEmpty(), "no property in it");
        checkKeys(properties.stringPropertyNames());
    }

    private static void checkKeys(Collection<String> keys) {
        Set<String> unknown = new TreeSet<>();
        for (String key : keys) {
            if (key.startsWith(PREFIX) && !Catalog.isKey(key.substring(PREFIX.length()))) {
                unknown.add(key);
            }
        }
        assertEquals(Set.of(), unknown, "the component has no such option");
    }

    /** Whether these are routes; else it is well-formed, and a dependency on one of our artifacts is on one that there is. */
    static boolean isXmlRoutes(String text) throws Exception {
        String body = text.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
        Element all = parse("<all>" + body + "</all>").getDocumentElement();
        List<Element> roots = children(all);
        assertTrue(!roots.isEmpty(), "no XML in it");
        NodeList artifacts = all.getElementsByTagName("artifactId");
        for (int i = 0; i < artifacts.getLength(); i++) {
            checkArtifact((Element) artifacts.item(i));
        }
        return roots.size() == 1 && XML_DSL.contains(roots.get(0).getTagName());
    }

    private static void checkArtifact(Element artifact) throws Exception {
        Element parent = (Element) artifact.getParentNode();
        String group = text(parent, "groupId");
        if (Artifacts.GROUP.equals(group)) {
            Artifacts.check(artifact.getTextContent().strip(), text(parent, "version"));
        }
    }

    /** The text of an element in another; null when there is none. */
    private static String text(Element parent, String name) {
        Node element = parent.getElementsByTagName(name).item(0);
        return element == null ? null : element.getTextContent().strip();
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // throws, and prints nothing
        return builder.parse(new InputSource(new StringReader(text)));
    }

    /** An element's text in a POM. */
    static String versionOf(Path pom) throws Exception {
        Element project = parse(Files.readString(pom)).getDocumentElement();
        for (Element child : children(project)) {
            if (child.getTagName().equals("version")) {
                return child.getTextContent().strip();
            }
        }
        throw new AssertionError("no version in " + pom);
    }
}
