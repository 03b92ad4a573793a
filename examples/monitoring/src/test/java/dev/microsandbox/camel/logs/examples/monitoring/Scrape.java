package dev.microsandbox.camel.logs.examples.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /metrics} gives, in the text format of Prometheus.
 *
 * @param types the type of each metric: counter or gauge
 * @param labels the names of the labels of each metric
 * @param values the value of each metric, of several series the last
 */
record Scrape(Map<String, String> types, Map<String, Set<String>> labels, Map<String, Double> values) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\",?");

    static Scrape of(String text) {
        Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        text.lines().forEach(scrape::add);
        return scrape;
    }

    private void add(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher series = SERIES.matcher(line);
        if (type.matches()) {
            types.put(type.group(1), type.group(2));
        } else if (series.matches()) {
            Set<String> names = labels.computeIfAbsent(series.group(1), name -> new TreeSet<>());
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2)).results().forEach(label -> names.add(label.group(1)));
            }
            values.put(series.group(1), Double.valueOf(series.group(3)));
        } else if (!line.startsWith("#")) {
            throw new AssertionError("no line of the text format: " + line);
        }
    }
}
