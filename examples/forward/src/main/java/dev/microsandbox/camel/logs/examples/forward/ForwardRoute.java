package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.logs.LogEntry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/** Every entry of every sandbox → the sink → the console. An entry is done, and its cursor may be stored, when both have it. */
final class ForwardRoute extends RouteBuilder {
    /** What the cursors are stored under. */
    static final String NAME = "forward";

    private final Console console;

    ForwardRoute(Console console) {
        this.console = console;
    }

    @Override
    public void configure() {
        from("msblogs:*?sources=all&cursorName=" + NAME)
                .routeId(NAME)
                .setVariable("entry", body())
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("{{sink}}")
                .process(exchange -> console.show(exchange.getVariable("entry", LogEntry.class)));
    }
}
