package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogException;
import java.util.ArrayList;
import java.util.Collection;
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
     * @param there those of the known ones that are there
     * @param gone those that are not
     */
    record Found(List<String> came, List<String> there, List<String> gone) {}

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
     * Looks at all there is.
     *
     * @param known those that are being read
     */
    Found look(Set<String> known) throws LogException {
        List<String> listed = directories.list(known::contains);
        Set<String> present = new HashSet<>(listed);
        done.retainAll(present); // one that is made again under the same name is another sandbox
        List<String> came = new ArrayList<>();
        List<String> there = new ArrayList<>(listed.size());
        for (String name : listed) {
            if (known.contains(name)) {
                there.add(name);
            } else if (!done.contains(name)) {
                came.add(name);
            }
        }
        List<String> gone =
                known.stream().filter(name -> !present.contains(name)).toList();
        for (String name : named) {
            if (!present.contains(name) && missing.add(name)) {
                onMissing.accept(name);
            }
        }
        sandboxes += came.size();
        looked = true;
        return new Found(came, there, gone);
    }

    /**
     * Looks at some names only.
     *
     * @param entries names in the directory of sandboxes, perhaps of something else
     */
    Found look(Set<String> known, Collection<String> entries) {
        List<String> came = new ArrayList<>();
        List<String> there = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String name : entries) {
            boolean present = directories.has(name);
            if (!present) {
                done.remove(name);
                if (known.contains(name)) {
                    gone.add(name);
                }
            } else if (known.contains(name)) {
                there.add(name);
            } else if (!done.contains(name)) {
                came.add(name);
            }
        }
        sandboxes += came.size();
        return new Found(came, there, gone);
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
