package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One route in each of Camel's languages, configured as an application is. */
class DslTest {
    private static final String JAVA_URI = "msblogs:{{which}}?exclude={{out}}&sources=stdout,system&body=text&since=1h"
            + "&until=+1h&delay=500&initialDelay=0&maxLineBytes={{most}}";

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Sink sink = new Sink();

    @Test
    void java() throws Exception {
        expectRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(JAVA_URI).routeId("same").process("sink");
            }
        });
    }

    @Test
    void yaml() throws Exception {
        expectLoaded(
                "route.yaml",
                """
                - route:
                    id: same
                    from:
                      uri: msblogs
                      parameters:
                        sandbox: "{{which}}"
                        exclude: "{{out}}"
                        sources: stdout,system
                        body: text
                        since: 1h
                        until: +1h
                        delay: 500
                        initialDelay: 0
                        maxLineBytes: "{{most}}"
                      steps:
                        - process:
                            ref: sink
                """);
    }

    @Test
    void yamlWithAUri() throws Exception {
        expectLoaded(
                "route.yaml",
                """
                - route:
                    id: same
                    from:
                      uri: msblogs:*
                      parameters:
                        exclude: "{{out}}"
                        sources: stdout,system
                        body: text
                        initialDelay: 0
                      steps:
                        - process:
                            ref: sink
                """);
    }

    @Test
    void xml() throws Exception {
        expectLoaded(
                "route.xml",
                "<routes xmlns=\"http://camel.apache.org/schema/spring\"><route id=\"same\"><from uri=\""
                        + JAVA_URI.replace("&", "&amp;")
                        + "\"/><process ref=\"sink\"/></route></routes>");
    }

    private void expectLoaded(String name, String route) throws Exception {
        expectRoute(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(ResourceHelper.fromString(name, route));
            }
        });
    }

    private void expectRoute(RouteBuilder routes) throws Exception {
        Sandboxes sandboxes = new Sandboxes(directory.resolve("boxes"));
        sandboxes.out("web", "w").out("db", "left out");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.name", "dsl");
        main.addInitialProperty("camel.main.jmxEnabled", "false");
        main.addInitialProperty(
                "camel.component.msblogs.sandboxesDir",
                directory.resolve("boxes").toString());
        main.addInitialProperty(
                "camel.component.msblogs.cursorDir",
                directory.resolve("cursors").toString());
        main.addInitialProperty("which", "*");
        main.addInitialProperty("out", "db,x?");
        main.addInitialProperty("most", "2048");
        main.bind("sink", sink);
        main.configure().addRoutesBuilder(routes);
        main.start();
        try {
            sink.expect("w");
            sandboxes.line("web", "system", null, "--- sandbox stopped ---\n");
            sink.expect("w", "--- sandbox stopped ---");
            assertEquals(String.class, sink.get(0).body().getClass());
        } finally {
            main.stop();
        }
        logged.noWarning();
    }

    @Test
    void homeIsAnOptionOfTheComponentInProperties() throws Exception {
        Sandboxes sandboxes = new Sandboxes(App.home(directory).resolve("sandboxes"));
        sandboxes.out("web", "w");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(asProperties(Map.of(
                "camel.main.jmxEnabled", "false",
                "camel.component.msblogs.home", App.home(directory).toString(),
                "camel.component.msblogs.cursor-repository", "none",
                "camel.component.msblogs.body", "json")));
        main.bind("sink", sink);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("msblogs:web?initialDelay=0").process("sink");
            }
        });
        main.start();
        try {
            sink.expect(1);
            assertEquals('{', sink.get(0).text().charAt(0));
        } finally {
            main.stop();
        }
    }

    private static java.util.Properties asProperties(Map<String, String> values) {
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(values);
        return properties;
    }

    @Test
    void delayAndInitialDelayRuleTheSweepAndAreTwoSecondsAndOneByDefault() throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "a");
            CamelContext context = app.context;
            MsbLogsEndpoint plain = context.getEndpoint("msblogs:web", MsbLogsEndpoint.class);
            assertEquals(2000, ((MsbLogsConsumer) plain.createConsumer(sink)).getDelay());
            assertEquals(1000, ((MsbLogsConsumer) plain.createConsumer(sink)).getInitialDelay());
            MsbLogsEndpoint set = context.getEndpoint("msblogs:web?delay=5s&initialDelay=300", MsbLogsEndpoint.class);
            assertEquals(5000, ((MsbLogsConsumer) set.createConsumer(sink)).getDelay());
            app.routes(builder -> builder.from("msblogs:web?delay=5s&initialDelay=300")
                    .routeId("r")
                    .process(sink));
            Instant begin = Instant.now();
            app.start();
            sink.expect("a");
            long took = java.time.Duration.between(begin, Instant.now()).toMillis();
            assertEquals(true, took >= 300 && took < 4000, "took " + took);
        }
    }
}
