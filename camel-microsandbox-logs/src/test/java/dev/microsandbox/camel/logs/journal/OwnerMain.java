package dev.microsandbox.camel.logs.journal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Owns a journal in a process of its own, until it is killed.
 *
 * <pre>
 * try DIR   prints "refused MESSAGE" or "open", then waits
 * race DIR  sets, for i = 1, 2, …, key i % 50 to i, as fast as it can, and prints "stored i" after each flush
 * </pre>
 */
final class OwnerMain {
    static final int KEYS = 50;

    private OwnerMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, java.nio.charset.StandardCharsets.UTF_8);
        JournalStateRepository repository = new JournalStateRepository(Path.of(arguments[1]));
        try {
            repository.start();
        } catch (RuntimeException e) {
            out.println("refused " + e.getCause().getMessage());
            return;
        }
        out.println("open");
        if (arguments[0].equals("race")) {
            race(repository, out);
        } else {
            Thread.currentThread().join(); // for ever
        }
    }

    private static void race(JournalStateRepository repository, PrintStream out) throws IOException {
        long i = repository.keys().values().stream()
                .mapToLong(value -> Long.parseLong(value.strip()))
                .max()
                .orElse(0);
        while (true) {
            i++;
            repository.setState("key " + i % KEYS, i + " ".repeat((int) (i % 400)));
            if (i % 7 == 0) {
                repository.flush();
                out.println("stored " + i);
            }
        }
    }
}
