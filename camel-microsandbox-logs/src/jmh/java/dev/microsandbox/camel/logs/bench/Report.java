package dev.microsandbox.camel.logs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Writes what was measured: {@code report.md}, {@code bench.svg}, {@code results.json}; beside them JMH writes {@code jmh.json}. */
final class Report {
    private final String machine;
    private final double loadBefore = load();
    private final List<String> sides = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final Map<String, Object> jsonSides = new LinkedHashMap<>();

    Report() throws IOException {
        machine = processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + Runtime.version().feature() + ", " + LocalDate.now(ZoneOffset.UTC);
    }

    /** How fast a side was; the ratios tell more. */
    void side(Side side, Spread millis, double entriesPerSecond) {
        sides.add(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f–%.0f | %,.0f |%n",
                side.text,
                millis.median(),
                millis.least(),
                millis.most(),
                entriesPerSecond));
        jsonSides.put(side.name(), Map.of("millis", millis, "entriesPerSecond", entriesPerSecond));
    }

    void write(Path directory, List<Figure> figures, Collection<RunResult> jmh) throws IOException {
        String load =
                String.format(Locale.ROOT, "load average %.1f when it began, %.1f at the end", loadBefore, load());
        StringBuilder text = new StringBuilder("# Benchmarks\n\n" + machine + "; " + load + ".\n\n");
        text.append(
                "| what | goal | measured | spread | | how it was taken |\n| --- | --- | --- | --- | --- | --- |\n");
        for (Figure one : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s |%n",
                    one.what(),
                    one.goal(),
                    one.measured(),
                    one.spread(),
                    one.verdict(),
                    one.how()));
        }
        text.append("\n![](bench.svg)\n\n| side | ms a pass | least–most | entries/s |\n| --- | --- | --- | --- |\n");
        sides.forEach(text::append);
        text.append("\n| JMH | | ± | |\n| --- | --- | --- | --- |\n");
        List<Object> scores = new ArrayList<>();
        for (RunResult run : jmh) {
            Result<?> score = run.getPrimaryResult();
            String benchmark = run.getParams().getBenchmark();
            String side = run.getParams().getParam("side");
            String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1)
                    + (side == null ? "" : ", " + side);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    name,
                    Figures.number(score.getScore()),
                    Double.isNaN(score.getScoreError()) ? "" : Figures.number(score.getScoreError()),
                    score.getScoreUnit()));
            scores.add(Map.of("benchmark", name, "score", score.getScore(), "unit", score.getScoreUnit()));
        }
        Files.writeString(directory.resolve("report.md"), text);
        Files.writeString(directory.resolve("bench.svg"), BenchPicture.of(figures, machine));
        json.put("machine", machine);
        json.put("figures", figures);
        json.put("sides", jsonSides);
        json.put("jmh", scores);
        Files.writeString(
                directory.resolve("results.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Its name, where the system says it. */
    private static String processor() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpus)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(cpus, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
