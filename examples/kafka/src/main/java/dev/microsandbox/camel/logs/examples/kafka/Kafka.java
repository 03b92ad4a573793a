package dev.microsandbox.camel.logs.examples.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class Kafka extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Kafka.class);

    private LocalBroker broker;

    private Kafka() {}

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new KafkaRoute());
        main.addMainListener(new Kafka());
        main.run(args);
    }

    @Override
    public void beforeStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        String brokers = context.resolvePropertyPlaceholders("{{kafka.brokers}}");
        if (brokers.equals("local")) {
            int port = Integer.parseInt(context.resolvePropertyPlaceholders("{{kafka.localPort}}"));
            Path directory = Path.of(context.resolvePropertyPlaceholders("{{kafka.dir}}"), "broker");
            try {
                broker = LocalBroker.start(directory, port);
            } catch (IOException e) {
                throw new IllegalStateException("No broker on 127.0.0.1:" + port + ": " + e.getMessage(), e);
            }
            brokers = "127.0.0.1:" + port;
            context.getPropertiesComponent().addOverrideProperty("kafka.brokers", brokers);
            LOG.info("no broker is named (-Dkafka.brokers=host:port): started one on {}", brokers);
        }
        LOG.info("to topic {} of {}", context.resolvePropertyPlaceholders("{{kafka.topic}}"), brokers);
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        if (broker != null) {
            broker.close();
        }
    }
}
