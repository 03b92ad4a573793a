package dev.microsandbox.camel.logs.examples.s3;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class S3 extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(S3.class);

    private LocalS3 server;

    private S3() {}

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new S3Route());
        main.addMainListener(new S3());
        main.run(args);
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        if (context.resolvePropertyPlaceholders("{{s3.options}}").equals("local")) {
            int port = Integer.parseInt(context.resolvePropertyPlaceholders("{{s3.localPort}}"));
            Path directory = Path.of(context.resolvePropertyPlaceholders("{{s3.dir}}"), "objects");
            try {
                server = LocalS3.start(directory, port);
            } catch (Exception e) {
                throw new IllegalStateException("No S3 on 127.0.0.1:" + port + ": " + e.getMessage(), e);
            }
            context.getPropertiesComponent().addOverrideProperty("s3.options", server.options());
            LOG.info("no S3 is named (-Ds3.options=...): started one that keeps its objects in {}", directory);
        }
        LOG.info("to bucket {}", context.resolvePropertyPlaceholders("{{s3.bucket}}"));
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.warn("All is stored all the same", e);
            }
        }
    }
}
