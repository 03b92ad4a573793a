package dev.microsandbox.camel.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws what was sampled, and tables it: {@code report.md}, {@code soak.svg}, {@code samples.csv}. */
final class SoakReport {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 150;
    private static final int LEFT = 90;

    private final List<SoakSample> samples;

    SoakReport(List<SoakSample> samples) {
        this.samples = samples;
    }

    void write(Path directory, long written) throws IOException {
        Files.createDirectories(directory);
        Files.write(
                directory.resolve("samples.csv"),
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(SoakSample.COLUMNS),
                                samples.stream().map(SoakSample::csv))
                        .toList());
        Files.writeString(directory.resolve("soak.svg"), picture());
        SoakSample last = samples.get(samples.size() - 1);
        String table = row("live heap, MiB", s -> s.liveBytes() / 1048576.0)
                + row("threads", SoakSample::threads)
                + row("file handles", SoakSample::handles);
        Files.writeString(
                directory.resolve("report.md"),
                String.format(
                        Locale.ROOT,
                        "# Soak%n%n%.0f s, %d lines written, %s entries given by the routes, %d came again, %d missing, %d gaps.%n%n"
                                + "| | least | median | most | median of the second quarter | of the last |%n| --- | --- | --- | --- | --- | --- |%n%s%n![](soak.svg)%n",
                        last.seconds(),
                        written,
                        last.entries(),
                        last.again(),
                        last.missing(),
                        last.gaps(),
                        table));
    }

    private String row(String name, ToDoubleFunction<SoakSample> value) {
        double[] all = values(value, 0, 1);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                all[0],
                all[all.length / 2],
                all[all.length - 1],
                median(value, 0.25, 0.5),
                median(value, 0.75, 1));
    }

    /** The median of a part of the samples. */
    double median(ToDoubleFunction<SoakSample> value, double from, double to) {
        double[] part = values(value, from, to);
        return part[part.length / 2];
    }

    private double[] values(ToDoubleFunction<SoakSample> value, double from, double to) {
        int first = (int) (samples.size() * from);
        return samples.subList(first, Math.max(first + 1, (int) (samples.size() * to))).stream()
                .mapToDouble(value)
                .sorted()
                .toArray();
    }

    private String picture() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH + LEFT + 20,
                4 * (HEIGHT + 40) + 20));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        chart(svg, 0, "live heap, MiB", s -> s.liveBytes() / 1048576.0);
        chart(svg, 1, "threads", SoakSample::threads);
        chart(svg, 2, "file handles", SoakSample::handles);
        chart(
                svg,
                3,
                "entries given by all routes, thousands",
                s -> s.entries().stream().mapToLong(Long::longValue).sum() / 1000.0);
        return svg.append("</svg>\n").toString();
    }

    private void chart(StringBuilder svg, int place, String name, ToDoubleFunction<SoakSample> value) {
        double most = samples.stream().mapToDouble(value).max().orElse(1);
        double last = samples.get(samples.size() - 1).seconds();
        int bottom = 30 + place * (HEIGHT + 40) + HEIGHT;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text><text x=\"5\" y=\"%d\">%.1f</text><text x=\"5\" y=\"%d\">0</text>"
                        + "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/><text x=\"%d\" y=\"%d\">%.0f s</text>%n",
                LEFT,
                bottom - HEIGHT - 8,
                name,
                bottom - HEIGHT + 10,
                most,
                bottom,
                LEFT,
                bottom - HEIGHT,
                bottom,
                LEFT + WIDTH,
                LEFT + WIDTH - 40,
                bottom + 14,
                last));
        svg.append("<polyline fill=\"none\" stroke=\"#0a58ca\" stroke-width=\"1.5\" points=\"");
        for (SoakSample sample : samples) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + sample.seconds() / last * WIDTH,
                    bottom - (most == 0 ? 0 : value.applyAsDouble(sample) / most * HEIGHT)));
        }
        svg.append("\"/>\n");
    }
}
