/**
 * Every entry a row of a database. {@code Jdbc} is the main class. {@code InsertRoute} inserts on conflict do nothing, with the cursors on
 * disk as usual; {@code ExactlyOnceRoute} commits rows and cursor in one transaction, with {@code JdbcCursors} as the repository.
 * {@code LogRows} makes rows of entries.
 */
package dev.microsandbox.camel.logs.examples.jdbc;
