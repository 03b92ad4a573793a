package dev.microsandbox.camel.logs;

import java.util.List;
import java.util.Locale;

/** Draws series below each other, as SVG. */
final class SoakPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 110;
    private static final int STEP = HEIGHT + 40;
    private static final int LEFT = 90;

    private final StringBuilder svg = new StringBuilder();

    private SoakPicture() {}

    static String of(List<SoakSeries> all) {
        SoakPicture picture = new SoakPicture();
        picture.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH + LEFT + 20, all.size() * STEP + 20);
        picture.add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        for (int i = 0; i < all.size(); i++) {
            picture.chart(all.get(i), 30 + i * STEP + HEIGHT);
        }
        picture.add("</svg>%n");
        return picture.svg.toString();
    }

    private void chart(SoakSeries series, int bottom) {
        int top = bottom - HEIGHT;
        double most = series.most();
        double last = series.size() == 0 ? 0 : series.seconds[series.size() - 1];
        add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, top - 8, series.name);
        add("<text x=\"5\" y=\"%d\">%.1f</text><text x=\"5\" y=\"%d\">0</text>", top + 10, most, bottom);
        add("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>", LEFT, top, bottom, LEFT + WIDTH);
        add("<text x=\"%d\" y=\"%d\">%.0f s</text>%n", LEFT + WIDTH - 40, bottom + 14, last);
        add("<polyline fill=\"none\" stroke=\"#0a58ca\" stroke-width=\"1.5\" points=\"");
        for (int i = 0; i < series.size(); i++) {
            add(
                    "%.1f,%.1f ",
                    LEFT + series.seconds[i] / last * WIDTH,
                    bottom - (most <= 0 ? 0 : series.values[i] / most * HEIGHT));
        }
        add("\"/>%n");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
