package dev.microsandbox.camel.logs.examples.monitoring;

import org.apache.camel.builder.RouteBuilder;

/** Every entry of every sandbox → the sink. */
final class MonitoringRoute extends RouteBuilder {
    /** The id of the route, and what its cursors are stored under. */
    static final String NAME = "monitoring";

    @Override
    public void configure() {
        from("msblogs:*?sources=all&cursorName=" + NAME).routeId(NAME).to("{{sink}}");
    }
}
