package dev.microsandbox.camel.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a host costs, as a table and a picture: {@code report.md}, {@code host.svg}. */
final class HostReport {
    private static final int ROW = 34;
    private static final int LEFT = 20;
    private static final int GOAL = 600;

    /** A figure; {@code goal} is NaN where there is none. */
    private record Figure(String what, double value, String unit, double goal) {
        String text() {
            return String.format(
                            Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%.0f %s" : "%.2f %s", value, unit)
                    .strip();
        }
    }

    private final int sandboxes;
    private final List<Figure> figures = new ArrayList<>();

    HostReport(int sandboxes) {
        this.sandboxes = sandboxes;
    }

    /** A figure that was measured. */
    void note(String what, double value, String unit) {
        figures.add(new Figure(what, value, unit, Double.NaN));
    }

    /** A figure that is not to be above its goal. */
    void goal(String what, double value, String unit, double most) {
        figures.add(new Figure(what, value, unit, most));
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "# A host with %d silent sandboxes%n%n| | measured | at most | |%n| --- | --- | --- | --- |%n",
                sandboxes));
        for (Figure one : figures) {
            boolean hasGoal = !Double.isNaN(one.goal);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    one.what,
                    one.text(),
                    hasGoal ? String.format(Locale.ROOT, "%.0f %s", one.goal, one.unit) : "",
                    !hasGoal ? "" : one.value <= one.goal ? "met" : "**missed**"));
        }
        Files.writeString(directory.resolve("report.md"), table.append("\n![](host.svg)\n"));
        Files.writeString(directory.resolve("host.svg"), picture());
    }

    /** Each figure that has a goal as a bar; the line is the goal. */
    private String picture() {
        List<Figure> goals =
                figures.stream().filter(one -> !Double.isNaN(one.goal)).toList();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"%d\" y=\"22\" font-size=\"15\">A host with %d silent sandboxes: parts of what may be</text>%n",
                60 + ROW * goals.size(),
                LEFT,
                sandboxes));
        int y = 40;
        for (Figure one : goals) {
            double part = Math.min(one.value / one.goal, 1.4);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\">%s: %s of %.0f</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>%n",
                    LEFT,
                    y + 12,
                    one.what,
                    one.text(),
                    one.goal,
                    LEFT,
                    y + 16,
                    Math.max(1, part * GOAL),
                    one.value <= one.goal ? "#0a58ca" : "#ca2a0a"));
            y += ROW;
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<path d=\"M%d 36V%d\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>%n</svg>%n",
                        LEFT + GOAL,
                        y))
                .toString();
    }
}
