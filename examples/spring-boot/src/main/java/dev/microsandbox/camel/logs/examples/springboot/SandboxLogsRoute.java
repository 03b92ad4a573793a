package dev.microsandbox.camel.logs.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Every entry of every sandbox, as a line of JSON → the sink. */
@Component
class SandboxLogsRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("msblogs:*?body=json").routeId("sandbox-logs").to("{{sink}}");
    }
}
