package dev.microsandbox.camel.logs.examples.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the indices of the example hold, asked by plain HTTP. */
final class Indices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 5000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI server;

    Indices(int port) {
        server = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** How many documents there are; 0 also while there is no server to ask. */
    long count() {
        try {
            send("POST", "sandbox-logs-*/_refresh", null);
            return send("GET", "sandbox-logs-*/_count", null).path("count").asLong();
        } catch (IOException e) {
            return 0;
        }
    }

    JsonNode send(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** All documents of a sandbox, in the order of their entry ids. */
    List<JsonNode> documents(String sandbox) throws IOException {
        send("POST", "sandbox-logs-*/_refresh", null);
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode hits = send(
                            "POST",
                            "sandbox-logs-*/_search",
                            "{\"size\":" + PAGE
                                    + ",\"sort\":[{\"entry_id\":\"asc\"}],\"query\":{\"term\":{\"sandbox\":\"" + sandbox
                                    + "\"}}" + after + "}")
                    .at("/hits/hits");
            if (hits.isEmpty()) {
                return all;
            }
            hits.forEach(all::add);
            after = ",\"search_after\":" + hits.get(hits.size() - 1).get("sort");
        }
    }

    /** That every line of a sandbox up to this number is a document, once, with its text, and nothing else is. */
    void expectOnce(String sandbox, long written) throws IOException {
        List<JsonNode> documents = documents(sandbox);
        TreeSet<Long> missing = new TreeSet<>();
        for (long number = 1; number <= written; number++) {
            missing.add(number);
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode document : documents) {
            String text = document.at("/_source/text").asText();
            long number = NumberedSandbox.number(text);
            assertEquals(document.get("_id"), document.at("/_source/entry_id"));
            ids.add(document.get("_id").asText());
            missing.remove(number);
        }
        assertEquals(Set.of(), missing, "missing");
        assertEquals(written, documents.size(), "documents: none twice");
        assertEquals(written, ids.size(), "ids");
    }
}
