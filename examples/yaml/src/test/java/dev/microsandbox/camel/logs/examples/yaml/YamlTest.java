package dev.microsandbox.camel.logs.examples.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process: it forwards while a sandbox writes, is stopped, killed, and resumes. */
class YamlTest {
    private static final Pattern NUMBER = Pattern.compile("\"d\":\"#(\\d+) ");

    @TempDir
    Path dir;

    @Test
    void forwardsAcrossSigtermAndSigkill() throws Exception {
        long atTheEnd;
        try (NumberedSandbox sandbox = new NumberedSandbox(ChildProcess.home(dir), "web", 300, this::last)) {
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("some", () -> last() > 100);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            long stopped = last();
            assertEquals(upTo(stopped), forwarded(), "in order, nothing twice, nothing missing");

            long killed;
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("more", () -> last() > stopped + 300);
                assertEquals(upTo(stopped), forwarded().subList(0, (int) stopped), "what came before");
                assertEquals(stopped + 1, forwarded().get((int) stopped), "goes on with the next one");
                run.kill();
                killed = last();
            }
            try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dyaml.dir=" + dir))) {
                run.expect("more", () -> last() > killed + 100);
                atTheEnd = sandbox.end();
                run.expect("all", () -> last() == atTheEnd);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
            List<Long> forwarded = forwarded();
            assertEquals(upTo(atTheEnd), forwarded.stream().distinct().toList(), "nothing missing");
            List<Long> repeated = new ArrayList<>(forwarded);
            upTo(atTheEnd).forEach(repeated::remove);
            assertTrue(
                    repeated.stream().allMatch(number -> number > stopped && number <= killed),
                    () -> "twice: " + repeated + ", stopped at " + stopped + ", killed at " + killed);
        }
    }

    private long last() throws IOException {
        List<Long> all = forwarded();
        return all.isEmpty() ? 0 : all.get(all.size() - 1);
    }

    /** All numbers, in the order they were written; also those in a line that a kill has torn. */
    private List<Long> forwarded() throws IOException {
        Path file = dir.resolve("out/web.ndjson");
        List<Long> numbers = new ArrayList<>();
        if (Files.exists(file)) {
            for (Matcher match = NUMBER.matcher(Files.readString(file)); match.find(); ) {
                numbers.add(Long.parseLong(match.group(1)));
            }
        }
        return numbers;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
