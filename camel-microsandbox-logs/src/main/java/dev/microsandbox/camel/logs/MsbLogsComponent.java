package dev.microsandbox.camel.logs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/**
 * Follows the logs of microsandbox sandboxes.
 *
 * <p>Any thread, as Camel components are.
 */
@Component(MsbLogsConstants.SCHEME)
public class MsbLogsComponent extends HealthCheckComponent {
    @Metadata(description = "Options that every endpoint begins with.")
    private MsbLogsConfiguration configuration = new MsbLogsConfiguration();

    @Metadata(
            label = "consumer",
            description =
                    "Where the default repository of cursors lives. Default: the environment variable XDG_STATE_HOME, else"
                            + " .local/state in the user's home, and in it camel-microsandbox-logs.")
    private String cursorDir;

    /** Guarded by this. */
    private CursorStores stores;

    private final Set<MsbLogsConsumer> running = ConcurrentHashMap.newKeySet();

    /** For the context to fill in. */
    public MsbLogsComponent() {}

    /**
     * In that context.
     *
     * @param context the Camel context
     */
    public MsbLogsComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MsbLogsConfiguration options = configuration.copy();
        MsbLogsEndpoint endpoint = new MsbLogsEndpoint(uri, this, remaining, options);
        OptionTexts.check((PropertyConfigurerGetter) getEndpointPropertyConfigurer(), parameters);
        forgetInherited(options, parameters);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty()) {
            throw OptionTexts.unknown(
                    parameters,
                    getCamelContext()
                            .getCamelContextExtension()
                            .getEndpointUriFactory(MsbLogsConstants.SCHEME)
                            .propertyNames());
        }
    }

    /** What an endpoint says of where its sandboxes are stands above what the component says. */
    private static void forgetInherited(MsbLogsConfiguration options, Map<String, Object> parameters) {
        if (parameters.containsKey("logDir")) {
            options.setHome(null);
            options.setSandboxesDir(null);
        } else if (parameters.containsKey("home")) {
            options.setSandboxesDir(null);
        }
    }

    /** Made when the first consumer starts: camel-main sets options after the component was initialised. */
    synchronized CursorStores stores() {
        if (stores == null) {
            stores = new CursorStores(cursorDir == null ? CursorStores.defaultDirectory() : Path.of(cursorDir));
        }
        return stores;
    }

    /** Its consumers that are started, also those that are no route's own, as behind camel-master. */
    Set<MsbLogsConsumer> running() {
        return running;
    }

    void started(MsbLogsConsumer consumer) {
        running.add(consumer);
    }

    void stopped(MsbLogsConsumer consumer) {
        running.remove(consumer);
    }

    /** {@return the options} */
    public MsbLogsConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * Options that every endpoint begins with.
     *
     * @param configuration the options
     */
    public void setConfiguration(MsbLogsConfiguration configuration) {
        this.configuration = configuration;
    }

    /** {@return the option {@code cursorDir}} */
    public String getCursorDir() {
        return cursorDir;
    }

    /**
     * Where the default repository of cursors lives.
     *
     * @param cursorDir a directory, which need not be there; null: the default
     */
    public void setCursorDir(String cursorDir) {
        this.cursorDir = cursorDir;
    }
}
