package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page names of the project's artifacts: they exist, in the version that is built here. */
final class Artifacts {
    static final String GROUP = "dev.microsandbox.camel";

    /** As Maven, Gradle and Karaf write it: group, artifact and version with ':' or '/' between them. */
    private static final Pattern COORDINATES =
            Pattern.compile("dev\\.microsandbox\\.camel([:/])([\\w-]+)\\1([^/:'\"`)\\s]+)");

    private Artifacts() {}

    /** Each that stands in a text. */
    static void check(String text) throws Exception {
        for (Matcher named = COORDINATES.matcher(text); named.find(); ) {
            check(named.group(2), named.group(3));
        }
    }

    /**
     * One of them.
     *
     * @param version null: it comes from elsewhere, as with a property
     */
    static void check(String artifact, String version) throws Exception {
        Path pom = Page.ROOT.resolve(artifact).resolve("pom.xml");
        assertTrue(
                Files.exists(pom) && Files.readString(pom).contains("<artifactId>" + artifact + "</artifactId>"),
                "there is no artifact " + artifact);
        if (version != null && !version.startsWith("${")) {
            assertEquals(Config.versionOf(Page.ROOT.resolve("pom.xml")), version, "the version of " + artifact);
        }
    }

    /** Whether a {@code features.xml} of the project has it. */
    static boolean isFeature(String name) throws IOException {
        for (Path file : Page.files("features.xml")) {
            if (Files.readString(file).contains("<feature name=\"" + name + "\"")) {
                return true;
            }
        }
        return false;
    }
}
