package dev.microsandbox.camel.logs.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with this one's class path, asked by lines on its standard input; and the child's end of that. One thread. */
final class ChildJvm implements AutoCloseable {
    /** How an answer begins; other lines are somebody's log. */
    private static final String ANSWER = "# ";

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    /** What the child does. */
    interface Answering {
        String answer(String question) throws Exception;
    }

    ChildJvm(Class<?> main, String[] jvmOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
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

    /** Asks and waits. */
    String ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return answer();
    }

    /** Waits for what it says next. */
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

    /** In the child: says something. */
    static void answer(String text) {
        OUT.println(ANSWER + text);
    }

    /** In the child: answers until nobody asks any more, and ends the JVM. */
    static void serve(Answering answering) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String question = in.readLine(); question != null; question = in.readLine()) {
                answer(answering.answer(question));
            }
        } finally {
            System.exit(0); // contexts are up
        }
    }
}
