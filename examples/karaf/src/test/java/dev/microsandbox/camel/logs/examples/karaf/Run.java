package dev.microsandbox.camel.logs.examples.karaf;

import dev.microsandbox.logs.MicrosandboxHome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The example: a container with the route, and a sandbox where there is no microsandbox, until Ctrl-C or SIGTERM. */
public final class Run {
    static final String FEATURES = "mvn:dev.microsandbox.camel/camel-microsandbox-logs-example-karaf/"
            + System.getProperty("project.version") + "/xml/features";
    static final String FEATURE = "forward";

    private static final int LINES_PER_SECOND = 8;
    private static final int STOP_SECONDS = 60;

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Run() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(System.getProperty("karaf.dir")).toAbsolutePath();
        Map<String, String> settings = new HashMap<>();
        settings.put("directory", directory.toString());
        DemoSandbox sandbox = null;
        MicrosandboxHome home = MicrosandboxHome.of(MicrosandboxHome.defaultHome());
        if (!Files.isDirectory(home.sandboxesDirectory())) {
            Path demo = directory.resolve("demo");
            say("no microsandbox in " + MicrosandboxHome.defaultHome() + ": a demo sandbox writes below " + demo);
            settings.put("home", demo.toString());
            sandbox = new DemoSandbox(demo.resolve("sandboxes/demo/logs"), LINES_PER_SECOND);
            sandbox.goOnSafely();
        }
        ContainerFiles files =
                new ContainerFiles(Path.of(System.getProperty("karaf.home")), directory.resolve("karaf"), settings);
        files.forget(); // cursors and output are elsewhere
        say("Karaf starts in " + files.base());
        Runtime.getRuntime().addShutdownHook(new Thread(Run::stop, "stop"));
        try (Container container = Container.start(files)) {
            container.install(FEATURES, FEATURE);
            container.disconnect();
            if (sandbox != null) {
                sandbox.goOn();
            }
            say("entries go to " + directory.resolve("out") + ", a file per sandbox; the container's log is "
                    + files.log());
            say("Ctrl-C stops it; started again, it goes on where it was");
            container.awaitEnd();
        }
    }

    /** The container, however far it is; waits until it has stored its cursors. */
    private static void stop() {
        ProcessHandle.current().children().forEach(child -> {
            child.destroy();
            child.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
            say("stopped");
        });
    }

    private static void say(String text) {
        OUT.println("karaf: " + text);
    }
}
