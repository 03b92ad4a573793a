package dev.microsandbox.camel.logs.examples.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the one command of the page starts it, where there is no microsandbox. */
@Tag("it")
@Tag("slow")
class RunTest {
    @TempDir
    Path dir;

    @Test
    void playsASandboxInAContainer() throws Exception {
        List<String> options = List.of(
                "-Dkaraf.home=" + Path.of(System.getProperty("karaf.home")).toAbsolutePath(),
                "-Dkaraf.dir=" + dir.resolve("karaf-data"),
                "-Dproject.version=" + System.getProperty("project.version"));
        Path out = dir.resolve("karaf-data/out/demo.ndjson");
        try (ChildProcess run = ChildProcess.start(dir, Run.class, options)) {
            try {
                run.expect("no microsandbox in " + ChildProcess.home(dir))
                        .expect("entries go to " + out.getParent())
                        .expect(
                                "some",
                                () -> Files.exists(out)
                                        && Files.readAllLines(out).size() > 20);
                assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
                run.expectEnd("stopped");
            } finally {
                endContainer(run.pid());
            }
        }
    }

    /** Where the test has failed; else it has ended. */
    private static void endContainer(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    }
}
