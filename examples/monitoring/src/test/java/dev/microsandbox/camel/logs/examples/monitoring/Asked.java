package dev.microsandbox.camel.logs.examples.monitoring;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One question of the dashboard or of an alert.
 *
 * @param where panel or alert
 * @param templates labels that its legend or its annotations name
 */
record Asked(String where, Expression expression, Set<String> templates) {
    /** Labels that Prometheus itself puts on what it scrapes. */
    private static final Set<String> OF_TARGET = Set.of("instance", "job");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern ANNOTATION = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern ALERT = Pattern.compile("alertname=\"(\\w+)\"");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The dashboard; a JSON that is none is an error. */
    static JsonNode dashboard() throws IOException {
        return JSON.readTree(Files.readString(Path.of("grafana-dashboard.json")));
    }

    /** The groups of rules; a YAML that is none is an error, and so is a key given twice. */
    static JsonNode groups() throws IOException {
        return yaml("alerts.yml").get("groups");
    }

    private static JsonNode yaml(String file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(options)).load(Files.readString(Path.of(file)));
        return JSON.valueToTree(loaded);
    }

    /** The rules of all groups. */
    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        groups().forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    /** The metrics of the tests of the alerts. */
    static Set<String> testedMetrics() throws IOException {
        Set<String> metrics = new TreeSet<>();
        for (JsonNode test : yaml("alerts-test.yml").get("tests")) {
            for (JsonNode series : test.get("input_series")) {
                metrics.add(series.get("series").asText().replaceFirst("\\{.*", ""));
            }
        }
        return metrics;
    }

    /** The alerts that fire in the tests of the alerts. */
    static Set<String> testedAlerts() throws IOException {
        Set<String> alerts = new TreeSet<>();
        for (JsonNode test : yaml("alerts-test.yml").get("tests")) {
            for (JsonNode labels : test.findValues("labels")) {
                alerts.addAll(names(ALERT, labels.asText()));
            }
        }
        return alerts;
    }

    /** All questions of the dashboard: of its variables, and of its panels. */
    static List<Asked> ofDashboard() throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (JsonNode variable : dashboard().at("/templating/list")) {
            if (variable.get("type").asText().equals("query")) {
                String query = variable.at("/query/query").asText();
                Matcher values = LABEL_VALUES.matcher(query);
                if (!values.matches()) {
                    throw new AssertionError("not understood: " + query);
                }
                asked.add(new Asked(
                        "variable " + variable.get("name").asText(),
                        Expression.of(values.group(1)),
                        Set.of(values.group(2))));
            }
        }
        for (JsonNode panel : dashboard().get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                asked.add(new Asked(
                        "panel " + panel.get("title").asText(),
                        Expression.of(target.get("expr").asText()),
                        names(LEGEND, target.path("legendFormat").asText())));
            }
        }
        return asked;
    }

    /** All questions of the alerts. */
    static List<Asked> ofAlerts() throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (JsonNode rule : rules()) {
            asked.add(new Asked(
                    "alert " + rule.get("alert").asText(),
                    Expression.of(rule.get("expr").asText()),
                    names(ANNOTATION, rule.get("annotations").toString())));
        }
        return asked;
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** What the application does not give of what is asked for; none: it gives all. */
    List<String> missing(Scrape scrape) {
        List<String> missing = new ArrayList<>();
        expression.errors().forEach(error -> missing.add(error));
        if (expression.uses().isEmpty()) {
            missing.add("no metric of ours");
        }
        for (Expression.Use use : expression.uses()) {
            Map<String, Set<String>> given = scrape.labels();
            if (!given.containsKey(use.metric())) {
                missing.add("metric " + use.metric());
                continue;
            }
            if (use.range() && !"counter".equals(scrape.types().get(use.metric()))) {
                missing.add("a counter " + use.metric());
            }
            Set<String> wanted = new TreeSet<>(use.labels());
            wanted.addAll(expression.grouping());
            wanted.addAll(templates);
            wanted.removeAll(OF_TARGET);
            wanted.removeAll(given.get(use.metric()));
            wanted.forEach(label -> missing.add("label " + label + " of " + use.metric()));
        }
        if (!expression.grouping().isEmpty()) {
            Set<String> gone = new TreeSet<>(templates);
            gone.removeAll(expression.grouping());
            gone.forEach(label -> missing.add("label " + label + " behind the grouping"));
        }
        return missing.stream()
                .map(what -> where + ": " + what + " in " + expression.text())
                .toList();
    }
}
