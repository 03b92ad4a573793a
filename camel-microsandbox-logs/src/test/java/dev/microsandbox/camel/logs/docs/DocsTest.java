package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages show works: every fenced block of every Markdown file is compiled, loaded, parsed or run, as far as that is possible
 * here, and a block of a kind that is not known fails. {@code <!-- from path/of/a/file -->} above a block says that it is a part of that
 * file, which is compared. What cannot be looked into here (SQL, or Java that needs libraries which are not on this class path) must be
 * part of a source of the project, with or without such a comment: there it is compiled, or run.
 */
class DocsTest {
    private static final Pattern METER = Pattern.compile("camel_msblogs_\\w+");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyBlockWorks() throws Exception {
        List<Block> blocks =
                Page.all().stream().flatMap(page -> page.blocks().stream()).toList();
        assertFalse(blocks.size() < 20, "too few blocks are found: " + blocks);
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.toString(), () -> check(block)));
    }

    @Test
    void everyLinkLeadsSomewhere() throws Exception {
        List<String> troubles = new ArrayList<>();
        int links = 0;
        for (Page page : Page.all()) {
            for (Page.Link link : page.links()) {
                links++;
                String trouble = link.trouble();
                if (trouble != null) {
                    troubles.add(trouble);
                }
            }
        }
        assertEquals(List.of(), troubles);
        assertFalse(links < 10, "too few links are found: " + links);
    }

    @Test
    void everyTestThatIsNamedIsThere() throws Exception {
        Set<String> sources = Page.files(".java").stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Page page : Page.all()) {
            for (Matcher test = TEST.matcher(String.join("\n", page.lines())); test.find(); ) {
                named++;
                if (!sources.contains(test.group(1) + ".java")) {
                    missing.add(page.name() + ": " + test.group(1));
                }
            }
        }
        assertEquals(List.of(), missing);
        assertFalse(named < 10, "too few tests are found: " + named);
    }

    /** An example of each thing that is to be noticed, so that the checks above cannot become blind. */
    @TestFactory
    Stream<DynamicTest> whatDoesNotWorkIsNoticed() {
        return Stream.of(
                        block("java", "from(\"msblogs:web\").too(\"log:a\");"),
                        block("java", "from(\"msblogs:web?sorces=all\").to(\"log:a\");"),
                        block("java", "from(\"msblogs:web?start=middle\").to(\"log:a\");"),
                        block("java", "LogStream stream = LogStream.open(directory);"),
                        block("java", "public class A { int b() { } }"),
                        block(
                                "yaml",
                                "- from:\n    uri: msblogs:*\n    parameters:\n      sorces: all\n    steps: []\n"),
                        block("yaml", "- from:\n    uri: msblogs:*\n    stepz: []\n"),
                        block("yaml", "camel:\n  component:\n    msblogs:\n      homes: /x\n"),
                        block("yaml", "a: b: c"),
                        block("xml", "<route><from uri=\"msblogs:*?no=1\"/><to uri=\"log:a\"/></route>"),
                        block("xml", "<route><from uri=\"msblogs:*\"/><tooo uri=\"log:a\"/></route>"),
                        block("xml", "<a><b></a>"),
                        block(
                                "xml",
                                "<dependency><groupId>dev.microsandbox.camel</groupId><artifactId>camel</artifactId></dependency>"),
                        block(
                                "xml",
                                "<dependency><groupId>dev.microsandbox.camel</groupId><artifactId>camel-microsandbox-logs</artifactId>"
                                        + "<version>0.9.0</version></dependency>"),
                        block("text", "implementation 'dev.microsandbox.camel:camel-microsandbox-logs:0.9.0'"),
                        block("text", "implementation 'dev.microsandbox.camel:camel-microsandbox:1.0.0-SNAPSHOT'"),
                        block(
                                "text",
                                "karaf@root()> feature:repo-add mvn:dev.microsandbox.camel/camel-microsandbox-logs/0.9.0/xml/features"),
                        block("text", "karaf@root()> feature:install camel-microsandbox"),
                        block("text", "it is built\n$ mvn verify -Pnone"),
                        block("properties", "camel.component.msblogs.homes = /x"),
                        block("", "mvn verify -Pnone"),
                        block("", "mvn -pl examples/none verify"),
                        block("", "mvn verfy"),
                        block("", "mvn verify -Dx='a; b' -Pnone"),
                        block("sh", "mvn verify -Dtest=NoSuchTest"),
                        block("sh", "if true; then"),
                        block(
                                "",
                                "java -jar camel-microsandbox-logs-0.0.1.jar cursors list ~/.local/state/camel-microsandbox-logs"),
                        block("", "java -cp x A cursors show ~/.local/state/camel-microsandbox-logs forward/none"),
                        block("json", "{\"a\":}"),
                        block("promql", "camel_msblogs_lag > 3"),
                        block("sql", "SELECT 1"),
                        block("sql", "SELECT 1\nFROM nowhere"),
                        block("", "what is this?"),
                        new Block("a.md", 1, "yaml", "a: b", "pom.xml"),
                        new Block("a.md", 1, "yaml", "a: b", "none.yaml"))
                .map(block -> DynamicTest.dynamicTest(
                        block.language() + " "
                                + block.text().lines().findFirst().orElse(""),
                        () -> assertThrows(Throwable.class, () -> check(block))));
    }

    @Test
    void whatIsPartOfASourceIsTakenWhereItCannotBeLookedIntoHere() throws Exception {
        String part =
                "    @Test\n    void whatIsPartOfASourceIsTakenWhereItCannotBeLookedIntoHere() throws Exception {";
        check(block("java", part.stripIndent()));
        assertThrows(AssertionError.class, () -> check(block("java", part.stripIndent() + "\n}")));
    }

    @Test
    void whatIsTypedInWhatAProgramPrintsIsLookedInto() throws Exception {
        String version = Config.versionOf(Page.ROOT.resolve("pom.xml"));
        check(block(
                "text",
                "karaf@root()> feature:repo-add mvn:dev.microsandbox.camel/camel-microsandbox-logs/" + version
                        + "/xml/features\nkaraf@root()> feature:install camel-microsandbox-logs\n$ mvn verify\n"
                        + "04:51:42.445 INFO  a line that is no command"));
        assertEquals(
                List.of("mvn verify", "feature:install a"),
                Commands.typed("$ mvn verify\nmvn: not this\nkaraf@root()> feature:install a\n"));
    }

    @Test
    void routesAreStartedWhereAllTheyNeedIsHere() throws Exception {
        try (Routes routes = new Routes(directory.resolve("1"))) {
            assertTrue(routes.check("a.yaml", "- from:\n    uri: msblogs:*\n    steps:\n      - to: log:a\n"));
        }
        try (Routes routes = new Routes(directory.resolve("2"))) {
            assertFalse(routes.check("a.yaml", "- from:\n    uri: msblogs:*\n    steps:\n      - to: nosuch:a\n"));
        }
    }

    @Test
    void linksThatLeadNowhereAreNoticed() throws Exception {
        Path readme = Page.ROOT.resolve("README.md");
        Page page =
                new Page(readme, List.of("[a](none.md)", "[b](#no-such-heading)", "[c](LICENSE)", "`[d](none.md)`"));
        List<Page.Link> links = page.links();
        assertEquals(3, links.size());
        assertNotNull(links.get(0).trouble());
        assertNotNull(links.get(1).trouble());
        assertNull(links.get(2).trouble());
    }

    private static Block block(String language, String text) {
        return new Block("a.md", 1, language, text, null);
    }

    private void check(Block block) throws Exception {
        assertNull(block.difference());
        assertEquals(Set.of(), Catalog.unknownIn(block.text()), "there is no such option or header");
        Artifacts.check(block.text());
        Path work = Files.createTempDirectory(directory, "block");
        switch (block.language()) {
            case "java" -> checkJava(block, work);
            case "yaml", "yml" -> {
                if (Config.isYamlRoutes(block.text())) {
                    load("block.yaml", block.text(), work);
                }
            }
            case "xml" -> {
                if (block.from() == null && Config.isXmlRoutes(block.text())) { // a part need not be well-formed
                    load("block.xml", block.text(), work);
                }
            }
            case "properties" -> Config.checkProperties(block.text());
            case "json" -> checkJson(block.text());
            case "bash", "sh", "shell", "console" -> new Commands(work).check(block.text());
            case "promql" -> checkMeters(block.text());
            case "text" -> { // what a program prints, or a picture; but what one is to type there is a command
                for (String command : Commands.typed(block.text())) {
                    new Commands(work).check(command);
                }
            }
            case "" -> {
                assertTrue(
                        Commands.looksLikeOurs(block.text()),
                        "say behind the fence what it is (text: what a program prints)");
                new Commands(work).check(block.text());
            }
            default -> assertTrue(
                    isPartOfASource(block),
                    "nothing here can look into " + block.language() + ", and it is no part of a file of the project");
        }
    }

    private static void checkJava(Block block, Path work) throws Exception {
        RouteBuilder routes;
        try {
            routes = JavaBlock.compile(block, work);
        } catch (AssertionError e) {
            if (isPartOfASource(block)) {
                return; // its module compiles it, with a class path that this one has not
            }
            throw e;
        }
        if (routes != null) {
            try (Routes context = new Routes(work)) {
                context.check(routes, block.text());
            }
        }
    }

    /** Whether a file says it that something else than a page reads. */
    private static boolean isPartOfASource(Block block) throws IOException {
        if (block.from() != null) {
            return true; // compared already
        }
        for (Path file : Page.files("." + block.language())) {
            if (block.text().lines().count() > 1 && block.isPartOf(file)) {
                return true;
            }
        }
        return false;
    }

    private static void load(String name, String text, Path work) throws Exception {
        try (Routes routes = new Routes(work)) {
            routes.check(name, text);
        }
    }

    /** One value, or one on each line. */
    private static void checkJson(String text) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (var values = mapper.readerFor(Object.class).readValues(text)) {
            assertFalse(values.readAll().isEmpty(), "no JSON in it");
        }
    }

    /** Every meter in it is in the table of the operations page, which has every meter there is. */
    private static void checkMeters(String text) throws IOException {
        String page = Files.readString(Path.of("docs", "operations.md"));
        List<String> unknown = METER.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(meter -> !page.contains("`" + meter + "`"))
                .toList();
        assertEquals(List.of(), unknown, "there is no such meter");
    }
}
