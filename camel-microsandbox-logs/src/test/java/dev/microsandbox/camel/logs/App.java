package dev.microsandbox.camel.logs;

import java.nio.file.Path;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel application with a home of sandboxes and a place for cursors, both in one directory: a second one on the same directory is
 * the same application, started again.
 */
final class App implements AutoCloseable {
    final DefaultCamelContext context = new DefaultCamelContext();
    final Sandboxes sandboxes;
    final MsbLogsComponent component = new MsbLogsComponent();

    App(Path directory) {
        this(directory, false);
    }

    App(Path directory, boolean jmx) {
        sandboxes = new Sandboxes(home(directory).resolve("sandboxes"));
        component.getConfiguration().setHome(home(directory).toString());
        component.setCursorDir(cursors(directory).toString());
        context.addComponent("msblogs", component);
        if (!jmx) {
            context.disableJMX();
        }
        context.getShutdownStrategy().setTimeout(10);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
    }

    /** Where the microsandbox home of an application in that directory is. */
    static Path home(Path directory) {
        return directory.resolve("home");
    }

    /** Where its cursors are. */
    static Path cursors(Path directory) {
        return directory.resolve("cursors");
    }

    /** An URI whose first sweep comes at once, so that no test waits for it. */
    static String uri(String rest) {
        return "msblogs:" + rest + (rest.contains("?") ? "&" : "?") + "initialDelay=0";
    }

    /** Adds a route with an id that a person gave. */
    App route(String id, String rest, Processor sink) {
        return routes(builder -> builder.from(uri(rest)).routeId(id).process(sink));
    }

    /** Adds routes. */
    App routes(LambdaRouteBuilder routes) {
        try {
            RouteBuilder.addRoutes(context, routes);
            return this;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    App start() {
        context.start();
        return this;
    }

    App stop(String route) {
        try {
            context.getRouteController().stopRoute(route);
            return this;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    App start(String route) {
        try {
            context.getRouteController().startRoute(route);
            return this;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a route has stopped itself. */
    App expectStopped(String route) {
        Sink.await(() -> status(route) == ServiceStatus.Stopped);
        return this;
    }

    ServiceStatus status(String route) {
        return context.getRouteController().getRouteStatus(route);
    }

    @Override
    public void close() {
        context.stop();
    }
}
