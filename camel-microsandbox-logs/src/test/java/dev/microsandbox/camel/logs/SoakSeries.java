package dev.microsandbox.camel.logs;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One figure over the time of a soak. */
final class SoakSeries {
    final String name;
    final double[] seconds;
    final double[] values;

    private SoakSeries(String name, double[] seconds, double[] values) {
        this.name = name;
        this.seconds = seconds;
        this.values = values;
    }

    static SoakSeries of(String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        return new SoakSeries(
                name,
                samples.stream().mapToDouble(SoakSample::seconds).toArray(),
                samples.stream().mapToDouble(value).toArray());
    }

    static SoakSeries liveHeap(List<SoakSample> samples) {
        return of("live heap, MiB", samples, sample -> sample.liveBytes() / 1048576.0);
    }

    static SoakSeries threads(List<SoakSample> samples) {
        return of("threads", samples, SoakSample::threads);
    }

    static SoakSeries handles(List<SoakSample> samples) {
        return of("file handles", samples, SoakSample::handles);
    }

    static SoakSeries latency(List<SoakSample> samples) {
        return of("fast route: from written to taken, median, ms", samples, SoakSample::latencyMillis);
    }

    /** Of what is counted since the beginning, how much came in a second, from sample to sample. */
    static SoakSeries rate(String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        SoakSeries all = of(name, samples, value);
        int count = Math.max(0, samples.size() - 1);
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = (all.values[i + 1] - all.values[i]) / (all.seconds[i + 1] - all.seconds[i]);
        }
        return new SoakSeries(
                name, Arrays.copyOfRange(all.seconds, all.seconds.length - count, all.seconds.length), rates);
    }

    int size() {
        return values.length;
    }

    double least() {
        return Arrays.stream(values).min().orElse(0);
    }

    double most() {
        return Arrays.stream(values).max().orElse(0);
    }

    /** The median of a part of it; from 0 to 1 is all. */
    double median(double from, double to) {
        int first = (int) (values.length * from);
        double[] part = Arrays.copyOfRange(values, first, Math.max(first, (int) (values.length * to)));
        Arrays.sort(part);
        return part.length == 0 ? 0 : part[part.length / 2];
    }

    /** By how much it grows in an hour: the straight line with the least squares. */
    double perHour() {
        double meanX = Arrays.stream(seconds).average().orElse(0);
        double meanY = Arrays.stream(values).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            products += (seconds[i] - meanX) * (values[i] - meanY);
            squares += (seconds[i] - meanX) * (seconds[i] - meanX);
        }
        return squares == 0 ? 0 : products / squares * 3600;
    }
}
