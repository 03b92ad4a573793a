package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContextAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleResolver;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/operations.md has every message and every figure that the code has, and no option or header that it has not. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final Path ALERTS = Path.of("..", "examples", "monitoring", "alerts.yml");

    private static final String LITERALS = "((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*);";
    /** What is logged, handed to the exception handler, or makes the health check DOWN. */
    private static final Pattern MESSAGE =
            Pattern.compile("(?:LOG\\.(?:info|warn|error)\\(|\\b(?:owner|host|errors)\\.(?:failed|gaveUp)\\("
                    + "|\\bhandleException\\(|\\btrouble\\.add\\()" + LITERALS);
    /** Why a gap is. */
    private static final Pattern REASON = Pattern.compile("LogGap\\.Certainty\\.(?:LOST|POSSIBLE), (\"[^;)]*)\\)");

    private static final Pattern THREAD = Pattern.compile("\"(msblogs-[\\w-]*)\"");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$[\\s\\S]*?^ +severity: (\\w+)$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern OPTION = Pattern.compile("[`?&]([A-Za-z]+)=");
    private static final Pattern HEADER = Pattern.compile("`(CamelMsbLogs\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @TempDir
    Path directory;

    @Test
    void everyKindOfTroubleIsOnIt() throws Exception {
        assertNoneIsMissing(Stream.of(TroubleLog.Kind.values()).map(kind -> "`" + kind.text() + "`"));
    }

    @Test
    void everyMessageIsOnIt() throws Exception {
        Set<String> messages = new TreeSet<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            Stream.of(MESSAGE, REASON)
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .map(OperationsPageTest::longestPart)
                    .forEach(messages::add);
        }
        messages.remove("");
        assertFalse(messages.size() < 30, "the pattern finds too few: " + messages);
        assertNoneIsMissing(messages.stream());
    }

    @Test
    void everyThreadIsOnIt() throws Exception {
        Set<String> threads = new TreeSet<>();
        for (Path source : sources()) {
            THREAD.matcher(Files.readString(source)).results().forEach(name -> threads.add(name.group(1)));
        }
        assertFalse(threads.size() < 6, "the pattern finds too few: " + threads);
        assertNoneIsMissing(threads.stream().map(name -> "`" + name + (name.endsWith("-") ? "<" : "`")));
    }

    @Test
    void everyAlertOfTheExampleIsOnItWithItsSeverity() throws Exception {
        List<String> alerts = ALERT.matcher(Files.readString(ALERTS))
                .results()
                .map(alert -> "| `" + alert.group(1) + "` | " + alert.group(2) + " |")
                .toList();
        assertFalse(alerts.size() < 10, "the pattern finds too few: " + alerts);
        assertNoneIsMissing(alerts.stream());
    }

    /** The literals of a statement joined, and of what stands between its placeholders and variables the longest: it is on the page as it is. */
    private static String longestPart(MatchResult message) {
        String joined = message.group(1).replaceAll("\"\\s*\\+\\s*\"", "");
        return LITERAL.matcher(joined)
                .results()
                .flatMap(literal -> Stream.of(literal.group(1).split("\\{\\}")))
                .map(String::strip)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src", "main", "java"))) {
            return all.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void everyAttributeOfJmxIsOnIt() throws Exception {
        assertNoneIsMissing(Arrays.stream(MsbLogsConsumerMBean.class.getMethods())
                .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                .map(Method::getName)
                .map(name -> "`" + name.substring("get".length()) + "`"));
    }

    @Test
    void everyMeterKeyOfTheConsoleAndDetailOfTheCheckIsOnIt() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        Set<String> figures = new TreeSet<>();
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("meters", registry);
            app.sandboxes.out("web", "a");
            app.route("r", "*?metricsPerSandbox=true&delay=50", new Sink()).start();
            Sink.await(() ->
                    !registry.find("camel.msblogs.sandbox.entries").gauges().isEmpty());
            for (Meter meter : registry.getMeters()) {
                figures.add(meter.getId().getName());
                figures.add(prometheus(meter.getId()));
            }
            figures.addAll(consoleKeys(app));
            HealthCheck check = ((MsbLogsConsumer) app.context.getRoute("r").getConsumer()).getHealthCheck();
            check.call(Map.of()).getDetails().keySet().stream()
                    .filter(detail -> detail.startsWith("msblogs."))
                    .forEach(figures::add);
        }
        assertFalse(figures.size() < 80, "too few: " + figures);
        assertNoneIsMissing(figures.stream().map(figure -> "`" + figure + "`"));
    }

    /** As the page says it: underscores, the unit where it is not at the end already, _total behind counters. */
    private static String prometheus(Meter.Id id) {
        String name = id.getName().replace('.', '_');
        String unit = id.getBaseUnit();
        String whole = unit == null || name.endsWith("_" + unit) ? name : name + "_" + unit;
        return id.getType() == Meter.Type.COUNTER ? whole + "_total" : whole;
    }

    private static Collection<String> consoleKeys(App app) {
        DevConsole console = app.context
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleResolver.class)
                .resolveDevConsole("msblogs");
        CamelContextAware.trySetCamelContext(console, app.context);
        Map<?, ?> all = (Map<?, ?>) console.call(DevConsole.MediaType.JSON);
        Map<?, ?> consumer = (Map<?, ?>) ((List<?>) all.get("consumers")).get(0);
        Map<?, ?> sandbox = (Map<?, ?>) ((List<?>) consumer.get("furthestBehind")).get(0);
        return Stream.of(consumer, sandbox)
                .flatMap(map -> map.keySet().stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    @Test
    void everyOptionAndHeaderOnItExists() throws Exception {
        Set<String> existing = new TreeSet<>();
        for (String part : List.of("properties", "componentProperties", "headers")) {
            catalog().get(part).fieldNames().forEachRemaining(existing::add);
        }
        existing.addAll(Set.of("limit", "LimitNOFILE")); // of the dev console, of systemd
        Set<String> mentioned = new TreeSet<>(found(OPTION));
        mentioned.addAll(found(HEADER));
        mentioned.removeAll(existing);
        assertEquals(Set.of(), mentioned, "these do not exist");
    }

    @Test
    void everyLinkWithinItLeadsToAHeading() throws Exception {
        Set<String> headings = HEADING.matcher(page())
                .results()
                .map(heading -> heading.group(1).toLowerCase(java.util.Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> links = new TreeSet<>(found(LINK));
        links.removeAll(headings);
        assertEquals(Set.of(), links, "no such heading");
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(page());
        return matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    private static JsonNode catalog() throws IOException {
        try (InputStream json =
                OperationsPageTest.class.getResourceAsStream("/META-INF/dev/microsandbox/camel/logs/msblogs.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static void assertNoneIsMissing(Stream<String> wanted) throws IOException {
        String page = page();
        assertEquals(List.of(), wanted.filter(one -> !page.contains(one)).toList(), "not in " + PAGE);
    }
}
