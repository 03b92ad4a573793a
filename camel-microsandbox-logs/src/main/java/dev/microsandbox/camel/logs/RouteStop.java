package dev.microsandbox.camel.logs;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a route, from a thread of its own: a route that is stopped from inside itself waits for itself. */
final class RouteStop {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);

    private RouteStop() {}

    /**
     * Begins to.
     *
     * @param cause null: all is done
     */
    static void begin(CamelContext context, String route, Exception cause) {
        Thread thread = new Thread(() -> stop(context, route, cause), "msblogs-stop-" + route);
        thread.setDaemon(true);
        thread.start();
    }

    private static void stop(CamelContext context, String route, Exception cause) {
        try {
            if (cause == null) {
                context.getRouteController().stopRoute(route);
            } else {
                context.getRouteController().stopRoute(route, cause);
            }
        } catch (Exception e) {
            LOG.error("Route {} could not be stopped: stop it by hand", route, Escaped.of(e));
        }
    }
}
