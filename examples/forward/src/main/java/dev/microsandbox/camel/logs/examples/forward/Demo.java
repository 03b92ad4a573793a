package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.logs.MicrosandboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two sandboxes where there is no microsandbox: one serves, the other runs an agent's commands and is started anew now and then. */
final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String WEB = "demo-web";
    private static final String AGENT = "demo-agent";
    private static final int LINES_A_COMMAND = 10;
    private static final int LINES_A_RUN = 100;

    private final Path webLogs;
    private final Path agentLogs;
    private final double linesPerSecond;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-sandboxes"));

    private ScheduledFuture<?> lines;

    // Only that thread touches these.
    private DemoSandbox web;
    private DemoSandbox agent;
    private int turn;
    private int agentLines;

    Demo(MicrosandboxHome home, double linesPerSecond) throws IOException {
        this.linesPerSecond = linesPerSecond;
        webLogs = Files.createDirectories(home.logDirectory(WEB));
        agentLogs = Files.createDirectories(home.logDirectory(AGENT));
    }

    /** Starts the sandboxes; at a rate of 0 they say nothing. */
    void start() {
        thread.execute(() -> guarded(() -> {
            web = new DemoSandbox(WEB, webLogs);
            agent = new DemoSandbox(AGENT, agentLogs);
        }));
        if (linesPerSecond > 0) {
            long nanos = (long) (1e9 / linesPerSecond);
            lines = thread.scheduleAtFixedRate(() -> guarded(this::line), nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Stops the sandboxes, and waits for that. */
    @Override
    public void close() {
        if (lines != null) {
            lines.cancel(false);
        }
        thread.execute(() -> guarded(() -> {
            web.close();
            agent.close();
        }));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The demo sandboxes are still writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void line() throws IOException {
        if (turn++ % 2 == 0) {
            serve();
        } else {
            work();
        }
    }

    private void serve() throws IOException {
        long next = web.number() + 1;
        if (next % 9 == 0) {
            web.print("stderr", 1, "upstream timed out after 3000 ms, trying again");
        } else {
            web.print("stdout", 1, "GET /orders/" + next * 7919 % 1000 + " 200 " + next * 31 % 90 + " ms");
        }
    }

    private void work() throws IOException {
        if (agentLines == LINES_A_RUN) {
            agent.close();
            agent = new DemoSandbox(AGENT, agentLogs);
            agentLines = 0;
        }
        int session = 1 + agentLines / LINES_A_COMMAND; // from 1 again at every start
        agent.print("output", session, "\u001b[32m✓\u001b[0m test " + agentLines % LINES_A_COMMAND + " passed\r");
        agentLines++;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void guarded(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            LOG.error("A demo sandbox cannot write; its next line is tried all the same", e);
        }
    }
}
