package dev.microsandbox.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where sandboxes are: {@code <home>/sandboxes/<name>/logs}, where {@code <home>/config.json} may name another directory in place of
 * {@code <home>/sandboxes} as {@code paths.sandboxes}.
 *
 * <p>Immutable, any thread.
 */
public final class MicrosandboxHome {
    private static final String LOGS = "logs";
    private static final JsonFactory JSON = new JsonFactory();

    private final Path sandboxes;

    private MicrosandboxHome(Path sandboxes) {
        this.sandboxes = sandboxes;
    }

    /** {@return {@code $MSB_HOME} where set, else {@code ~/.microsandbox}} */
    public static Path defaultHome() {
        String home = System.getenv("MSB_HOME");
        return home != null && !home.isBlank()
                ? Path.of(home)
                : Path.of(System.getProperty("user.home"), ".microsandbox");
    }

    /**
     * {@return the sandboxes of a home}
     *
     * @param home a microsandbox home
     * @throws LogReadException when {@code config.json} is there and cannot be read
     */
    public static MicrosandboxHome of(Path home) throws LogReadException {
        Path config = home.resolve("config.json");
        try {
            String configured = Files.exists(config) ? sandboxesPath(config) : null;
            return new MicrosandboxHome(configured == null ? home.resolve("sandboxes") : home.resolve(configured));
        } catch (IOException e) {
            throw new LogReadException(config, e);
        }
    }

    /**
     * {@return the sandboxes of a directory that holds one directory per sandbox}
     *
     * @param sandboxes that directory
     */
    public static MicrosandboxHome ofSandboxes(Path sandboxes) {
        return new MicrosandboxHome(sandboxes);
    }

    /** The text at {@code paths.sandboxes}, or null. */
    private static String sandboxesPath(Path config) throws IOException {
        try (JsonParser json = JSON.createParser(Files.readAllBytes(config))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean paths = json.currentName().equals("paths");
                if (json.nextToken() != JsonToken.START_OBJECT || !paths) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean sandboxes = json.currentName().equals("sandboxes");
                    if (json.nextToken() == JsonToken.VALUE_STRING && sandboxes) {
                        return json.getText();
                    }
                    json.skipChildren();
                }
            }
            return null;
        }
    }

    /** {@return the directory that holds one directory per sandbox; it need not exist} */
    public Path sandboxesDirectory() {
        return sandboxes;
    }

    /**
     * {@return the log directory of a sandbox; it need not exist}
     *
     * @param sandbox its name
     */
    public Path logDirectory(String sandbox) {
        return sandboxes.resolve(sandbox).resolve(LOGS);
    }

    /**
     * {@return the names of the sandboxes that match one pattern and not the other, and have a directory now} Whatever has no valid name is
     * passed over; what may not be looked at is among them, so that whoever reads it is told why it cannot.
     *
     * @param include which to take
     * @param exclude null: none
     * @throws LogReadException when the directory is there and cannot be listed
     */
    public List<String> list(SandboxPattern include, SandboxPattern exclude) throws LogReadException {
        return list(include, exclude, name -> false);
    }

    /**
     * The same, where the names of some are known to be sandboxes, so that they need not be looked at.
     *
     * @param include which to take
     * @param exclude which of these to leave out
     * @param known says of a name whether it is known
     * @return their names
     * @throws LogReadException when the directory is there and cannot be listed
     */
    public List<String> list(SandboxPattern include, SandboxPattern exclude, Predicate<String> known)
            throws LogReadException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sandboxes)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (known.test(name) || isMeant(name, include, exclude) && mayBeDirectory(entry)) {
                    found.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(); // no sandbox was ever made here
        } catch (DirectoryIteratorException e) {
            throw new LogReadException(sandboxes, e.getCause());
        } catch (IOException e) {
            throw new LogReadException(sandboxes, e);
        }
        found.sort(null);
        return found;
    }

    private static boolean isMeant(String name, SandboxPattern include, SandboxPattern exclude) {
        return SandboxName.isValid(name) && include.matches(name) && (exclude == null || !exclude.matches(name));
    }

    /**
     * {@return whether {@link #list} would have that name now}
     *
     * @param name any name, also one that no sandbox can have
     * @param include which to take
     * @param exclude which of these to leave out
     */
    public boolean has(String name, SandboxPattern include, SandboxPattern exclude) {
        return isMeant(name, include, exclude) && mayBeDirectory(sandboxes.resolve(name));
    }

    private static boolean mayBeDirectory(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false; // it leads nowhere, or was removed
        }
    }
}
