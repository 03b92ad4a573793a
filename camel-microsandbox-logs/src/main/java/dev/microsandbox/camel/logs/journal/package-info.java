/**
 * Key and value that survive a kill and a power cut: where cursors are stored by default.
 *
 * <p>The way of a value, each step knowing only the next one:
 *
 * <ol>
 *   <li>{@link dev.microsandbox.camel.logs.journal.JournalStateRepository} is what Camel and others see. It turns
 *       trouble into log lines.
 *   <li>{@code JournalWriter} keeps what was set and what is owed to the disk, and owns the one thread that touches
 *       files. Callers only hand over, so that an interrupt of theirs closes no channel.
 *   <li>{@code Journal} is one directory: it takes the {@code JournalLock}, loads, appends a group of records in one
 *       write, forces, and writes the file anew when most of it is outdated or can no longer be trusted.
 *   <li>{@code JournalScanner} reads a file of any condition: a torn tail, damage in the middle, holes of NUL.
 *   <li>{@code JournalRecord} is the bytes of one record.
 * </ol>
 *
 * <p>Files of a journal, none of them readable by others: {@code cursors.journal}; {@code cursors.journal.new}, half
 * written while the journal is compacted and deleted when found at open; {@code lock}, which holds the owner's pid and
 * is never deleted.
 *
 * <p>Only {@code JournalStateRepository} knows Camel.
 */
package dev.microsandbox.camel.logs.journal;
