/**
 * The log engine: reads a sandbox's log directory once, or follows it, and gives entries with a cursor. Usable on its own; knows no
 * Camel and writes no log.
 *
 * <p>The way of the data, each arrow one call in one direction:
 *
 * <pre>
 * files    MicrosandboxHome, SandboxPattern   which directories
 *          RotationChain                      where is the file now? what is held open
 *          ChainHoles, ChainLoss              are names missing between them, has the newest left the chain?
 *          ChainReader                        what bytes come next, and when a file is finished
 *   ↓
 * lines    LineBuffer                         where does a line end?
 *   ↓
 * entries  ExecLineParser, TextLineParser     what does it say?
 *   ↓
 * stream   LogFileReader                      one log file through its chain
 *          StreamBegin, StreamPlace           where does reading begin, and where does it stand?
 *          LogStream                          whose turn? entries with cursors; poll never blocks
 *          LogSnapshot                        sorted, the last N
 *          LogOverview                        how much, and from when to when, without reading it
 * </pre>
 *
 * <p>{@link dev.microsandbox.logs.DirectoryWatch} tells when to poll again; {@link dev.microsandbox.logs.LogListener} is told of
 * everything that was skipped, repeated or lost. DESIGN.md of the module has the numbered steps.
 */
package dev.microsandbox.logs;
