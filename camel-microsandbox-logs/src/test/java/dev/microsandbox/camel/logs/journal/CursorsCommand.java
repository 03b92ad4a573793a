package dev.microsandbox.camel.logs.journal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command {@code cursors} as a process would run it, for tests of other packages. */
public final class CursorsCommand {
    private CursorsCommand() {}

    /** What came of it. */
    public record Outcome(int code, String printed) {}

    /** Runs it with these arguments. */
    public static Outcome run(List<String> arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = new CursorsMain(stream, stream).run(arguments);
        return new Outcome(code, printed.toString(StandardCharsets.UTF_8));
    }

    /** Makes a journal with these keys. */
    public static void store(Path journal, Map<String, String> states) throws Exception {
        JournalStateRepository repository = new JournalStateRepository(journal);
        repository.start();
        states.forEach(repository::setState);
        repository.stop();
    }
}
