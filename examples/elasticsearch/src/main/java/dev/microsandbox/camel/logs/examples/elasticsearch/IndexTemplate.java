package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * The template of the indices, put before the first document: an index that is made without it guesses its fields. While the server
 * does not take it, exchanges fail and are tried again.
 *
 * <p>Any thread.
 */
final class IndexTemplate {
    private static final String NAME = "sandbox-logs";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI uri;
    private volatile boolean there;

    /**
     * @param put false: somebody else does
     */
    IndexTemplate(String host, boolean put) {
        uri = URI.create("http://" + host + "/_index_template/" + NAME);
        there = !put;
    }

    /** Sees to it that it is there. */
    void ensure(Exchange exchange) throws IOException, InterruptedException {
        if (there) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(text()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The index template was not taken: " + response.statusCode() + " " + response.body());
        }
        there = true;
    }

    static String text() throws IOException {
        try (InputStream json = IndexTemplate.class.getResourceAsStream("/index-template.json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
