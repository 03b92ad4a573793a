package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.bench.Drain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The engine alone: one sandbox after another on one thread, or each on a thread of its own. */
final class EnginePass implements Pass {
    private final Homes homes;
    private final List<Drain> drains;
    private final ExecutorService threads;

    /**
     * @param two both sandboxes, a thread for each
     * @param cursors whether each entry is asked for its cursor
     */
    EnginePass(Homes homes, boolean two, boolean cursors) {
        this.homes = homes;
        this.drains = new ArrayList<>(List.of(new Drain(homes.logs(), cursors)));
        if (two) {
            drains.add(new Drain(homes.otherLogs(), cursors));
        }
        this.threads = two ? Executors.newFixedThreadPool(2) : null;
    }

    @Override
    public long nanos() throws Exception {
        long begin = System.nanoTime();
        if (threads == null) {
            all(drains.get(0));
        } else {
            List<Future<?>> running = new ArrayList<>();
            for (Drain drain : drains) {
                running.add(threads.submit(() -> {
                    all(drain);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return System.nanoTime() - begin;
    }

    private void all(Drain drain) throws LogException {
        long came = drain.run().entries;
        if (came != homes.entries()) {
            throw new IllegalStateException(came + " of " + homes.entries() + " entries came");
        }
    }
}
