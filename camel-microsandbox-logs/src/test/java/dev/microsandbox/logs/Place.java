package dev.microsandbox.logs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Assumptions;

/** The kinds of file system that the tests run on: they lose lines in different places. */
enum Place {
    /** In memory: a rename takes no time, and an inode number is never used again. */
    TMPFS,
    /** Where {@code java.io.tmpdir} is; on ext4 the number of a deleted file is used again at once. */
    DISK;

    /** A new directory there; the test is skipped where there is no such place. */
    Path newDirectory() throws IOException {
        if (this == DISK) {
            Path base = Path.of(System.getProperty("java.io.tmpdir"));
            return Files.createTempDirectory(Files.createDirectories(base), "msblogs-");
        }
        Path shm = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isDirectory(shm) && Files.isWritable(shm), "there is no " + shm);
        return Files.createTempDirectory(shm, "msblogs-");
    }

    /** Deletes a directory and all that is in it. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
