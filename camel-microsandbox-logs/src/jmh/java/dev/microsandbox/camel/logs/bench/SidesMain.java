package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.bench.Corpus;
import dev.microsandbox.logs.bench.Scratch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * For whoever makes something faster: some {@link Side}s in turn, and how each compares with the first, by the clock and by processor
 * time (not that of msb, a process of its own), which is steadier on a busy machine. Arguments: a directory, in which {@code sides} is made anew; rounds; sides.
 */
final class SidesMain {
    private static final int WARM_UP = 8;

    private SidesMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Homes homes = new Homes(Path.of(args[0]).resolve("sides").toAbsolutePath(), Corpus.FULL_ENTRIES);
        List<Side> sides = Stream.of(args).skip(2).map(Side::valueOf).toList();
        Scratch.delete(homes.directory());
        homes.write();
        if (sides.contains(Side.MSB) && !Msb.install(homes.msbDirectory())) {
            throw new IllegalStateException("npm did not give msb");
        }
        try (Rounds all = new Rounds(homes, true, sides)) {
            all.warmUp(WARM_UP).run(Integer.parseInt(args[1]));
            for (Side side : sides) {
                Spread millis = all.millis(side);
                Spread ratio = all.ratio(side, sides.get(0));
                out.printf(
                        Locale.ROOT,
                        "%-15s %6.1f ms (%.1f–%.1f)   %s / %s: %.3f × (%.3f–%.3f), by processor time %.3f ×%n",
                        side,
                        millis.median(),
                        millis.least(),
                        millis.most(),
                        side,
                        sides.get(0),
                        ratio.median(),
                        ratio.least(),
                        ratio.most(),
                        all.cpuRatio(side, sides.get(0)).median());
            }
        } finally {
            Scratch.delete(homes.directory());
        }
    }
}
