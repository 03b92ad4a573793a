package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Takes identities from names; symbolic links are never followed. The only reader of {@code unix:ino}.
 *
 * <p>Any thread.
 */
final class FileIdentity {
    private static final String UNIX = "unix:ino,dev,creationTime,lastModifiedTime,isRegularFile,isDirectory,size";
    /** Devices on which a creation time was seen that is not just the modification time under another name. */
    private static final Set<Object> TRUE_CREATION = ConcurrentHashMap.newKeySet();

    private FileIdentity() {}

    /** What one look at a name gave. */
    record Seen(Generation generation, boolean regular, boolean directory, FileTime modified, long size) {}

    /** Looks at {@code path}; null when there is no such name. */
    static Seen look(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return unix(path);
            }
            BasicFileAttributes basic =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            long created = basic.creationTime().to(TimeUnit.NANOSECONDS);
            Generation generation = new Generation(created * 0x9E3779B97F4A7C15L | 1, created);
            return new Seen(
                    generation, basic.isRegularFile(), basic.isDirectory(), basic.lastModifiedTime(), basic.size());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null; // the answer, not an error
        }
    }

    private static Seen unix(Path path) throws IOException {
        Map<String, Object> seen = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
        FileTime created = (FileTime) seen.get("creationTime");
        FileTime modified = (FileTime) seen.get("lastModifiedTime");
        long nanos = tellsCreation(path, seen.get("dev"), created, modified) ? created.to(TimeUnit.NANOSECONDS) : 0;
        return new Seen(
                new Generation(((Number) seen.get("ino")).longValue(), nanos),
                (Boolean) seen.get("isRegularFile"),
                (Boolean) seen.get("isDirectory"),
                modified,
                (Long) seen.get("size"));
    }

    /**
     * Java gives the modification time where there is no creation time, and that one moves with every write. So a creation time is
     * believed only on a device where some file or directory has one that differs from its modification time.
     */
    private static boolean tellsCreation(Path path, Object device, FileTime created, FileTime modified)
            throws IOException {
        if (TRUE_CREATION.contains(device)) {
            return true;
        }
        Path place = path.toAbsolutePath();
        FileTime c = created;
        FileTime m = modified;
        while (c.equals(m)) {
            place = place.getParent();
            if (place == null) {
                return false;
            }
            Map<String, Object> above =
                    Files.readAttributes(place, "unix:dev,creationTime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            if (!above.get("dev").equals(device)) {
                return false;
            }
            c = (FileTime) above.get("creationTime");
            m = (FileTime) above.get("lastModifiedTime");
        }
        TRUE_CREATION.add(device);
        return true;
    }
}
