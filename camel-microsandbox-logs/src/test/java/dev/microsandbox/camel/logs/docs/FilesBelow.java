package dev.microsandbox.camel.logs.docs;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.support.DefaultComponent;

/** {@code file:} as the pages use it, with what is a relative path there below a directory of a test. */
final class FilesBelow extends DefaultComponent {
    private final Path root;

    FilesBelow(Path root) {
        this.root = root;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Component files = new FileComponent(getCamelContext());
        files.init();
        Endpoint endpoint = files.createEndpoint("file:" + root.resolve(remaining), Map.copyOf(parameters));
        parameters.clear(); // the other one has looked at all of them
        return endpoint;
    }
}
