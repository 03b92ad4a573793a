package dev.microsandbox.camel.logs.journal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Shows journals from the command line, and forgets cursors: {@code java -jar camel-microsandbox-logs.jar cursors …}. It needs nothing
 * else on the class path.
 *
 * <p>Showing changes nothing and takes no lock: it works while a route has the journal, and where only reading is allowed. A record that
 * is being written at that moment shows as a torn tail.
 */
public final class CursorsMain {
    /** All went well. */
    static final int OK = 0;
    /** There is no such journal, or no such key in it. */
    static final int NOT_FOUND = 1;
    /** The command line cannot be meant. */
    static final int USAGE = 2;
    /** A process has the journal: its cursors cannot be reset now. */
    static final int IN_USE = 3;
    /** It cannot be read or written, or has damage in it. */
    static final int DAMAGED = 4;

    private static final String HELP = String.join(
            System.lineSeparator(),
            "Usage: java -jar camel-microsandbox-logs.jar cursors COMMAND DIRECTORY [KEY]",
            "",
            "  list  DIRECTORY        one line for each cursor: where reading stands in each log file",
            "  show  DIRECTORY [KEY]  the stored values as they are, and what of the journal is unreadable",
            "  reset DIRECTORY KEY    forgets a cursor: the sandbox is read from its beginning at the next start",
            "  reset DIRECTORY --all  forgets all cursors of the journal",
            "",
            "DIRECTORY is the cursorDir, or one journal in it. KEY is <cursorName>/<sandbox>, as list prints it.",
            "list and show change nothing and may be used while a route runs; reset is refused then.",
            "",
            "Exit code: 0 done, 1 no such journal or key, 2 wrong usage, 3 the journal is in use, 4 unreadable or damaged");

    private final PrintStream out;
    private final PrintStream err;

    CursorsMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Ends the process with the exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new CursorsMain(out, err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(HELP);
            return OK;
        }
        if (arguments.size() < 3 || arguments.size() > 4 || !arguments.get(0).equals("cursors")) {
            return usage("a command and a directory are needed");
        }
        String key = arguments.size() == 4 ? arguments.get(3) : null;
        try {
            Path directory = Path.of(arguments.get(2));
            return switch (arguments.get(1)) {
                case "list" -> key != null ? usage("list takes no key") : list(directory);
                case "show" -> show(directory, key);
                case "reset" -> key == null ? usage("reset needs a key, or --all") : reset(directory, key);
                default -> usage("there is no command '" + arguments.get(1) + "'");
            };
        } catch (InvalidPathException e) {
            return usage(e.getMessage());
        } catch (JournalInUseException e) {
            err.println(e.getMessage());
            return IN_USE;
        } catch (IOException e) {
            err.println("Cannot read or write: " + e);
            return DAMAGED;
        }
    }

    private int usage(String what) {
        err.println(what);
        err.println(HELP);
        return USAGE;
    }

    private int list(Path directory) throws IOException {
        int code = NOT_FOUND;
        for (Path journal : journals(directory)) {
            JournalScan scan = JournalScanner.scan(journal.resolve(Journal.FILE));
            for (Map.Entry<String, String> state : JournalText.sorted(scan.state())) {
                out.println(JournalText.line(state.getKey(), state.getValue()));
            }
            code = Math.max(code == NOT_FOUND ? OK : code, damages(journal, scan));
        }
        return code;
    }

    private int show(Path directory, String key) throws IOException {
        int code = NOT_FOUND;
        for (Path journal : journals(directory)) {
            JournalScan scan = JournalScanner.scan(journal.resolve(Journal.FILE));
            if (key == null) {
                out.println(
                        journal + ": " + scan.size() + " bytes, " + scan.state().size() + " keys");
            }
            for (Map.Entry<String, String> state : JournalText.sorted(scan.state())) {
                if (key == null || key.equals(state.getKey())) {
                    out.println(JournalText.escaped(state.getKey()) + " = " + JournalText.escaped(state.getValue()));
                    code = code == NOT_FOUND ? OK : code;
                }
            }
            int damages = damages(journal, scan);
            if (key == null) {
                code = Math.max(code == NOT_FOUND ? OK : code, damages);
            }
        }
        if (code == NOT_FOUND && key != null) {
            err.println("No such key: " + JournalText.escaped(key));
        }
        return code;
    }

    /** Says what of a journal cannot be read. */
    private int damages(Path journal, JournalScan scan) {
        for (JournalScan.Damage damage : scan.damages()) {
            err.println(journal + ": damage in bytes " + damage.from() + " to " + damage.to()
                    + JournalText.of(damage.keys()));
        }
        if (scan.hasTornTail()) {
            err.println(journal + ": torn tail in bytes " + scan.end() + " to " + scan.size()
                    + JournalText.of(scan.tailKeys()) + " (left by a crash, or being written just now)");
        }
        return scan.damages().isEmpty() ? OK : DAMAGED;
    }

    private int reset(Path directory, String key) throws IOException {
        boolean found = false;
        for (Path journal : journals(directory)) {
            // Looked at first, so that a journal which has nothing to do with it need not be free.
            Map<String, String> seen =
                    JournalScanner.scan(journal.resolve(Journal.FILE)).state();
            if (key.equals("--all") ? !seen.isEmpty() : seen.containsKey(key)) {
                found = true;
                forget(journal, key);
            }
        }
        if (!found) {
            err.println("No such key: " + JournalText.escaped(key));
        }
        return found ? OK : NOT_FOUND;
    }

    private void forget(Path journal, String key) throws IOException {
        try (Journal opened = Journal.open(journal, new JournalListener() {})) {
            Map<String, String> removed = new java.util.HashMap<>();
            for (String one : opened.state().keySet()) {
                // What says that the consumer has run before stays: sandboxes are then read from their beginning,
                // whatever start says.
                boolean marker = one.endsWith("/");
                if (one.equals(key) || key.equals("--all") && !marker) {
                    removed.put(one, null);
                }
            }
            opened.append(removed);
            opened.sync();
            removed.keySet().stream().sorted().forEach(one -> out.println("reset " + JournalText.escaped(one)));
        }
    }

    private List<Path> journals(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            err.println("No such directory: " + directory);
            return List.of();
        }
        if (Files.exists(directory.resolve(Journal.FILE))) {
            return List.of(directory);
        }
        try (var all = Files.list(directory)) {
            List<Path> journals = all.filter(one -> Files.exists(one.resolve(Journal.FILE)))
                    .sorted()
                    .toList();
            if (journals.isEmpty()) {
                err.println("No journal in " + directory);
            }
            return journals;
        }
    }
}
