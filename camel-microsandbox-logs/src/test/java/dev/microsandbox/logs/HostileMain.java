package dev.microsandbox.logs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all sources of a directory (first argument) with a maxLineBytes (second) on a thread with a small stack; prints a word for each
 * line that it gave or skipped: short text that ends as a line, the length of other data, or what the listener was told.
 */
final class HostileMain {
    /** Enough for the stream, far too little for one call for each level of 100,000. */
    private static final long STACK_BYTES = 256 * 1024;

    private HostileMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>();
        Thread thread = new Thread(null, () -> read(args, words), "small-stack", STACK_BYTES);
        thread.start();
        thread.join();
        words.forEach(out::println);
        out.println("end");
    }

    private static void read(String[] args, List<String> words) {
        LogOptions options = LogOptions.builder()
                .sources(List.of(LogSource.values()))
                .maxLineBytes(Integer.parseInt(args[1]))
                .listener(new LogListener() {
                    @Override
                    public void malformed(String file, long generation, long offset, long bytes) {
                        words.add(file + " malformed");
                    }

                    @Override
                    public void oversized(String file, long generation, long offset, long bytes) {
                        words.add(file + " oversized");
                    }
                })
                .build();
        try (LogStream stream = LogStream.open(Path.of(args[0]), options)) {
            while (stream.poll(entry -> words.add(entry.logFile() + " " + word(entry.data())))
                    != LogStream.State.FINISHED) {
                Thread.onSpinWait();
            }
        } catch (Throwable e) {
            words.add(e.toString());
        }
    }

    private static String word(byte[] data) {
        return data.length > 0 && data.length <= 100 && data[data.length - 1] == '\n'
                ? new String(data, StandardCharsets.UTF_8).strip()
                : data.length + " bytes";
    }
}
