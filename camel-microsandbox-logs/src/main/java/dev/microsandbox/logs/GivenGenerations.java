package dev.microsandbox.logs;

import java.util.ArrayDeque;

/**
 * Files that were read to their end and let go, yet may still be in the chain; as many as the chain can hold, and as many again.
 *
 * <p>One thread.
 */
final class GivenGenerations {
    private final int most;
    /** Null until there is one: most sandboxes never rotate a file. */
    private ArrayDeque<Generation> generations;

    GivenGenerations(int most) {
        this.most = most;
    }

    /** Remembers one; not where only its number is known, since that may name another file as soon as this one is let go. */
    void add(Generation generation) {
        if (generation.isUnique()) {
            generations = generations == null ? new ArrayDeque<>() : generations;
            generations.addLast(generation);
            if (generations.size() > most) {
                generations.removeFirst();
            }
        }
    }

    boolean has(Generation generation) {
        return generations != null && generations.stream().anyMatch(one -> one.same(generation));
    }

    void clear() {
        generations = null;
    }
}
