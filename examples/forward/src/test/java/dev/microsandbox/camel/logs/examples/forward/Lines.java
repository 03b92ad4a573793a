package dev.microsandbox.camel.logs.examples.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Lines of JSON, as they stand in a sandbox's exec.log and in what was forwarded of it. */
record Lines(List<JsonNode> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PRINTED = Pattern.compile("#(\\d+) .*", Pattern.DOTALL);
    private static final Pattern RELAYED = Pattern.compile(".*relayed .*up_to=#(\\d+) .*", Pattern.DOTALL);

    /** What was forwarded of a sandbox, all days. */
    static Lines forwarded(Path dir, String sandbox) throws IOException {
        Path out = dir.resolve("out").resolve(sandbox);
        if (!Files.isDirectory(out)) {
            return new Lines(List.of());
        }
        try (Stream<Path> days = Files.list(out)) {
            return of(days.sorted().toList());
        }
    }

    /** What stands in the exec.log files of a sandbox, oldest first. */
    static Lines written(Path home, String sandbox) throws IOException {
        List<Path> chain = new ArrayList<>();
        for (String end : List.of(".4", ".3", ".2", ".1", "")) {
            Path file = home.resolve("sandboxes").resolve(sandbox).resolve("logs/exec.log" + end);
            if (Files.exists(file)) {
                chain.add(file);
            }
        }
        return of(chain);
    }

    private static Lines of(List<Path> files) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1); // the last may be under way just now
            for (String line : whole.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        return new Lines(lines);
    }

    /** The numbers of what programs printed, in order. */
    List<Long> printed() {
        return numbers(PRINTED);
    }

    /** The numbers in runtime.log, in order. */
    List<Long> relayed() {
        return numbers(RELAYED);
    }

    /** The last number of what programs printed; 0: none. */
    long last() {
        List<Long> printed = printed();
        return printed.isEmpty() ? 0 : printed.get(printed.size() - 1);
    }

    /** Time, source, text and session of what programs printed, from one number to another. */
    List<String> printed(long from, long to) {
        List<String> found = new ArrayList<>();
        for (JsonNode line : lines) {
            long number = number(PRINTED, line);
            if (number >= from && number <= to) {
                found.add(line.path("t") + " " + line.path("s") + " " + line.path("d") + " " + line.path("id"));
            }
        }
        return found;
    }

    long count(String text) {
        return lines.stream()
                .filter(line -> line.path("d").asText().contains(text))
                .count();
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private List<Long> numbers(Pattern pattern) {
        return lines.stream()
                .map(line -> number(pattern, line))
                .filter(number -> number > 0)
                .toList();
    }

    private static long number(Pattern pattern, JsonNode line) {
        Matcher match = pattern.matcher(line.path("d").asText());
        return match.matches() ? Long.parseLong(match.group(1)) : 0;
    }
}
