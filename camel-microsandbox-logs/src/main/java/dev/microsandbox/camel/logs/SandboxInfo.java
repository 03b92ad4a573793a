package dev.microsandbox.camel.logs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What {@code operation=list} says of a sandbox.
 *
 * <p>Immutable, any thread.
 *
 * @param name its name
 * @param logDirectory where its logs are, or will be
 * @param bytes the size of all its log files, the rotated ones included
 * @param lastWritten when the last of them was written; null when there is none
 * @param first the time of the first entry of the endpoint's {@code sources}; null when there is none, or none in the first 64 KiB
 * @param last the time of the last such entry; null when there is none, or none in the last 64 KiB
 * @param consumers how far the consumers of this application are with it that read it now
 */
public record SandboxInfo(
        String name,
        Path logDirectory,
        long bytes,
        Instant lastWritten,
        Instant first,
        Instant last,
        List<ConsumerLag> consumers) {}
