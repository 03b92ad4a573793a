package dev.microsandbox.camel.logs;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/** The route of a consumer that was made by another component's consumer, as camel-master does, which tells it of no route. */
final class OwnerRoute {
    private OwnerRoute() {}

    /** The only route whose endpoint stands for this one; null: there is none, or there are several. */
    static Route of(CamelContext context, Endpoint endpoint) {
        List<Route> found = context.getRoutes().stream()
                .filter(route -> standsFor(route.getEndpoint(), endpoint))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static boolean standsFor(Endpoint outer, Endpoint endpoint) {
        return outer instanceof DelegateEndpoint delegate
                && (delegate.getEndpoint() == endpoint || standsFor(delegate.getEndpoint(), endpoint));
    }
}
