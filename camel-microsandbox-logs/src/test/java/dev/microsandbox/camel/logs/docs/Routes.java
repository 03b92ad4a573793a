package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/**
 * Routes on a page, in a context of its own directory: there are no sandboxes but those that a test writes, and files are written below it.
 * Where all that they name is on this module's test class path they are started; where it is not (another component, a bean, a
 * property without a default), Camel has read them into its model, and the msblogs endpoints among them are made. A second one on the same
 * directory is the same application, started again.
 */
final class Routes implements AutoCloseable {
    private static final Pattern BEAN = Pattern.compile("(?:=|\")#(?:bean:)?(\\w+)|\\bref[:=]|\\bbean\\(");
    private static final Pattern REPOSITORY = Pattern.compile("cursorRepository[=:]\\s*\"?#(?:bean:)?(\\w+)");
    private static final Pattern NO_DEFAULT = Pattern.compile("\\{\\{[^:}]+\\}\\}");

    private final DefaultCamelContext context = new DefaultCamelContext();

    private final Path sandboxes;
    private final Path files;

    Routes(Path directory) throws Exception {
        sandboxes = Files.createDirectories(directory.resolve("sandboxes"));
        files = directory.resolve("files");
        MsbLogsComponent component = new MsbLogsComponent();
        component.getConfiguration().setSandboxesDir(sandboxes.toString());
        component.setCursorDir(directory.resolve("cursors").toString());
        context.addComponent("msblogs", component);
        context.addComponent("file", new FilesBelow(files));
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(10);
        context.build();
    }

    DefaultCamelContext context() {
        return context;
    }

    /** Where routes that write to a relative path do. */
    Path files() {
        return files;
    }

    /** A sandbox says what {@link #check} lets its routes read. */
    void write(String sandbox, List<String> texts) throws IOException {
        Path logs = Files.createDirectories(sandboxes.resolve(sandbox).resolve("logs"));
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append("{\"t\":\"")
                    .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .append("\",\"s\":\"stdout\",\"d\":\"")
                    .append(text)
                    .append("\\n\",\"id\":7}\n");
        }
        Files.writeString(logs.resolve("exec.log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Loads a file of routes, by its ending. */
    boolean check(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
        return checked(text);
    }

    /** Adds routes. */
    boolean check(RoutesBuilder routes, String text) throws Exception {
        context.addRoutes(routes);
        return checked(text);
    }

    /** Whether they were started. */
    private boolean checked(String text) throws Exception {
        List<RouteDefinition> routes = context.getRouteDefinitions();
        assertFalse(routes.isEmpty() && context.getRouteTemplateDefinitions().isEmpty(), "no route in it");
        Matcher repository = REPOSITORY.matcher(text);
        while (repository.find()) {
            context.getRegistry().bind(repository.group(1), StateRepository.class, new MemoryStateRepository());
        }
        boolean complete =
                !BEAN.matcher(REPOSITORY.matcher(text).replaceAll("")).find();
        for (String uri : uris(routes)) {
            boolean known = !NO_DEFAULT.matcher(uri).find();
            boolean there = known && context.getComponent(uri.split(":", 2)[0], true, false) != null;
            complete &= there;
            if (known && uri.startsWith("msblogs:")) {
                context.getEndpoint(uri);
            }
        }
        if (complete && !routes.isEmpty()) {
            context.start();
            for (RouteDefinition route : routes) {
                assertEquals(ServiceStatus.Started, context.getRouteController().getRouteStatus(route.getRouteId()));
            }
        }
        return complete;
    }

    private static Set<String> uris(List<RouteDefinition> routes) {
        Set<String> uris = new TreeSet<>();
        for (RouteDefinition route : routes) {
            uris.add(route.getInput().getEndpointUri());
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), EndpointRequiredDefinition.class)
                    .forEach(to -> uris.add(to.getEndpointUri()));
        }
        assertTrue(uris.stream().allMatch(uri -> uri.contains(":") || uri.startsWith("{{")), () -> "URIs: " + uris);
        return uris;
    }

    @Override
    public void close() {
        context.stop();
    }
}
