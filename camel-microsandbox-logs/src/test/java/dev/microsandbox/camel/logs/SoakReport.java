package dev.microsandbox.camel.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a soak gave, also one that failed: {@code report.md}, {@code soak.svg}, {@code samples.csv}. */
final class SoakReport {
    /** The slope of fewer samples says nothing. */
    private static final int FOR_SLOPE = 60;

    private final SoakRun run;
    private final List<SoakSeries> all;

    SoakReport(SoakRun run) {
        this.run = run;
        List<SoakSample> samples = run.samples;
        all = List.of(
                SoakSeries.liveHeap(samples),
                SoakSeries.threads(samples),
                SoakSeries.handles(samples),
                SoakSeries.rate("CPU, % of a core", samples, s -> 100 * s.cpuSeconds()),
                SoakSeries.rate("entries per second, all routes", samples, SoakSample::entries),
                SoakSeries.of("lag of the slowest route, lines", samples, SoakSample::lagLines),
                SoakSeries.of("lag of the slowest route, files", samples, SoakSample::lagFiles),
                SoakSeries.latency(samples),
                SoakSeries.of("the same, 99 of 100", samples, SoakSample::latency99Millis));
    }

    /**
     * Writes it.
     *
     * @param outcome null: it did not come so far
     * @param failure null: it did not fail
     */
    void write(Path directory, SoakOutcome outcome, List<SoakSample> rests, Throwable failure) throws IOException {
        Files.createDirectories(directory);
        Files.write(
                directory.resolve("samples.csv"),
                Stream.concat(
                                Stream.of(SoakSample.COLUMNS),
                                run.samples.stream().map(SoakSample::csv))
                        .toList());
        Files.writeString(directory.resolve("soak.svg"), SoakPicture.of(all));
        StringBuilder text = new StringBuilder("# Soak\n\n");
        text.append(failure == null ? "Passed.\n\n" : "FAILED:\n\n```\n" + failure + "\n```\n\n");
        text.append(line(
                "%d lines written in all steady sandboxes, %d rotations; %d sandboxes came and went with %d lines, %s.%n%n",
                run.written(), run.rotations(), run.visitors.count(), run.visitors.written(), run.visitors.visits()));
        text.append("| | least | median | most | median of the second quarter | of the last | grows in an hour |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        all.forEach(series -> text.append(row(series)));
        text.append("\n| at rest | live heap, MiB | threads | file handles | log files |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        rests.forEach(rest -> text.append(line(
                "| after %.0f s | %.2f | %d | %d | %d |%n",
                rest.seconds(), rest.liveBytes() / 1048576.0, rest.threads(), rest.handles(), rest.logHandles())));
        if (outcome != null) {
            routes(text, outcome);
        }
        text.append("\n![](soak.svg)\n");
        Files.writeString(directory.resolve("report.md"), text);
    }

    private void routes(StringBuilder text, SoakOutcome outcome) {
        text.append("\n| route | entries | missing | again | gaps | out of order | failures | slept | most files behind"
                + " | longest without an entry, s |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        outcome.routes()
                .forEach((route, of) -> text.append(line(
                        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.1f |%n",
                        route.id(),
                        of.entries(),
                        of.missing(),
                        of.again(),
                        of.gaps(),
                        of.disorders(),
                        of.failures(),
                        outcome.sleeps().getOrDefault(route, 0L),
                        run.progress.mostFiles(route),
                        run.progress.mostStillSeconds(route))));
        text.append(line("%n%d troubles%n", outcome.troubleCount()));
        outcome.troubles().forEach(trouble -> text.append("- ").append(trouble).append('\n'));
    }

    private static String row(SoakSeries series) {
        return line(
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
                series.name,
                series.least(),
                series.median(0, 1),
                series.most(),
                series.median(0.25, 0.5),
                series.median(0.75, 1),
                series.size() < FOR_SLOPE ? "–" : line("%.1f", series.perHour()));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
