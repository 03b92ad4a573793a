package dev.microsandbox.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a main class of the tests in a second JVM with this one's class path, and reads what it prints. */
public final class SecondJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private SecondJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts {@code main} with JVM options in front and arguments behind. */
    public static SecondJvm start(Class<?> main, List<String> options, Object... arguments) throws IOException {
        return start(main, System.getProperty("java.class.path"), options, arguments);
    }

    /** The same behind a command that limits what it may. */
    public static SecondJvm startWithin(List<String> limits, Class<?> main, Object... arguments) throws IOException {
        return start(limits, main, System.getProperty("java.class.path"), List.of(), arguments);
    }

    /** The same with a class path of its own. */
    static SecondJvm start(Class<?> main, String classPath, List<String> options, Object... arguments)
            throws IOException {
        return start(List.of(), main, classPath, options, arguments);
    }

    private static SecondJvm start(
            List<String> limits, Class<?> main, String classPath, List<String> options, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(limits);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new SecondJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for the line that begins so, and gives it; what else comes meanwhile is an error message. */
    public String expect(String beginning) throws IOException {
        String line = output.readLine();
        StringBuilder other = new StringBuilder();
        while (line != null && !line.startsWith(beginning)) {
            other.append('\n').append(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the second JVM ended without '" + beginning + "':" + other);
        }
        return line;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the second JVM does not end");
        }
        return process.exitValue();
    }

    /** Writes a line to its standard input. */
    public void tell(String line) throws IOException {
        var input = process.outputWriter();
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** Kills it as {@code kill -9} does, and waits until it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
