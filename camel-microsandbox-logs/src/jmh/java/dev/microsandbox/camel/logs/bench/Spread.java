package dev.microsandbox.camel.logs.bench;

import java.util.Arrays;

/** The median of what was measured several times, with the least and the most. */
record Spread(double median, double least, double most) {
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
    }

    Spread times(double factor) {
        return new Spread(median * factor, least * factor, most * factor);
    }
}
