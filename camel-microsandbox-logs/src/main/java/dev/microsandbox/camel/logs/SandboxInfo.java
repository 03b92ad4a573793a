package dev.microsandbox.camel.logs;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What {@code operation=list} says of a sandbox.
 *
 * <p>Immutable, any thread.
 *
 * @param name its name
 * @param logDirectory where its logs are
 * @param bytes the size of all its log files
 * @param lastWritten when the last of them was written; null when there is none
 */
public record SandboxInfo(String name, Path logDirectory, long bytes, Instant lastWritten) {}
