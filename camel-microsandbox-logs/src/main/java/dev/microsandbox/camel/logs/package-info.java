/**
 * The Camel component {@code msblogs:}.
 *
 * <p>The way of an entry: the engine's stream → {@link dev.microsandbox.camel.logs.MsbLogsConsumer}'s worker, where a
 * {@code SandboxTail} has one sandbox → {@code EntryExchanges} fills an exchange → the route → its completion → the tail commits the
 * cursor to {@code StoredCursors}, that is to a {@code StateRepository}.
 */
package dev.microsandbox.camel.logs;
