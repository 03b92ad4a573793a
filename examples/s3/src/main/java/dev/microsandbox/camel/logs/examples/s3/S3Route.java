package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogGap;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Configuration;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.apache.camel.component.aws2.s3.client.AWS2S3ClientFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** Batches of every sandbox → objects. Only when all objects of a batch are put is it committed, and only then comes the next one. */
final class S3Route extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "s3";

    /** The bean that stores them. */
    static final String CURSORS = "s3Cursors";

    @Override
    public void configure() {
        Runs runs = new Runs();
        from("msblogs:*?sources=all&cursorName=" + NAME + "&cursorRepository=#" + CURSORS
                        + "&commit=manual&maxInFlight=1&concurrentConsumers={{s3.workers}}"
                        + "&batchSize={{s3.batchSize}}&batchTimeout={{s3.batchTimeout}}")
                .routeId(NAME)
                .routePolicy(runs)
                .errorHandler(noErrorHandler()) // what fails is sent again by the consumer, which also tells of it
                .split()
                .message(S3Route::objects)
                .stopOnException()
                .setHeader(AWS2S3Constants.KEY)
                .body(LogObject.class, LogObject::key)
                .setHeader(AWS2S3Constants.METADATA)
                .body(LogObject.class, LogObject::metadata)
                .setHeader(AWS2S3Constants.CONTENT_TYPE, constant("application/gzip"))
                .transform()
                .body(LogObject.class, LogObject::lines)
                .marshal()
                .gzipDeflater()
                .to(bucket(runs))
                .to("log:objects?groupInterval=10000")
                .end()
                .process(new DurableCommit());
    }

    private static List<LogObject> objects(Message batch) {
        return LogObject.cut(batch.getBody(LogBatch.class), batch.getHeader(MsbLogsConstants.GAP, LogGap.class));
    }

    /** The bucket, whose objects are overwritten only by who has seen them. */
    private AWS2S3Endpoint bucket(Runs runs) {
        AWS2S3Endpoint bucket = endpoint("aws2-s3://{{s3.bucket}}?{{s3.options}}", AWS2S3Endpoint.class);
        AWS2S3Configuration options = bucket.getConfiguration();
        S3Client client = AWS2S3ClientFactory.getAWSS3Client(options).getS3Client();
        options.setAmazonS3Client(new ConditionalPuts(client, runs));
        return bucket;
    }
}
