package dev.microsandbox.camel.logs.examples.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 on loopback that keeps objects as files, {@code <bucket>/<key>}: for a look at the example, and for its tests. */
final class LocalS3 implements AutoCloseable {
    private static final String KEY = "local";

    private final S3Proxy proxy;

    private LocalS3(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts it; it answers when this returns.
     *
     * @param port 0: any that is free
     */
    static LocalS3 start(Path directory, int port) throws Exception {
        return start(directory, port, UnaryOperator.identity());
    }

    /** The same, with something between it and the files. */
    static LocalS3 start(Path directory, int port, UnaryOperator<BlobStore> between) throws Exception {
        Files.createDirectories(directory);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(between.apply(
                        new FilesystemNio2BlobStore(directory.toAbsolutePath().toString())))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, KEY)
                .build();
        proxy.start();
        return new LocalS3(proxy);
    }

    int port() {
        return proxy.getPort();
    }

    /** How Camel's component talks to it. */
    String options() {
        return "overrideEndpoint=true&uriEndpointOverride=http://127.0.0.1:" + port()
                + "&forcePathStyle=true&region=us-east-1&autoCreateBucket=true&accessKey=" + KEY + "&secretKey=" + KEY;
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("S3 on port " + port() + " does not stop", e);
        }
    }
}
