package dev.microsandbox.camel.logs.examples.kafka;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A broker in a JVM of its own that can be killed, and started again on the same port with what it had stored. */
final class BrokerProcess implements AutoCloseable {
    private final Path dir;
    private final int port;
    /** Null until it is started. */
    private ChildProcess process;

    /** It has a port, and does not run yet. */
    BrokerProcess(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.port = LocalBroker.freePort();
    }

    /** Starts it; {@link #awaitReady} says when it answers. */
    BrokerProcess start() throws IOException {
        process = ChildProcess.start(dir, LocalBroker.class, List.of(), dir.toString(), Integer.toString(port));
        return this;
    }

    BrokerProcess awaitReady() {
        process.expect(LocalBroker.READY);
        return this;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
