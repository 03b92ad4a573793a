package dev.microsandbox.camel.logs;

import java.time.Duration;

/**
 * How far one consumer of the application is with one sandbox, as {@code operation=list} says.
 *
 * <p>Immutable, any thread.
 *
 * @param cursorName under which its cursors are stored
 * @param routeId its route; null: it has none
 * @param storedCursor the token of the stored cursor, from which it would resume; null: none is stored, or it cannot be read
 * @param lagBytes how many bytes of the sandbox's logs are not done
 * @param lag the age of the oldest entry that is not done; zero: all are
 * @param rotationsLeft with how many more rotations, if nothing were read meanwhile, lines would be lost; 0: some are; -1: no telling,
 *     or nothing is behind
 */
public record ConsumerLag(
        String cursorName, String routeId, String storedCursor, long lagBytes, Duration lag, int rotationsLeft) {}
