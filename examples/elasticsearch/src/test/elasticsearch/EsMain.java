import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * An Elasticsearch of one node on 127.0.0.1, until its standard input ends. Prints {@code port N} when it is ready.
 *
 * <pre>
 * java -cp 'lib/*' EsMain.java MODULES HOME PORT VERSION
 * </pre>
 */
final class EsMain {
    private EsMain() {}

    public static void main(String[] arguments) throws Exception {
        Path modules = Path.of(arguments[0]);
        Path home = Path.of(arguments[1]);
        String version = arguments[3];
        Files.writeString(
                modules.resolve("transport-netty4/plugin-descriptor.properties"),
                "name=transport-netty4\ndescription=transport\nversion=" + version + "\nelasticsearch.version=" + version
                        + "\njava.version=17\nclassname=org.elasticsearch.transport.netty4.Netty4Plugin\n");
        Files.createDirectories(home.resolve("config"));
        LogConfigurator.configureESLogging();
        Settings settings = Settings.builder()
                .put("path.home", home.toString())
                .put("cluster.name", "local")
                .put("node.name", "local")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[2])
                .put("transport.port", "0")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
                settings, Map.of(), home.resolve("config"), () -> "local");
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(modules), Set.of(), Map.of(), false);
        try (Node node = new Node(environment, plugins)) {
            node.start();
            int port = node.injector()
                    .getInstance(HttpServerTransport.class)
                    .boundAddress()
                    .publishAddress()
                    .getPort();
            System.out.println("port " + port);
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
    }
}
