package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Sends to {@code msblogs:} with the URI's rest (second argument), in a small heap; prints how many entries came, the first and the last. */
final class ReadMain {
    private ReadMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (App app = new App(Path.of(args[0])).start()) {
            List<?> entries = app.context.createProducerTemplate().requestBody("msblogs:" + args[1], null, List.class);
            out.println("read " + entries.size() + " " + shortly(entries.get(0)) + " "
                    + shortly(entries.get(entries.size() - 1)));
        }
    }

    private static String shortly(Object one) {
        LogEntry entry = (LogEntry) one;
        String text = entry.text().strip();
        return entry.sandbox() + ":" + text.substring(0, Math.min(text.length(), 5));
    }
}
