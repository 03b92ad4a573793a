package dev.microsandbox.camel.logs.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The sandbox tool's own reader, as a process: from its start to its end; what it prints goes nowhere. */
final class MsbPass implements Pass {
    private final Homes homes;
    private final Path binary;

    MsbPass(Homes homes) throws IOException, InterruptedException {
        this.homes = homes;
        this.binary = homes.msb();
        Process process = start(ProcessBuilder.Redirect.PIPE);
        long lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().count();
        }
        if (process.waitFor() != 0 || lines != homes.entries()) {
            throw new IOException(binary + " gave " + lines + " of " + homes.entries() + " entries");
        }
    }

    @Override
    public long nanos() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int status = start(ProcessBuilder.Redirect.DISCARD).waitFor();
        long nanos = System.nanoTime() - begin;
        if (status != 0) {
            throw new IOException(binary + " ended with " + status);
        }
        return nanos;
    }

    private Process start(ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(binary.toString(), "logs", "web", "--source", "all", "--json"))
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MSB_HOME", homes.home().toString());
        return builder.start();
    }
}
