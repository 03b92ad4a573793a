package dev.microsandbox.camel.logs.examples.forward;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes one sandbox's log directory as microsandbox does, with small files so that they rotate soon. Every line that its programs
 * print has a number, {@code #1}, {@code #2} …; after a restart the numbers go on where the log ends.
 *
 * <p>One thread.
 */
final class DemoSandbox implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLIS = time("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter MICROS = time("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final Pattern NUMBER = Pattern.compile("#(\\d+) ");
    private static final long EXEC_LIMIT_BYTES = 16 * 1024;
    private static final long RUNTIME_LIMIT_BYTES = 4 * 1024;

    private final String name;
    private final Path logs;
    private final RotatedLog exec;
    private final RotatedLog runtime;
    private long number;

    /** The sandbox starts. */
    DemoSandbox(String name, Path logs) throws IOException {
        this.name = name;
        this.logs = logs;
        Files.createDirectories(logs);
        number = Math.max(lastNumber("exec.log"), lastNumber("exec.log.1"));
        exec = new RotatedLog(logs, "exec.log", EXEC_LIMIT_BYTES);
        runtime = new RotatedLog(logs, "runtime.log", RUNTIME_LIMIT_BYTES);
        boot();
        exec("system", null, "--- sandbox started ---\n");
        runtime("INFO microsandbox_runtime::vm: sandbox started");
    }

    /** The number of the last line that its programs printed. */
    long number() {
        return number;
    }

    /** A program of a session prints a line, which gets the next number; the runtime has something to say now and then. */
    void print(String source, long session, String text) throws IOException {
        number++;
        exec(source, session, "#" + number + " " + text + "\n");
        if (number % 4 == 0) {
            runtime("DEBUG microsandbox_runtime::exec: relayed session=" + session + " up_to=#" + number);
        }
    }

    /** The sandbox stops. */
    @Override
    public void close() throws IOException {
        runtime("INFO microsandbox_runtime::vm: sandbox stopped");
        exec("system", null, "--- sandbox stopped ---\n");
        exec.close();
        runtime.close();
    }

    /** The guest's console, opened anew at every start of the sandbox; here it is not truncated then. */
    private void boot() throws IOException {
        String lines = "[    0.000000] Linux version 6.12.8 (demo) boot=" + MICROS.format(Instant.now())
                + "\n[    0.002113] Command line: reboot=k panic=-1 console=hvc0\n[    0.061254] Run /init as init process\n";
        Files.writeString(logs.resolve("kernel.log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void exec(String source, Long session, String data) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("t", MILLIS.format(Instant.now()));
        line.put("s", source);
        line.put("d", data);
        if (session != null) {
            line.put("id", session);
        }
        exec.append((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The runtime's pipe is read in chunks, which may end within a line; so a line may begin in one file and end in the next. */
    private void runtime(String message) throws IOException {
        byte[] line = (MICROS.format(Instant.now()) + "  " + message + " sandbox=" + name + "\n")
                .getBytes(StandardCharsets.UTF_8);
        int cut = 1 + (int) (number * 37 % (line.length - 1));
        runtime.append(Arrays.copyOf(line, cut));
        runtime.append(Arrays.copyOfRange(line, cut, line.length));
    }

    private long lastNumber(String file) throws IOException {
        long last = 0;
        if (Files.exists(logs.resolve(file))) {
            Matcher numbers = NUMBER.matcher(Files.readString(logs.resolve(file)));
            while (numbers.find()) {
                last = Math.max(last, Long.parseLong(numbers.group(1)));
            }
        }
        return last;
    }

    private static DateTimeFormatter time(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
