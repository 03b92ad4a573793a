package dev.microsandbox.camel.logs.examples.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application that answers over HTTP, on a port that it prints. */
public final class HttpProcess implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ChildProcess process;
    private final int port;

    /**
     * Waits until it says where it answers.
     *
     * @param said finds that in its output; its group 1 is the port
     */
    public HttpProcess(ChildProcess process, Pattern said) {
        this.process =
                process.expect("its port", () -> said.matcher(process.output()).find());
        Matcher found = said.matcher(process.output());
        if (!found.find()) {
            throw new AssertionError(process.output());
        }
        this.port = Integer.parseInt(found.group(1));
    }

    /** What is at a path of it; an {@link IOException} is one that the process did not answer. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Waits for something that it is to do. */
    public void expect(String what, ChildProcess.Condition condition) {
        process.expect(what, condition);
    }

    /** What it has printed. */
    public String output() {
        return process.output();
    }

    /** SIGTERM; gives the exit code. */
    public int terminate() throws InterruptedException {
        return process.terminate();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
