package dev.microsandbox.camel.logs.examples.elasticsearch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.Netty4Plugin;

/** An OpenSearch of one node in this JVM, on 127.0.0.1, without security: to try the example, and for its tests. */
final class LocalOpenSearch extends Node {
    private LocalOpenSearch(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "local"),
                List.of(Netty4Plugin.class),
                false);
    }

    /**
     * Starts it.
     *
     * @param port 0: any that is free
     */
    static LocalOpenSearch start(Path directory, int port) throws NodeValidationException {
        LocalOpenSearch node = new LocalOpenSearch(Settings.builder()
                .put("path.home", directory.toAbsolutePath().toString())
                .put("cluster.name", "local")
                .put("node.name", "local")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build());
        node.start();
        return node;
    }

    int port() {
        return injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
    }
}
