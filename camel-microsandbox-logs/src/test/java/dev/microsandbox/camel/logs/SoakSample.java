package dev.microsandbox.camel.logs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the application of a soak stands.
 *
 * @param liveBytes heap in use after a full collection
 * @param entries of each route, as {@link SoakCount#entries}
 */
record SoakSample(
        double seconds,
        long liveBytes,
        long threads,
        long handles,
        List<Long> entries,
        long missing,
        long again,
        long gaps) {
    static final String BEGIN = "sample ";
    static final String COLUMNS = "seconds,live bytes,threads,handles,missing,again,gaps,entries of each route";

    /** In one line, as {@link #parse} reads it. */
    String line() {
        return BEGIN + csv();
    }

    String csv() {
        return seconds + "," + liveBytes + "," + threads + "," + handles + "," + missing + "," + again + "," + gaps
                + "," + entries.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static SoakSample parse(String line) {
        String[] words = line.substring(BEGIN.length()).split(",");
        return new SoakSample(
                Double.parseDouble(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Arrays.stream(words, 7, words.length).map(Long::valueOf).toList(),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]));
    }
}
