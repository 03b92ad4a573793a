package dev.microsandbox.camel.logs.bench;

import java.util.List;
import java.util.Locale;

/** Each figure that has a goal as a bar, as SVG: how many times as good as its goal it is. The line is the goal. */
final class BenchPicture {
    private static final int ROW = 36;
    private static final int LEFT = 20;
    private static final int GOAL = 300;
    private static final double MOST = 2.8;

    private BenchPicture() {}

    static String of(List<Figure> all, String machine) {
        List<Figure> goals = all.stream().filter(one -> one.met() != null).toList();
        int bottom = 58 + ROW * goals.size();
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"%d\" y=\"22\" font-size=\"15\">What was measured against its goal, which is the line; longer is better</text>%n"
                        + "<text x=\"%d\" y=\"40\" fill=\"#555\">%s</text>%n",
                bottom + 14,
                LEFT,
                LEFT,
                escaped(machine));
        int y = 52;
        for (Figure one : goals) {
            add(
                    svg,
                    "<text x=\"%d\" y=\"%d\">%s: %s (%s)</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>%n",
                    LEFT,
                    y + 12,
                    escaped(one.what()),
                    escaped(one.measured()),
                    escaped(one.goal()),
                    LEFT,
                    y + 17,
                    Math.max(1, Math.min(one.timesTheGoal(), MOST) * GOAL),
                    one.met() ? "#0a58ca" : "#ca2a0a");
            y += ROW;
        }
        add(svg, "<path d=\"M%d 50V%d\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>%n</svg>%n", LEFT + GOAL, bottom);
        return svg.toString();
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("`", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
