package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The template of the indices, put before the first document: an index that is made without it guesses its fields. While no server
 * takes it, exchanges fail and are tried again.
 *
 * <p>Any thread.
 */
final class IndexTemplate {
    private static final String NAME = "sandbox-logs";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<URI> places;
    private volatile boolean there;

    /**
     * @param hosts {@code host:port}, several with commas between: all of one cluster, so that it is put to one of them
     * @param put false: somebody else does
     */
    IndexTemplate(String hosts, boolean put) {
        places = Arrays.stream(hosts.split(","))
                .map(host -> URI.create("http://" + host.strip() + "/_index_template/" + NAME))
                .toList();
        there = !put;
    }

    /** Sees to it that it is there. */
    void ensure(Exchange exchange) throws IOException, InterruptedException {
        if (!there) {
            putToOne();
            there = true;
        }
    }

    private void putToOne() throws IOException, InterruptedException {
        List<IOException> refusals = new ArrayList<>();
        for (URI place : places) {
            try {
                put(place);
                return;
            } catch (IOException e) {
                refusals.add(e); // perhaps the next one takes it
            }
        }
        IOException none = new IOException("No server takes the index template: " + places, refusals.get(0));
        refusals.stream().skip(1).forEach(none::addSuppressed);
        throw none;
    }

    private void put(URI place) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(text()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(place + " answers " + response.statusCode() + " " + response.body());
        }
    }

    static String text() throws IOException {
        try (InputStream json = IndexTemplate.class.getResourceAsStream("/index-template.json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
