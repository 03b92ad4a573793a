package dev.microsandbox.logs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads all sources of a directory (first argument), following (second) or not, in a small heap; prints what came, in short. */
final class HugeLineMain {
    private HugeLineMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder("read");
        List<String> told = new ArrayList<>();
        LogOptions options = LogOptions.builder()
                .follow(Boolean.parseBoolean(args[1]))
                .sources(List.of(LogSource.values()))
                .listener(new LogListener() {
                    @Override
                    public void oversized(String file, long generation, long offset, long bytes) {
                        told.add("oversized " + file + " " + bytes);
                    }
                })
                .build();
        try (LogStream stream = LogStream.open(Path.of(args[0]), options)) {
            while (stream.poll(entry -> {
                        String text = entry.text().strip();
                        read.append(' ').append(entry.logFile()).append(':');
                        read.append(text.length() < 10 ? text : Integer.toString(text.length()));
                        return true;
                    })
                    == LogStream.State.MORE) {
                Thread.onSpinWait();
            }
        }
        out.println(read + " told " + told);
    }
}
