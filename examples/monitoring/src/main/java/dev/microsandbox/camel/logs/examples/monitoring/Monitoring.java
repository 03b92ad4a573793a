package dev.microsandbox.camel.logs.examples.monitoring;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.MicrosandboxHome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class Monitoring extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);

    private final PrometheusMeterRegistry registry;
    private MetricsServer server;

    private Monitoring(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Main main = new Main();
        // All that the component needs: a registry of meters among the beans.
        main.bind("metricsRegistry", registry);
        main.configure().addRoutesBuilder(new MonitoringRoute());
        main.addMainListener(new Monitoring(registry));
        main.run(args);
    }

    /** Answers before the route runs, so that nobody takes a slow start for a dead process. */
    @Override
    public void beforeStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        int port = Integer.parseInt(context.resolvePropertyPlaceholders("{{monitoring.port}}"));
        try {
            LOG.info("following {}", home(context).sandboxesDirectory());
            server = MetricsServer.start(port, context, registry);
        } catch (IOException | LogException e) {
            throw new IllegalStateException(
                    "Cannot start, with 127.0.0.1:" + port + " (-Dmonitoring.port=0: any port): " + e.getMessage(), e);
        }
        LOG.info("meters: http://127.0.0.1:{}/metrics", server.port());
        LOG.info("health: http://127.0.0.1:{}/health", server.port());
    }

    private static MicrosandboxHome home(CamelContext context) throws LogException {
        MsbLogsComponent component = context.getComponent("msblogs", MsbLogsComponent.class);
        String configured = component.getConfiguration().getHome();
        return MicrosandboxHome.of(configured == null ? MicrosandboxHome.defaultHome() : Path.of(configured));
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        if (server != null) {
            server.close();
        }
    }
}
