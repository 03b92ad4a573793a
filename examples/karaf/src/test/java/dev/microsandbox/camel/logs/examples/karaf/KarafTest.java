package dev.microsandbox.camel.logs.examples.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route in a real container, while a sandbox writes and rotates: bundles and container stop, start and are killed. */
@Tag("it")
@Tag("slow")
class KarafTest {
    private static final String COMPONENT = "dev.microsandbox.camel.logs";
    private static final String ROUTE = "dev.microsandbox.camel.logs.examples.karaf";
    private static final String SANDBOX = "web-1";
    private static final int LINES_PER_SECOND = 100;

    @TempDir
    Path dir;

    private DemoSandbox sandbox;
    private Container container;

    @Test
    void resumesWhateverIsRestarted() throws Exception {
        ContainerFiles files = new ContainerFiles(
                Path.of(System.getProperty("karaf.home")),
                dir.resolve("base"),
                Map.of(
                        "home", dir.resolve("home").toString(),
                        "directory", dir.resolve("forward").toString()));
        sandbox = new DemoSandbox(dir.resolve("home/sandboxes/" + SANDBOX + "/logs"), LINES_PER_SECOND);
        sandbox.goOnSafely();
        try {
            container = Container.start(files);
            container.install(Run.FEATURES, Run.FEATURE);
            follows();
            allWasForwardedOnce("after the start");

            restartBundle("the bundle of the route", ROUTE);
            restartBundle("the bundle of the component", COMPONENT);

            sandbox.goOnSafely();
            container.bundle("refresh", COMPONENT);
            follows();
            allWasForwardedOnce("after a refresh of the component");

            sandbox.goOnSafely();
            container.terminate();
            container = Container.start(files);
            follows();
            allWasForwardedOnce("after SIGTERM");

            sandbox.goOnSafely();
            container.kill();
            container = Container.start(files);
            follows();
            sandbox.pause();
            container.expect("the rest", () -> forwarded().containsAll(sandbox.written()));
            assertEquals(
                    sandbox.written(),
                    forwarded().stream().distinct().toList(),
                    "after SIGKILL: some may come twice, none is missing, and every line is whole");
            container.terminate();
        } finally {
            sandbox.close();
            if (container != null) {
                container.close();
            }
        }
    }

    private void restartBundle(String what, String symbolicName) throws Exception {
        sandbox.goOnSafely();
        container.bundle("stop", symbolicName);
        long stopped = count();
        container.expect("lines while it is stopped", () -> sandbox.written().size() > stopped + 50);
        assertEquals(stopped, count(), what + " is stopped, and something is forwarded");
        container.bundle("start", symbolicName);
        follows();
        allWasForwardedOnce("after a restart of " + what);
    }

    /** It has caught up, and goes on for two rotations. */
    private void follows() {
        container.expect("what was written", () -> count() >= sandbox.written().size() - 1);
        sandbox.goOn();
        int rotations = sandbox.rotations();
        container.expect(
                "two rotations more, followed",
                () -> sandbox.rotations() >= rotations + 2
                        && count() >= sandbox.written().size() - LINES_PER_SECOND);
    }

    private void allWasForwardedOnce(String when) throws IOException {
        sandbox.pause();
        List<String> written = sandbox.written();
        container.expect(written.size() + " lines " + when, () -> count() >= written.size());
        assertEquals(written, forwarded(), "nothing twice, nothing missing, in order, " + when);
        assertTrue(sandbox.rotations() > 1, "it rotates");
        sandbox.goOn();
    }

    private long count() throws IOException {
        return Forwarded.count(out());
    }

    private List<String> forwarded() throws IOException {
        return Forwarded.in(out());
    }

    private Path out() {
        return dir.resolve("forward/out/" + SANDBOX + ".ndjson");
    }
}
