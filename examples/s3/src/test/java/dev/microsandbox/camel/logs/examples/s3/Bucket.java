package dev.microsandbox.camel.logs.examples.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.examples.testing.WrittenSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket as a reader sees it. */
final class Bucket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final S3Client client;

    Bucket(int port, String name) {
        this.name = name;
        client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** The keys that begin like that, in S3's order. */
    List<String> keys(String beginning) {
        try {
            return client.listObjectsV2Paginator(r -> r.bucket(name).prefix(beginning)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        } catch (NoSuchBucketException e) {
            return List.of();
        }
    }

    /** The lines of an object. */
    List<JsonNode> lines(String key) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(client.getObject(r -> r.bucket(name).key(key))), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** What an object says of lines that were lost before its first one; null: nothing. */
    String gap(String key) {
        return client.headObject(r -> r.bucket(name).key(key)).metadata().get("gap");
    }

    /** What the sandbox printed, of all objects of its days, one behind the other. */
    List<String> printed(String sandbox) throws IOException {
        return texts("sandbox=" + sandbox + "/date=2", ".exec.");
    }

    /** What its runtime said. */
    List<String> relayed(String sandbox) throws IOException {
        return texts("sandbox=" + sandbox + "/date=none/", ".runtime.");
    }

    /** Whether it has all that the sandbox wrote, some of it perhaps more than once. */
    boolean hasAll(WrittenSandbox sandbox) throws IOException {
        try {
            return distinct(printed(sandbox.name())) >= sandbox.printed().size()
                    && distinct(relayed(sandbox.name())) >= sandbox.relayed().size();
        } catch (NoSuchKeyException e) {
            return false; // this server's files are gone for a moment while they are written; S3's objects are not
        }
    }

    private static long distinct(List<String> texts) {
        return texts.stream().distinct().count();
    }

    /** Fails unless it has just that. */
    void assertExact(WrittenSandbox sandbox) throws IOException {
        assertEquals(sandbox.printed(), printed(sandbox.name()), "all that was printed, once, in order");
        assertEquals(
                sandbox.relayed().stream().sorted().toList(),
                relayed(sandbox.name()).stream().sorted().toList(),
                "all that the runtime said, once");
    }

    private List<String> texts(String beginning, String logFile) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String key : keys(beginning)) {
            if (key.contains(logFile)) {
                lines(key).forEach(line -> texts.add(line.path("d").asText().stripTrailing()));
            }
        }
        return texts;
    }

    @Override
    public void close() {
        client.close();
    }
}
