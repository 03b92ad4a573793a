package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The default file system, with faults: every operation asks {@link #fault} first and is logged, a write that fails has
 * written half of its bytes, and a power cut takes away what was not forced: the ends of files, and new names.
 *
 * <p>Nothing is really forced, so that tests are fast.
 */
final class FaultyFileSystem extends FileSystem {
    /** Throws what the operation is to fail with. The name of the file, not its path. */
    interface Fault {
        void before(String operation, String file) throws IOException;
    }

    static final Fault NONE = (operation, file) -> {};

    volatile Fault fault = NONE;

    private final FileSystem real;
    private final FaultyProvider provider;
    private final List<String> log = new ArrayList<>();
    private final Map<Path, Long> forcedBytes = new HashMap<>();
    private final Map<Path, Lost> unforcedNames = new LinkedHashMap<>();
    private int backups;

    /** What a name stands for again when its change was not forced; no path: for nothing. */
    private record Lost(Path backup, long forcedBytes) {}

    private FaultyFileSystem(FileSystem real) {
        this.real = real;
        this.provider = new FaultyProvider(this, real.provider());
    }

    /** The path, seen through a new one of these. */
    static FaultyPath over(Path path) {
        return new FaultyPath(new FaultyFileSystem(path.getFileSystem()), path);
    }

    /** What was done, as "operation file", without looks. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized void clearLog() {
        log.clear();
    }

    void operation(String operation, Path file) throws IOException {
        String name = file.getFileName().toString();
        fault.before(operation, name);
        synchronized (this) {
            if (!operation.equals("look")) {
                log.add(operation + " " + name);
            }
        }
    }

    synchronized void created(Path file) {
        unforcedNames.putIfAbsent(file, new Lost(null, 0));
        forcedBytes.put(file, 0L);
    }

    synchronized void forced(Path file, long bytes) {
        if (Files.isDirectory(file)) {
            unforcedNames.clear();
        } else {
            forcedBytes.put(file, bytes);
        }
    }

    synchronized void beforeMove(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            Path backup = to.resolveSibling("backup." + backups++);
            Files.createLink(backup, to);
            unforcedNames.putIfAbsent(to, new Lost(backup, forcedBytes.getOrDefault(to, 0L)));
        }
        forcedBytes.put(to, forcedBytes.getOrDefault(from, 0L));
    }

    /** The disk as it may be afterwards, at the worst. */
    synchronized void cutPower() throws IOException {
        for (Map.Entry<Path, Lost> entry : unforcedNames.entrySet()) {
            Lost lost = entry.getValue();
            if (lost.backup == null) {
                Files.deleteIfExists(entry.getKey());
            } else {
                Files.move(lost.backup, entry.getKey(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                forcedBytes.put(entry.getKey(), lost.forcedBytes);
            }
        }
        for (Map.Entry<Path, Long> entry : forcedBytes.entrySet()) {
            if (Files.exists(entry.getKey()) && Files.size(entry.getKey()) > entry.getValue()) {
                byte[] bytes = Files.readAllBytes(entry.getKey());
                Files.write(
                        entry.getKey(),
                        java.util.Arrays.copyOf(bytes, entry.getValue().intValue()));
            }
        }
        unforcedNames.clear();
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return new FaultyPath(this, real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
