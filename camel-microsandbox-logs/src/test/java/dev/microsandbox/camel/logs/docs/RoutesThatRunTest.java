package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of the README and of migrating.md that can run here, taken from the page, do what the page says with what sandboxes write. */
class RoutesThatRunTest {
    private static final Path README = Page.ROOT.resolve("README.md");
    private static final Path MIGRATING = Path.of("docs", "migrating.md").toAbsolutePath();
    private static final String AGGREGATE = ".aggregate(";
    private static final int LIMIT_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    /** So that a route which comes to a page comes into this test, too. */
    @Test
    void theseAndNoOthersCanRunHere() throws Exception {
        List<String> started = new ArrayList<>();
        for (Path page : List.of(README, MIGRATING)) {
            for (Block block : Page.read(page).blocks()) {
                if (block.text().contains("msblogs:") && isRoutes(block)) {
                    try (Routes routes = new Routes(Files.createTempDirectory(directory, "one"))) {
                        if (load(routes, block)) {
                            started.add(block.language());
                        }
                    }
                }
            }
        }
        assertEquals(List.of("yaml", "xml", "java", "yaml"), started);
    }

    @Test
    void theYamlRouteWritesALineForEachEntryIntoAFileOfItsSandbox() throws Exception {
        try (Routes routes = new Routes(directory)) {
            assertTrue(load(routes, block(README, "yaml", "msblogs:*")));
            routes.write("web", List.of("a", "b"));
            routes.write("db", List.of("c"));
            await(routes, Map.of("logs/web.ndjson", List.of("a", "b"), "logs/db.ndjson", List.of("c")));
        }
    }

    @Test
    void theYamlRouteForMovingOverWritesALineForEachEntryIntoOneFile() throws Exception {
        try (Routes routes = new Routes(directory)) {
            assertTrue(load(routes, block(MIGRATING, "yaml", "msblogs:*")));
            routes.write("web", List.of("a", "b"));
            await(routes, Map.of("logs/forwarded.ndjson", List.of("a", "b")));
        }
    }

    @Test
    void theXmlRouteTakesWhatMatchesAndIsNotExcluded() throws Exception {
        try (Routes routes = new Routes(directory)) {
            routes.write("web-test", List.of("not this"));
            routes.write("web-1", List.of("a"));
            NotifyBuilder all = new NotifyBuilder(routes.context()).whenDone(1).create();
            NotifyBuilder wanted = new NotifyBuilder(routes.context())
                    .filter(Builder.header(MsbLogsConstants.SANDBOX).isEqualTo("web-1"))
                    .whenExactlyDone(1)
                    .create();
            assertTrue(load(routes, block(README, "xml", "msblogs:web-*")));
            assertTrue(all.matches(LIMIT_SECONDS, TimeUnit.SECONDS), "nothing came");
            assertTrue(wanted.matches(LIMIT_SECONDS, TimeUnit.SECONDS), "web-1 did not come");
        }
    }

    @Test
    void groupsThatAreCommittedByHandAllArriveAndARestartRepeatsNothing() throws Exception {
        try (Routes routes = groups()) {
            routes.write("web", texts(0, 1_250));
            routes.write("db", texts(0, 3));
            await(routes, Map.of("out/web.ndjson", texts(0, 1_250), "out/db.ndjson", texts(0, 3)));
        }
        try (Routes routes = groups()) {
            routes.write("web", texts(1_250, 1_252));
            routes.write("db", texts(3, 4));
            await(routes, Map.of("out/web.ndjson", texts(0, 1_252), "out/db.ndjson", texts(0, 4)));
        }
    }

    @Test
    void aGroupThatIsNotFullYetIsWrittenAndCommittedAtTheStop() throws Exception {
        try (Routes routes = groups()) {
            NotifyBuilder handedOver =
                    new NotifyBuilder(routes.context()).whenDone(5).create();
            routes.write("web", texts(0, 5));
            assertTrue(handedOver.matches(LIMIT_SECONDS, TimeUnit.SECONDS), "nothing came");
        }
        try (Routes routes = groups()) {
            routes.write("web", texts(5, 6));
            await(routes, Map.of("out/web.ndjson", texts(0, 6)));
        }
    }

    /** Neither the group that time made nor the full one behind it is passed over by a commit of the other. */
    @Test
    @Tag("it")
    @Tag("slow")
    void aGroupThatCannotBeWrittenComesBeforeAllThatIsBehindIt() throws Exception {
        Set<String> failing = ConcurrentHashMap.newKeySet();
        AtomicInteger tries = new AtomicInteger();
        try (Routes routes = groups()) {
            routes.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof CamelEvent.ExchangeRedeliveryEvent again) {
                        failing.add(again.getExchange().getExchangeId());
                        tries.incrementAndGet();
                    }
                }
            });
            Path inTheWay = Files.createDirectories(routes.files().resolve("out/web.ndjson"));
            routes.write("web", texts(0, 3));
            await(() -> tries.get() > 0);
            routes.write("web", texts(3, 1_200));
            int before = tries.get();
            await(() -> tries.get() > before + 1);
            assertEquals(1, failing.size(), "groups that are tried at once");
            Files.delete(inTheWay);
            await(routes, Map.of("out/web.ndjson", texts(0, 1_200)));
        }
        try (Routes routes = groups()) {
            routes.write("web", texts(1_200, 1_201));
            await(routes, Map.of("out/web.ndjson", texts(0, 1_201)));
        }
    }

    private Routes groups() throws Exception {
        Routes routes = new Routes(directory);
        assertTrue(load(routes, block(README, "java", AGGREGATE)));
        return routes;
    }

    private static Block block(Path page, String language, String part) throws IOException {
        List<Block> blocks = Page.read(page).blocks().stream()
                .filter(block ->
                        block.language().equals(language) && block.text().contains(part))
                .toList();
        assertEquals(1, blocks.size(), () -> "blocks of " + page + " with " + part);
        return blocks.get(0);
    }

    private static boolean isRoutes(Block block) throws Exception {
        return switch (block.language()) {
            case "yaml" -> Config.isYamlRoutes(block.text());
            case "xml" -> Config.isXmlRoutes(block.text());
            case "java" -> block.text().lines().anyMatch(line -> line.startsWith("from("));
            default -> false;
        };
    }

    private boolean load(Routes routes, Block block) throws Exception {
        return block.language().equals("java")
                ? routes.check(JavaBlock.compile(block, Files.createTempDirectory(directory, "compiled")), block.text())
                : routes.check("block." + block.language(), block.text());
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    /** Waits until there are as many lines as are wanted; then exactly these files are there, each with a line of JSON for each of its texts. */
    private static void await(Routes routes, Map<String, List<String>> wanted) throws Exception {
        int lines = wanted.values().stream().mapToInt(List::size).sum();
        try {
            await(() -> {
                int all = 0;
                for (Path file : written(routes)) {
                    all += Files.readAllLines(file).size();
                }
                return all >= lines;
            });
        } catch (ConditionTimeoutException e) {
            // shows below what there is
        }
        Map<String, List<String>> got = new TreeMap<>();
        for (Path file : written(routes)) {
            List<String> texts = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                texts.add(JSON.readTree(line).path("d").asText().strip());
            }
            got.put(routes.files().relativize(file).toString(), texts);
        }
        assertEquals(wanted.keySet(), got.keySet());
        got.forEach((file, texts) -> assertEquals(summary(wanted.get(file)), summary(texts), file));
        assertEquals(new TreeMap<>(wanted), got);
    }

    /** So that a difference can be read. */
    private static String summary(List<String> texts) {
        return texts.size() <= 10
                ? texts.toString()
                : texts.size() + ", " + new TreeSet<>(texts).size() + " of them different, from " + texts.get(0)
                        + " to " + texts.get(texts.size() - 1);
    }

    private static List<Path> written(Routes routes) throws IOException {
        if (!Files.exists(routes.files())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(routes.files())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(condition);
    }
}
