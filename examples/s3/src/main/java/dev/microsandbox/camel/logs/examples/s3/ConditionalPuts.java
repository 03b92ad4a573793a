package dev.microsandbox.camel.logs.examples.s3;

import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts an object where there is none, or in the place of the one that it saw there. So a put of an earlier run that S3 carries out late,
 * when a later run has put its own under that key, is refused by S3 and overwrites nothing.
 *
 * <p>Any thread.
 */
final class ConditionalPuts extends DelegatingS3Client {
    private static final int PRECONDITION_FAILED = 412;

    private final Runs runs;

    ConditionalPuts(S3Client client, Runs runs) {
        super(client);
        this.runs = runs;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try {
            return super.putObject(request.toBuilder().ifNoneMatch("*").build(), body);
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
        }
        // This batch was put before, and not committed.
        String seen = headObject(head -> head.bucket(request.bucket()).key(request.key()))
                .eTag();
        // After the look: what a later run has put is seen only when this one is over, and what it puts from here on
        // does not match.
        if (runs.isOver()) {
            throw new RejectedExecutionException(
                    "The route has stopped: " + request.key() + " is left to its next run");
        }
        return super.putObject(request.toBuilder().ifMatch(seen).build(), body);
    }
}
