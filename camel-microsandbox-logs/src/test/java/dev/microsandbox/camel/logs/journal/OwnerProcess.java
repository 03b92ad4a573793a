package dev.microsandbox.camel.logs.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second JVM with the class path of this one that runs {@link OwnerMain} on a directory. */
final class OwnerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    OwnerProcess(String act, Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(OwnerMain.class.getName(), act, directory.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader();
    }

    long pid() {
        return process.pid();
    }

    /** The rest of the next line that begins so; null when there is none. */
    String next(String beginning) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = output.readLine();
        }
        return line == null ? null : line.substring(beginning.length());
    }

    /** SIGKILL; what it has printed can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process itself would close its output too
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the second JVM does not die");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
