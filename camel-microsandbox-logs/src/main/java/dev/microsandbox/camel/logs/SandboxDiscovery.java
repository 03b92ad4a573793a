package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which sandboxes came and went since the last look.
 *
 * <p>One thread.
 */
final class SandboxDiscovery {
    /**
     * What one look found.
     *
     * @param came those that are there and were not known, or are made again
     * @param present all that are there
     */
    record Found(List<String> came, Set<String> present) {}

    private final SandboxDirectories directories;
    private final List<String> named;
    private final Consumer<String> onMissing;
    /** Read to their end, or left for good: not to be found again while they are there. */
    private final Set<String> done = new HashSet<>();

    private final Set<String> missing = new HashSet<>();
    private int sandboxes;
    private boolean looked;

    /**
     * @param named those that are asked for by name
     * @param onMissing told once of each of them that does not exist yet
     */
    SandboxDiscovery(SandboxDirectories directories, List<String> named, Consumer<String> onMissing) {
        this.directories = directories;
        this.named = named;
        this.onMissing = onMissing;
    }

    /**
     * Looks.
     *
     * @param known those that are being read
     */
    Found look(Set<String> known) throws LogException {
        Set<String> present = new HashSet<>(directories.list());
        done.retainAll(present); // one that is made again under the same name is another sandbox
        List<String> came = present.stream()
                .filter(name -> !known.contains(name) && !done.contains(name))
                .sorted()
                .toList();
        for (String name : named) {
            if (!present.contains(name) && missing.add(name)) {
                onMissing.accept(name);
            }
        }
        sandboxes += came.size();
        looked = true;
        return new Found(came, present);
    }

    /** A sandbox was read to its end, and is still there. */
    void done(String sandbox) {
        done.add(sandbox);
    }

    /** Whether it has looked at all. */
    boolean hasLooked() {
        return looked;
    }

    /** How many were found so far. */
    int sandboxes() {
        return sandboxes;
    }
}
