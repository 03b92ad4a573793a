package dev.microsandbox.camel.logs;

import java.time.Duration;

/**
 * One sandbox of a consumer, as seen from outside.
 *
 * <p>Immutable, any thread.
 *
 * @param sandbox its name
 * @param entries how many entries are done
 * @param bytes their data, in bytes
 * @param inFlight how many exchanges are under way
 * @param lagBytes how many bytes of its logs are not done
 * @param lag the age of the oldest entry that is not done; zero: all are
 * @param rotationsLeft with how many more rotations, if nothing were read meanwhile, lines would be lost; 0: some are; -1: no telling,
 *     or nothing is behind
 * @param watched whether changes are noticed at once; else it is looked at every {@code delay}
 * @param lastError why it cannot be read now; null: it can
 */
public record SandboxStatus(
        String sandbox,
        long entries,
        long bytes,
        int inFlight,
        long lagBytes,
        Duration lag,
        int rotationsLeft,
        boolean watched,
        String lastError) {}
