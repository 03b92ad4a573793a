package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Corpus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Everything that is measured. */
final class Bench {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Place place = new Place(Path.of(args[0]).toAbsolutePath(), Corpus.FULL_ENTRIES);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 11;
        Side[] sides = Side.values();
        if (args.length > 2) {
            sides = Stream.of(args).skip(2).map(Side::valueOf).toArray(Side[]::new);
        }
        delete(place.directory());
        Corpus.Written written = Corpus.write(place.logs(), place.entries(), Corpus.ROTATE_BYTES);
        Corpus.write(place.otherLogs(), place.entries(), Corpus.ROTATE_BYTES);
        say("%s%n", written);
        try (Rounds all = new Rounds(place, sides)) {
            all.warmUp(8).run(rounds);
            List<Side> there = List.of(sides);
            for (Side side : sides) {
                Rounds.Spread millis = all.millis(side);
                say(
                        "%-16s %6.0f ms (%.0f–%.0f)  %,9.0f entries/s%n",
                        side,
                        millis.median(),
                        millis.least(),
                        millis.most(),
                        place.entries() / millis.median() * 1000 * (side == Side.ENGINE_TWO ? 2 : 1));
            }
            ratio(all, there, Side.ENGINE, Side.JACKSON, 1);
            ratio(all, there, Side.ENGINE_ENTRIES, Side.JACKSON, 1);
            ratio(all, there, Side.ENGINE_TWO, Side.ENGINE, 2);
            ratio(all, there, Side.ROUTE, Side.BARE, 1);
            ratio(all, there, Side.ROUTE, Side.BARE_HEADERS, 1);
            ratio(all, there, Side.ROUTE_BATCH, Side.ENGINE, 1);
        }
    }

    private static void ratio(Rounds all, List<Side> there, Side one, Side other, int times) {
        if (there.contains(one) && there.contains(other)) {
            Rounds.Spread ratio = all.ratio(one, other);
            say(
                    "%s / %s: %.2f × (%.2f–%.2f); by processor time %.2f ×%n",
                    one,
                    other,
                    times * ratio.median(),
                    times * ratio.least(),
                    times * ratio.most(),
                    times * all.cpuRatio(one, other).median());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
                for (Path one : inside) {
                    Files.delete(one);
                }
            }
        }
    }

    private static void say(String format, Object... values) {
        OUT.printf(Locale.ROOT, format, values);
    }
}
