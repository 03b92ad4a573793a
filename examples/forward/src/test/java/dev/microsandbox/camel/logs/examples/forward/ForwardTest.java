package dev.microsandbox.camel.logs.examples.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process: it forwards, stops, resumes; with a microsandbox home that the test writes, and with its demo. */
class ForwardTest {
    private static final String SANDBOX = "web-1";

    @TempDir
    Path dir;

    @Test
    void forwardsTheRealHomeAcrossSigtermAndSigkill() throws Exception {
        Path home = ChildProcess.home(dir);
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (DemoSandbox sandbox = new DemoSandbox(SANDBOX, home.resolve("sandboxes/" + SANDBOX + "/logs"))) {
            print(sandbox, 400);
            try (ChildProcess run = start()) {
                run.expect("following " + home.resolve("sandboxes"))
                        .expect(SANDBOX + ": from the beginning")
                        .expect(" " + SANDBOX + " stdout 7 #400 ");
                Future<?> printing = background.submit(() -> print(sandbox, 400));
                run.expect("some of them", () -> forwarded().last() > 500);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
                run.expectEnd("stopped, cursors are stored in");
                assertFalse(run.output().contains("no microsandbox"), run::output);
                printing.get();
            }
            long whileDown = sandbox.number();
            try (ChildProcess run = start()) {
                run.expect(SANDBOX + ": resumes at exec.log")
                        .expect("all", () -> forwarded().last() == whileDown);
                run.expect("all of runtime.log", () -> forwarded().relayed().size() == whileDown / 4);
                Lines forwarded = forwarded();
                assertEquals(Lines.upTo(whileDown), forwarded.printed(), "nothing twice, nothing missing");
                assertEquals(Lines.upTo(whileDown / 4).stream().map(n -> n * 4).toList(), forwarded.relayed());
                assertEquals(1, forwarded.count("--- sandbox started ---"));
                assertEquals(1, forwarded.count("Linux version"));

                Future<?> printing = background.submit(() -> print(sandbox, 400));
                run.expect("some of them", () -> forwarded().last() > whileDown + 150);
                run.kill();
                printing.get();
            }
            long sinceKill = sandbox.number();
            tear();
            try (ChildProcess run = start()) {
                run.expect(SANDBOX + ": resumes at exec.log")
                        .expect("all", () -> forwarded().last() == sinceKill);
                run.expect(
                        "all of runtime.log",
                        () -> distinct(forwarded().relayed()).size() == sinceKill / 4);
                assertEquals(
                        Lines.upTo(sinceKill),
                        distinct(forwarded().printed()),
                        "nothing missing, and every line whole");
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            }
        } finally {
            background.shutdownNow();
        }
    }

    @Test
    void playsTwoSandboxesWhereThereIsNoMicrosandbox() throws Exception {
        Path none = ChildProcess.home(dir);
        try (ChildProcess run = start("-Dforward.demo.rate=200")) {
            run.expect("no microsandbox in " + none)
                    .expect("demo-web: from the beginning")
                    .expect("demo-agent: from the beginning")
                    .expect(" demo-web stderr 1 #9 ")
                    .expect(" demo-agent output 10 #100 \\u001b[32m") // what a sandbox printed moves no cursor
                    .expect(" demo-agent output 1 #101 ")
                    .expect("rotation", () -> Files.exists(demo().resolve("sandboxes/demo-web/logs/exec.log.1")));
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
        long before = Lines.forwarded(dir, "demo-web").last();
        try (ChildProcess run = start("-Dforward.demo.rate=200")) {
            run.expect("demo-web: resumes at exec.log")
                    .expect("demo-agent: resumes at exec.log")
                    .expect("more", () -> Lines.forwarded(dir, "demo-web").last() > before + 100)
                    .expect("more", () -> Lines.forwarded(dir, "demo-agent").last() > before + 50);
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
            run.expectEnd("stopped, cursors are stored in");
        }
        for (String sandbox : List.of("demo-web", "demo-agent")) {
            Lines forwarded = Lines.forwarded(dir, sandbox);
            assertEquals(Lines.upTo(forwarded.last()), forwarded.printed(), "nothing twice, nothing missing");
            Lines written = Lines.written(demo(), sandbox);
            long oldest = written.printed().get(0);
            assertTrue(oldest <= forwarded.last());
            assertEquals(written.printed(oldest, forwarded.last()), forwarded.printed(oldest, forwarded.last()));
        }
    }

    private ChildProcess start(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Dforward.dir=" + dir));
        all.addAll(List.of(options));
        return ChildProcess.start(dir, Forward.class, all);
    }

    private Path demo() {
        return dir.resolve("demo");
    }

    private Lines forwarded() throws IOException {
        return Lines.forwarded(dir, SANDBOX);
    }

    private static List<Long> distinct(List<Long> numbers) {
        return numbers.stream().distinct().toList();
    }

    /** Some lines, at 500 a second: an exec.log in a third of a second. */
    private static Void print(DemoSandbox sandbox, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            sandbox.print("stdout", 7, "x".repeat(20 + i % 20));
            LockSupport.parkNanos(2_000_000);
        }
        return null;
    }

    /** What a kill in the middle of an append leaves, which with the next line behind it would be no JSON; this kill need not have hit one. */
    private void tear() throws IOException {
        Files.writeString(lastDay(), "{\"t\":\"2026-11-2", StandardOpenOption.APPEND);
    }

    private Path lastDay() throws IOException {
        try (Stream<Path> days = Files.list(dir.resolve("out").resolve(SANDBOX))) {
            return days.max(Path::compareTo).orElseThrow();
        }
    }
}
