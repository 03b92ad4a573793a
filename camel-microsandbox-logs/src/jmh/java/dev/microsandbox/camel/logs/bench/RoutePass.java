package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** {@code msblogs:*} → one processor. The context is started; the clock runs from the start of the route to the last entry. */
final class RoutePass implements Pass {
    private final Place place;
    private final String options;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private int passes;

    /**
     * @param options more options of the endpoint: {@code &name=value}, or nothing
     */
    RoutePass(Place place, String options) throws Exception {
        this.place = place;
        this.options = options;
        MsbLogsComponent component = new MsbLogsComponent();
        component.getConfiguration().setHome(place.home().toString());
        component.setCursorDir(place.cursors().toString());
        context.addComponent("msblogs", component);
        context.disableJMX();
        context.start();
    }

    @Override
    public long nanos() throws Exception {
        String id = "pass" + ++passes; // a cursor of its own: every pass begins at the beginning
        Look look = new Look(place.entries(), MsbLogsConstants.SANDBOX, MsbLogsConstants.ENTRY_ID);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("msblogs:*?sources=all&initialDelay=0" + options)
                        .routeId(id)
                        .autoStartup(false)
                        .process(look);
            }
        });
        long begin = System.nanoTime();
        context.getRouteController().startRoute(id);
        long nanos = look.endNanos() - begin;
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
        return nanos;
    }
}
