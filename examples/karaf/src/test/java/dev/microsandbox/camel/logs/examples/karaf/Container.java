package dev.microsandbox.camel.logs.examples.karaf;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * A Karaf in a process of its own, administered by JMX.
 *
 * <p>One thread.
 */
final class Container implements AutoCloseable {
    /** What ends after SIGTERM: with Karaf's own exit code, or, where the JVM is faster, with the signal's. */
    private static final Set<Integer> TERMINATED = Set.of(0, 128 + 15);

    private static final int STARTS = 3;
    private static final int START_SECONDS = 120;
    private static final int LIMIT_SECONDS = 120;
    private static final int LINES_SHOWN = 150;

    private final ContainerFiles files;
    private Process process;
    private JMXConnector connector;

    private Container(ContainerFiles files) {
        this.files = files;
    }

    /** Starts it, and waits until it can be administered. One start in about a hundred hangs for good; then it is started anew. */
    static Container start(ContainerFiles files) throws IOException {
        AssertionError failed = null;
        for (int i = 0; i < STARTS; i++) {
            Container container = new Container(files);
            try {
                files.writeEtc();
                container.launch();
                container.connect();
                return container;
            } catch (AssertionError e) {
                failed = e;
                container.close();
            }
        }
        throw failed;
    }

    private void launch() throws IOException {
        Path base = files.base();
        // Karaf shuts down on SIGTERM; SIGINT, which a terminal sends to all, would end it like a kill. The process is
        // the JVM's.
        String command = "trap '' INT; exec \"$0\" daemon";
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", command, files.home().resolve("bin/karaf").toString())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("karaf.out").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("EXTRA_JAVA_OPTS", "-Xmx256m");
        environment.put("KARAF_BASE", base.toString());
        environment.put("KARAF_ETC", base.resolve("etc").toString());
        environment.put("KARAF_DATA", base.resolve("data").toString());
        environment.put("KARAF_LOG", base.resolve("data/log").toString());
        environment.put("KARAF_SYSTEM_OPTS", "-Dkaraf.instances=" + base.resolve("instances"));
        process = builder.start();
    }

    private void connect() {
        expect("Karaf's administration", START_SECONDS, () -> {
            disconnect();
            connector = JMXConnectorFactory.connect(
                    new JMXServiceURL(files.jmxUrl()),
                    Map.of(JMXConnector.CREDENTIALS, new String[] {ContainerFiles.USER, ContainerFiles.USER}));
            return connections().isRegistered(name("feature")) && connections().isRegistered(name("bundle"));
        });
    }

    /** Installs a feature of a repository; returns when it is there. */
    void install(String repository, String feature) throws IOException, JMException {
        invoke("feature", "addRepository", repository);
        invoke("feature", "installFeature", feature);
    }

    /** Stops, starts or refreshes the bundle of that symbolic name; returns when that is done. */
    void bundle(String act, String symbolicName) throws IOException, JMException {
        invoke("bundle", act, symbolicName);
    }

    private void invoke(String type, String operation, String argument) throws IOException, JMException {
        connections().invoke(name(type), operation, new Object[] {argument}, new String[] {String.class.getName()});
    }

    private MBeanServerConnection connections() throws IOException {
        return connector.getMBeanServerConnection();
    }

    private static ObjectName name(String type) throws JMException {
        return new ObjectName("org.apache.karaf:type=" + type + ",name=root");
    }

    /** Waits for something that it is to do. */
    void expect(String what, Callable<Boolean> condition) {
        expect(what, LIMIT_SECONDS, condition);
    }

    private void expect(String what, int seconds, Callable<Boolean> condition) {
        try {
            await().pollInterval(100, TimeUnit.MILLISECONDS)
                    .atMost(seconds, TimeUnit.SECONDS)
                    .ignoreExceptions()
                    .failFast(() -> !process.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("wanted " + what + ", got:\n" + output(), e);
        }
    }

    /** The end of what it printed and logged. */
    String output() {
        return lines(files.base().resolve("karaf.out")) + lines(files.log());
    }

    private static String lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())) + "\n";
        } catch (IOException e) {
            return e + "\n";
        }
    }

    /** SIGTERM; returns when it has shut down. */
    void terminate() throws InterruptedException {
        disconnect();
        process.destroy();
        int exit = waitFor();
        if (!TERMINATED.contains(exit)) {
            throw new AssertionError("it did not shut down but ended with " + exit + ":\n" + output());
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        waitFor();
        disconnect();
    }

    private int waitFor() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Returns when somebody has ended it. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Administers it no more. */
    void disconnect() {
        try {
            if (connector != null) {
                connector.close();
            }
        } catch (IOException e) {
            // the other end has gone first
        }
        connector = null;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        disconnect();
    }
}
