package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
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

    @Test
    void endpointRouteBuilder() throws Exception {
        expectRoute(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(JAVA_URI).routeId("same").to(direct("typed"));
                from(direct("typed")).process("sink");
            }
        });
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

    @Test
    void rawTakesAValueAsItIs() throws Exception {
        States states = new States();
        expectStored("msblogs:web?cursorRepository=#states&cursorName=RAW(a%20b&c+d)", states, "a%20b&c+d/web");
    }

    @Test
    void rawInYamlTakesAValueAsItIs() throws Exception {
        States states = new States();
        expectStoredByYaml("cursorName: RAW(a%20b&c+d)", states, "a%20b&c+d/web");
    }

    @Test
    void theEnvironmentIsAskedForPlaceholders() throws Exception {
        States states = new States();
        String path = System.getenv("PATH");
        expectStored(
                "msblogs:{{env:MSBLOGS_IS_NOT_SET:web}}?cursorRepository=#states&cursorName=RAW({{env:PATH}})",
                states,
                path + "/web");
    }

    @Test
    void aPlaceholderThatMayBeMissingLeavesItsOptionOut() throws Exception {
        States states = new States();
        expectStoredByYaml("cursorName: n\n        exclude: \"{{?none}}\"", states, "n/web");
    }

    private void expectStoredByYaml(String parameter, States states, String key) throws Exception {
        String route =
                """
                - route:
                    from:
                      uri: msblogs:web
                      parameters:
                        cursorRepository: "#states"
                        %s
                      steps:
                        - process:
                            ref: sink
                """
                        .replace("%s", parameter);
        expectStored(
                new RouteBuilder() {
                    @Override
                    public void configure() throws Exception {
                        PluginHelper.getRoutesLoader(getContext())
                                .loadRoutes(ResourceHelper.fromString("route.yaml", route));
                    }
                },
                states,
                key);
    }

    private void expectStored(String uri, States states, String key) throws Exception {
        expectStored(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).process("sink");
                    }
                },
                states,
                key);
    }

    private void expectStored(RouteBuilder route, States states, String key) throws Exception {
        try (App app = new App(directory)) {
            app.sandboxes.out("web", "w");
            app.component.getConfiguration().setBody(MsbLogsConfiguration.Body.text);
            app.context.getRegistry().bind("states", states);
            app.context.getRegistry().bind("sink", sink);
            app.context.addRoutes(route);
            app.start();
            sink.expect("w");
        }
        assertEquals(Set.of(key, key.substring(0, key.length() - "web".length())), states.all.keySet());
    }

    @Test
    void propertiesMakeTheBeanThatAnOptionOfTheComponentNames() throws Exception {
        Sandboxes sandboxes = new Sandboxes(directory.resolve("boxes"));
        sandboxes.out("web", "w");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(asProperties(Map.of(
                "camel.main.name", "beans",
                "camel.main.jmxEnabled", "false",
                "camel.main.shutdownTimeout", "7",
                "camel.beans.states", "#class:org.apache.camel.support.processor.state.MemoryStateRepository",
                "camel.component.msblogs.sandboxes-dir",
                        directory.resolve("boxes").toString(),
                "camel.component.msblogs.cursor-repository", "#bean:states",
                "camel.component.msblogs.max-in-flight", "1",
                "camel.component.msblogs.configuration.body", "text")));
        main.bind("sink", sink);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("msblogs:web?initialDelay=0").routeId("mine").process("sink");
            }
        });
        main.start();
        try {
            sink.expect("w");
            CamelContext context = main.getCamelContext();
            MemoryStateRepository states =
                    context.getRegistry().lookupByNameAndType("states", MemoryStateRepository.class);
            Sink.await(() -> states.getState("mine/web") != null);
            MsbLogsEndpoint endpoint =
                    (MsbLogsEndpoint) context.getRoute("mine").getEndpoint();
            assertEquals(1, endpoint.getConfiguration().getMaxInFlight());
            assertEquals(7, context.getShutdownStrategy().getTimeout());
        } finally {
            main.stop();
        }
    }

    @Test
    void aMistypedPropertyOfTheComponentIsRefused() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(
                asProperties(Map.of("camel.main.jmxEnabled", "false", "camel.component.msblogs.cursorDirectory", "x")));
        Exception refused = assertThrows(Exception.class, main::start);
        assertTrue(String.valueOf(refused.getMessage()).contains("cursorDirectory"), String.valueOf(refused));
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
