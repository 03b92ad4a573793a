package dev.microsandbox.camel.logs.examples.s3;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts the example, with a server that is there already. */
final class Application {
    static final String BUCKET = "sandbox-logs";

    private Application() {}

    /** As a process, which keeps its cursors in {@code dir} and reads {@link ChildProcess#home}. */
    static ChildProcess process(Path dir, LocalS3 server, int batchSize) throws IOException {
        return ChildProcess.start(
                dir,
                S3.class,
                List.of(
                        "-Ds3.options=" + server.options(),
                        "-Ds3.bucket=" + BUCKET,
                        "-Ds3.batchSize=" + batchSize,
                        "-Ds3.batchTimeout=300",
                        "-Ds3.dir=" + dir));
    }

    /** Its route, in this JVM; to be started. */
    static DefaultCamelContext here(Path dir, LocalS3 server, int batchSize, int batchTimeout) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.put("s3.options", server.options());
        properties.put("s3.bucket", BUCKET);
        properties.put("s3.workers", "4");
        properties.put("s3.batchSize", Integer.toString(batchSize));
        properties.put("s3.batchTimeout", Integer.toString(batchTimeout));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind(S3Route.CURSORS, new JournalStateRepository(dir.resolve("cursors")));
        context.getComponent("msblogs", MsbLogsComponent.class)
                .getConfiguration()
                .setHome(ChildProcess.home(dir).toString());
        context.addRoutes(new S3Route());
        return context;
    }
}
