package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.SoakPosition.Phase;
import dev.microsandbox.logs.ProducerWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one sandbox as fast as it may without a line being lost legitimately: no route gets further behind than {@link
 * SoakRoute#mostFiles}, and no more than three files are new that were not seen to be open in every route that is not stopped; four
 * rotated ones are on disk.
 *
 * <p>One thread.
 */
final class SoakProducer implements AutoCloseable {
    private static final int ROTATE_BYTES = 32 * 1024;
    private static final int MOST_UNSEEN = 3;

    final String sandbox;
    private final Path live;
    private final ProducerWriter writer;
    /** With which line each file begins. */
    private final List<Long> begins = new ArrayList<>(List.of(1L));

    private long written;
    /** The file that all had open. */
    private int seen;

    SoakProducer(Sandboxes all, String sandbox) throws IOException {
        this.sandbox = sandbox;
        this.live = all.exec(sandbox);
        this.writer = new ProducerWriter(all.logs(sandbox), ROTATE_BYTES).varied();
    }

    /** Looks whether all that are to have the live file open have it. Told how far the routes were just before. */
    void look(SoakPosition position, SoakApplication application) {
        Phase restarted = position.phase(SoakRoute.RESTARTED);
        int running = SoakRoute.STEADY.size() - (restarted == Phase.ASLEEP ? 1 : 0);
        if (restarted != Phase.CHANGING && application.handles(live) >= running) {
            seen = writer.rotations();
        }
    }

    /** Writes that many lines, or as many as it may. */
    void write(SoakPosition position, int lines) throws IOException {
        int last = seen + MOST_UNSEEN;
        for (SoakRoute route : SoakRoute.STEADY) {
            last = Math.min(last, fileOf(position, route) + route.mostFiles);
        }
        for (int i = 0; i < lines && writer.rotations() < last; i++) {
            writer.numbered(++written);
            if (writer.rotations() == begins.size()) {
                begins.add(written);
            }
        }
    }

    long written() {
        return written;
    }

    int rotations() {
        return writer.rotations();
    }

    /** How many lines a route has not given. */
    long linesBehind(SoakPosition position, SoakRoute route) {
        return written - position.given(route, sandbox);
    }

    /** How many files the one that a route has to give next is behind the live one. */
    int filesBehind(SoakPosition position, SoakRoute route) {
        return writer.rotations() - fileOf(position, route);
    }

    private int fileOf(SoakPosition position, SoakRoute route) {
        long next = position.given(route, sandbox) + 1;
        int low = 0;
        int high = begins.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (begins.get(middle) <= next) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
