package dev.microsandbox.camel.logs.examples.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts have the form that Grafana and Prometheus take, and say what a person needs. */
class FormTest {
    private static final Set<String> KEYS = Set.of("alert", "expr", "for", "labels", "annotations");
    private static final Set<String> SEVERITIES = Set.of("page", "warning");
    private static final int COLUMNS = 24;

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws Exception {
        Set<String> names = new HashSet<>();
        Set<String> sections = sections();
        for (JsonNode rule : Asked.rules()) {
            String name = rule.get("alert").asText();
            assertTrue(name.startsWith("MsbLogs") && names.add(name), name);
            assertEquals(new TreeSet<>(KEYS), new TreeSet<>(fields(rule)), name);
            assertTrue(rule.get("for").asText().matches("\\d+[smh]"), name);
            assertTrue(SEVERITIES.contains(rule.at("/labels/severity").asText()), name);
            assertEquals(
                    Set.of("summary", "description", "runbook"), new HashSet<>(fields(rule.get("annotations"))), name);
            assertFalse(rule.at("/annotations/summary").asText().isBlank(), name);
            assertTrue(rule.at("/annotations/description").asText().length() > 80, name);
            String runbook = rule.at("/annotations/runbook").asText();
            assertTrue(sections.contains(runbook), () -> name + ": " + runbook + " is none of " + sections);
        }
        assertTrue(names.size() >= 12, names::toString);
        assertEquals(1, Asked.groups().size());
        assertEquals(Asked.testedAlerts(), new TreeSet<>(names), "each fires in alerts-test.yml");
    }

    @Test
    void everyPanelHasQuestionUnitAndLegend() throws Exception {
        Set<Integer> ids = new HashSet<>();
        int questions = 0;
        for (JsonNode panel : Asked.dashboard().get("panels")) {
            String title = panel.get("title").asText();
            assertTrue(ids.add(panel.get("id").asInt()), title);
            String type = panel.get("type").asText();
            if (type.equals("row")) {
                continue;
            }
            assertTrue(Set.of("stat", "timeseries", "table").contains(type), title);
            assertFalse(panel.get("description").asText().isBlank(), title);
            assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isBlank(), title);
            assertFalse(panel.get("targets").isEmpty(), title);
            Set<String> refs = new HashSet<>();
            for (JsonNode target : panel.get("targets")) {
                questions++;
                assertTrue(refs.add(target.get("refId").asText()), title);
                assertEquals("${datasource}", target.at("/datasource/uid").asText(), title);
                assertTrue(
                        type.equals("table")
                                || target.get("legendFormat").asText().contains("{{routeId}}"),
                        title);
            }
        }
        assertTrue(questions >= 30, "questions: " + questions);
    }

    @Test
    void panelsDoNotLieOnEachOther() throws Exception {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : Asked.dashboard().get("panels")) {
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            int bottom = place.get("y").asInt() + place.get("h").asInt();
            assertTrue(right <= COLUMNS, panel.get("title").asText());
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = place.get("y").asInt(); y < bottom; y++) {
                    assertTrue(taken.add(List.of(x, y)), panel.get("title").asText());
                }
            }
        }
    }

    @Test
    void theDashboardDeclaresTheVariablesThatItUses() throws Exception {
        JsonNode dashboard = Asked.dashboard();
        assertTrue(dashboard.get("schemaVersion").asInt() >= 39);
        assertTrue(dashboard.get("id").isNull());
        Set<String> declared = new TreeSet<>();
        dashboard
                .at("/templating/list")
                .forEach(variable -> declared.add(variable.get("name").asText()));
        assertTrue(declared.containsAll(Set.of("datasource", "routeId")), declared::toString);
        Set<String> used = new TreeSet<>();
        Pattern.compile("\\$\\{?([a-zA-Z]\\w*)")
                .matcher(dashboard.toString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(used::add);
        assertEquals(declared, used);
    }

    /** Of the page of operations, as a link from the root of the repository names them. */
    private static Set<String> sections() throws IOException {
        String page = "camel-microsandbox-logs/docs/operations.md";
        return Files.readString(Path.of("../..", page))
                .lines()
                .filter(line -> line.matches("#{2,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> page + "#"
                        + heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> fields(JsonNode node) throws IOException {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
