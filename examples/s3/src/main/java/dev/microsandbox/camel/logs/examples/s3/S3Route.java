package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.LogBatch;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import dev.microsandbox.logs.LogGap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/** Batches of every sandbox → objects. Only when all objects of a batch are put is it committed, and only then comes the next one. */
final class S3Route extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "s3";

    /** The bean that stores them. */
    static final String CURSORS = "s3Cursors";

    @Override
    public void configure() {
        from("msblogs:*?sources=all&cursorName=" + NAME + "&cursorRepository=#" + CURSORS
                        + "&commit=manual&maxInFlight=1&concurrentConsumers={{s3.workers}}"
                        + "&batchSize={{s3.batchSize}}&batchTimeout={{s3.batchTimeout}}")
                .routeId(NAME)
                .errorHandler(noErrorHandler()) // what fails is sent again by the consumer, which also tells of it
                .split()
                .body(LogBatch.class, LogObject::cut)
                .stopOnException()
                .setHeader(AWS2S3Constants.KEY)
                .body(LogObject.class, LogObject::key)
                .setHeader(AWS2S3Constants.METADATA)
                .message(S3Route::metadata)
                .setHeader(AWS2S3Constants.CONTENT_TYPE, constant("application/gzip"))
                .transform()
                .body(LogObject.class, LogObject::lines)
                .marshal()
                .gzipDeflater()
                .to("aws2-s3://{{s3.bucket}}?{{s3.options}}")
                .to("log:objects?groupInterval=10000")
                .end()
                .process(new DurableCommit());
    }

    /** Says that lines before the object's first one were lost. */
    private static Map<String, String> metadata(Message message) {
        LogGap gap = message.getHeader(MsbLogsConstants.GAP, LogGap.class);
        String logFile = message.getBody(LogObject.class).logFile();
        return gap != null && gap.file().equals(logFile) ? Map.of("gap", gap.toString()) : Map.of();
    }
}
