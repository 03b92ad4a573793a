package dev.microsandbox.camel.logs.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other end of a {@link SideMain}. One thread. */
final class SideProcess implements AutoCloseable {
    /** How an answer begins; other lines are somebody's log. */
    static final String ANSWER = "# ";

    /**
     * What one pass took.
     *
     * @param nanos by the clock
     * @param cpuNanos processor time of the whole JVM, its collector included
     */
    record Taken(long nanos, long cpuNanos) {}

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    SideProcess(Class<?> main, List<String> jvmOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    static SideProcess of(Side side, Place place, String... jvmOptions) throws IOException {
        SideProcess process =
                new SideProcess(SideMain.class, List.of(jvmOptions), side, place.directory(), place.entries());
        process.answer();
        return process;
    }

    /** One pass. */
    Taken pass() throws IOException {
        ask("go");
        String[] nanos = answer().split(" ", -1);
        return new Taken(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
    }

    void ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
    }

    String answer() throws IOException {
        StringBuilder other = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
            other.append('\n').append(line);
        }
        throw new IOException("it ended without an answer:" + other);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
