package dev.microsandbox.camel.logs.examples.elasticsearch;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.logs.MicrosandboxHome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class Elasticsearch extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Elasticsearch.class);

    private LocalOpenSearch server;

    private Elasticsearch() {}

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addMainListener(new Elasticsearch());
        main.run(args);
    }

    /** The server where none is named, and the route. */
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        try {
            Path directory = Path.of(property(context, "elasticsearch.dir")).toAbsolutePath();
            String hosts = property(context, "search.hosts");
            if (hosts.isBlank()) {
                server = LocalOpenSearch.start(
                        directory.resolve("opensearch"), Integer.parseInt(property(context, "search.port")));
                hosts = "127.0.0.1:" + server.port();
                Properties found = new Properties();
                found.setProperty("search.hosts", hosts);
                context.getPropertiesComponent().setOverrideProperties(found);
            }
            DeadLetters deadLetters = new DeadLetters(directory.resolve("refused.ndjson"));
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            deadLetters, new ObjectName("dev.microsandbox.camel.logs.examples:type=DeadLetters"));
            boolean put = Boolean.parseBoolean(property(context, "search.template"));
            context.addRoutes(new SearchRoute(
                    SearchEngine.valueOf(property(context, "search.engine").toUpperCase(Locale.ROOT)),
                    new IndexTemplate(hosts, put),
                    deadLetters));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        try {
            String home = context.getComponent("msblogs", MsbLogsComponent.class)
                    .getConfiguration()
                    .getHome();
            Path place = home == null ? MicrosandboxHome.defaultHome() : Path.of(home);
            LOG.info(
                    "following {}, documents go to http://{}/{}*",
                    MicrosandboxHome.of(place).sandboxesDirectory(),
                    property(context, "search.hosts"),
                    LogDocument.INDICES);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.warn("OpenSearch did not stop as it should", e);
            }
        }
    }

    private static String property(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
