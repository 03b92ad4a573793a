package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The default file system, with faults: every operation asks {@link #fault} first and is logged, a write that fails has
 * written half of its bytes, a force that fails loses what it should have forced for ever, as Linux does it, and a power cut takes away what was not forced: the ends of files, and new names.
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

    /** By file, not by name: a channel follows its file through a renaming. */
    private final Map<Object, Long> forcedBytes = new HashMap<>();

    /** By file: what a failed force dropped is NUL after a power cut, also when a later force succeeds. */
    private final Map<Object, List<Range>> dropped = new HashMap<>();

    private record Range(long from, long to) {}

    /** What a name stands for again when its change was not forced; no path: for nothing. */
    private final Map<Path, Optional<Path>> unforcedNames = new LinkedHashMap<>();

    private final Set<Path> names = new LinkedHashSet<>();
    private int backups;

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

    synchronized void created(Path file) throws IOException {
        names.add(file);
        unforcedNames.putIfAbsent(file, Optional.empty());
        forcedBytes.put(key(file), 0L);
        dropped.remove(key(file)); // of a deleted file that had this number before
    }

    synchronized void forced(Path file, Object key, long bytes) {
        if (Files.isDirectory(file)) {
            unforcedNames.clear();
        } else {
            forcedBytes.put(key, bytes);
        }
    }

    synchronized void notForced(Object key, long bytes) {
        dropped.computeIfAbsent(key, k -> new ArrayList<>())
                .add(new Range(forcedBytes.getOrDefault(key, Long.MAX_VALUE), bytes));
    }

    synchronized void beforeMove(Path to) throws IOException {
        if (Files.exists(to) && !unforcedNames.containsKey(to)) {
            Path backup = to.resolveSibling("backup." + backups++);
            Files.createLink(backup, to);
            unforcedNames.put(to, Optional.of(backup));
        }
        names.add(to);
    }

    /** The disk as it may be afterwards, at the worst. */
    synchronized void cutPower() throws IOException {
        for (Map.Entry<Path, Optional<Path>> entry : unforcedNames.entrySet()) {
            Files.deleteIfExists(entry.getKey());
            if (entry.getValue().isPresent()) {
                Files.move(entry.getValue().get(), entry.getKey());
            }
        }
        unforcedNames.clear();
        for (Path file : names) {
            if (Files.exists(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(forcedBytes.getOrDefault(key(file), Long.MAX_VALUE));
                    for (Range range : dropped.getOrDefault(key(file), List.of())) {
                        long bytes = Math.min(range.to, channel.size()) - range.from;
                        channel.write(ByteBuffer.allocate((int) Math.max(0, bytes)), range.from);
                    }
                }
            }
        }
    }

    static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
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
