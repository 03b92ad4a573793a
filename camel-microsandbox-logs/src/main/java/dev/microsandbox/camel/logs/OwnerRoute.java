package dev.microsandbox.camel.logs;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/** The route of a consumer that was made by another component's consumer, as camel-master does, which tells it of no route. */
final class OwnerRoute {
    private OwnerRoute() {}

    /** The routes whose endpoint stands for this one: several, where they have the same URI behind it. */
    static List<Route> all(CamelContext context, Endpoint endpoint) {
        return context.getRoutes().stream()
                .filter(route -> standsFor(route.getEndpoint(), endpoint))
                .toList();
    }

    private static boolean standsFor(Endpoint outer, Endpoint endpoint) {
        return outer instanceof DelegateEndpoint delegate
                && (delegate.getEndpoint() == endpoint || standsFor(delegate.getEndpoint(), endpoint));
    }
}
