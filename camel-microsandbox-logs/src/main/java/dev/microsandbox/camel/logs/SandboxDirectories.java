package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.MicrosandboxHome;
import dev.microsandbox.logs.SandboxNotFoundException;
import dev.microsandbox.logs.SandboxPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which sandboxes an endpoint means, and where each has its logs.
 *
 * <p>Immutable, any thread.
 */
abstract class SandboxDirectories {
    /** The directory in which sandboxes come and go; null when there is none. */
    abstract Path root();

    /** The sandboxes that are there now. */
    final List<String> list() throws LogException {
        return list(name -> false);
    }

    /** The same, where some are known, and need only have their name still. */
    abstract List<String> list(Predicate<String> known) throws LogException;

    /** Whether {@link #list} would have that name of {@link #root} now; any name. */
    abstract boolean has(String name);

    /** Whether a sandbox of that name, asked for or not, is not there; false where that cannot be told. */
    abstract boolean isGone(String sandbox);

    /** Whether the names in {@link #root} are those of sandboxes. */
    abstract boolean hasNames();

    /** Where a sandbox has its logs. */
    abstract Path logDirectory(String sandbox);

    /** Fails when one of these is not there. */
    void require(List<String> names) throws LogException {
        List<String> there = list();
        for (String name : names) {
            if (!there.contains(name)) {
                throw new SandboxNotFoundException(logDirectory(name));
            }
        }
    }

    static SandboxDirectories of(MicrosandboxHome home, SandboxPattern include, SandboxPattern exclude) {
        return new SandboxDirectories() {
            @Override
            Path root() {
                return home.sandboxesDirectory();
            }

            @Override
            List<String> list(Predicate<String> known) throws LogException {
                return home.list(include, exclude, known);
            }

            @Override
            boolean has(String name) {
                return home.has(name, include, exclude);
            }

            @Override
            boolean isGone(String sandbox) {
                // A root that is not there may be a disk that is not mounted.
                return Files.isDirectory(root()) && Files.notExists(root().resolve(sandbox));
            }

            @Override
            boolean hasNames() {
                return true;
            }

            @Override
            Path logDirectory(String sandbox) {
                return home.logDirectory(sandbox);
            }
        };
    }

    /** One sandbox's log directory. A person named it, so it may be a symbolic link; what is in it may not. */
    static SandboxDirectories ofLogDirectory(String sandbox, Path logs, SandboxPattern wanted) {
        return new SandboxDirectories() {
            @Override
            Path root() {
                return logs.toAbsolutePath().getParent();
            }

            @Override
            List<String> list(Predicate<String> known) {
                boolean denied = !Files.exists(logs) && !Files.notExists(logs); // whoever reads it is told
                return wanted.matches(sandbox) && (Files.isDirectory(logs) || denied) ? List.of(sandbox) : List.of();
            }

            @Override
            boolean has(String name) {
                return name.equals(sandbox) && Files.isDirectory(logs);
            }

            @Override
            boolean isGone(String name) {
                return Files.isDirectory(root()) && (!name.equals(sandbox) || Files.notExists(logs));
            }

            @Override
            boolean hasNames() {
                return false;
            }

            @Override
            Path logDirectory(String name) {
                try {
                    return Files.isSymbolicLink(logs) ? logs.toRealPath() : logs;
                } catch (IOException e) {
                    return logs; // it leads nowhere: whoever reads it is told
                }
            }
        };
    }
}
