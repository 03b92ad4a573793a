package dev.microsandbox.camel.logs.bench;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.MsbLogsConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * A route that ends at one processor. The context is started, and so is the route when the clock is: it runs from the first exchange to
 * the last entry.
 */
final class RoutePass implements Pass {
    /** What stands between the endpoint and the processor. */
    private interface Steps {
        ProcessorDefinition<?> behind(RouteDefinition route);
    }

    private final int entries;
    private final String uri;
    private final String[] headers;
    private final Steps steps;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private int passes;

    private RoutePass(int entries, String uri, Steps steps, String... headers) {
        this.entries = entries;
        this.uri = uri;
        this.steps = steps;
        this.headers = headers;
        context.disableJMX();
    }

    /**
     * This component, with the options that it has when none is given, but for all four sources.
     *
     * @param entries how many are waited for
     * @param options more options of the endpoint: {@code &name=value}, or nothing
     */
    static RoutePass msblogs(Homes homes, int entries, String options) throws Exception {
        RoutePass pass = new RoutePass(
                entries,
                "msblogs:*?sources=all&initialDelay=0" + options,
                route -> route,
                MsbLogsConstants.SANDBOX,
                MsbLogsConstants.ENTRY_ID);
        MsbLogsComponent component = new MsbLogsComponent();
        component.getConfiguration().setHome(homes.home().toString());
        component.setCursorDir(homes.cursors().toString());
        pass.context.addComponent("msblogs", component);
        pass.context.start();
        return pass;
    }

    static RoutePass fileAndSplit(Homes homes) {
        RoutePass pass = new RoutePass(
                homes.entries(),
                "file:" + homes.logs() + "?noop=true&idempotent=false&include=exec.log.*&initialDelay=0&delay=600000",
                route -> route.split().tokenize("\n").streaming().unmarshal().json(JsonLibrary.Jackson, JsonLine.class),
                Exchange.FILE_NAME,
                Exchange.FILE_PATH);
        pass.context.start();
        return pass;
    }

    static RoutePass stream(Homes homes) {
        RoutePass pass = new RoutePass(
                homes.entries(),
                "stream:file?fileName=" + homes.oneFile() + "&scanStream=true",
                route -> route.unmarshal().json(JsonLibrary.Jackson, JsonLine.class),
                "CamelStreamIndex",
                "CamelStreamComplete");
        pass.context.start();
        return pass;
    }

    @Override
    public long nanos() throws Exception {
        String id = "pass" + ++passes; // and so a cursor of its own: every pass begins at the beginning
        Look look = new Look(entries, headers[0], headers[1]);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.behind(from(uri).routeId(id).autoStartup(false)).process(look);
            }
        });
        context.getRouteController().startRoute(id);
        long nanos = look.nanos();
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
        return nanos;
    }
}
