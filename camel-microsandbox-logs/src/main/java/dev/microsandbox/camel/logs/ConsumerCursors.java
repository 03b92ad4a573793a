package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import org.apache.camel.Route;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Under which name, and in which repository, one consumer keeps its cursors: claimed when it starts, released when it has stopped.
 *
 * <p>One thread at a time, that of the life cycle.
 */
final class ConsumerCursors {
    private final MsbLogsEndpoint endpoint;
    private final String name;
    private final String route;
    private JournalStateRepository ownRepository;
    private StoredCursors stored;
    private boolean claimed;

    /**
     * @param route null: the consumer was made without one
     */
    ConsumerCursors(MsbLogsEndpoint endpoint, Route route, String routeId) {
        this.endpoint = endpoint;
        this.route = routeId == null ? endpoint.getEndpointUri() : routeId;
        // Generated ids depend on the order of routes, and on what else runs here: no name for what is stored.
        boolean named = route != null && route.isCustomId() && !route.isCreatedByKamelet();
        String byRoute = named ? route.getRouteId() : endpoint.getSandbox();
        String asked = endpoint.getConfiguration().getCursorName();
        this.name = asked == null ? byRoute : asked;
    }

    String name() {
        return name;
    }

    /** Takes the name and opens the repository; both are given back where that fails. */
    @SuppressWarnings("unchecked") // checked when the endpoint was made, as far as a generic type can be
    StoredCursors open() throws Exception {
        Object repository = endpoint.getConfiguration().getCursorRepository();
        if ("none".equals(repository)) {
            stored = new StoredCursors(null, name, true);
            return stored;
        }
        CursorStores stores = endpoint.getComponent().stores();
        stores.claim(name, route);
        claimed = true;
        try {
            if (repository == null) {
                ownRepository = stores.open(name);
                repository = ownRepository;
            } else {
                if (!endpoint.getCamelContext().hasService(repository)) {
                    endpoint.getCamelContext().addService(repository);
                }
                ServiceHelper.startService(repository); // the context puts it off until its routes run
            }
        } catch (Exception e) {
            release();
            throw e;
        }
        stored = new StoredCursors((StateRepository<String, String>) repository, name, ownRepository != null);
        return stored;
    }

    /** Closes the repository where it is the component's own, and gives the name back. Twice is harmless. */
    void release() {
        if (stored != null) {
            stored.close(); // a late completion or commit changes nothing any more
        }
        try {
            if (ownRepository != null) {
                ownRepository.stop(); // throws where it cannot store what it owes
            }
        } finally {
            ownRepository = null;
            if (claimed) {
                claimed = false;
                endpoint.getComponent().stores().release(name);
            }
        }
    }
}
