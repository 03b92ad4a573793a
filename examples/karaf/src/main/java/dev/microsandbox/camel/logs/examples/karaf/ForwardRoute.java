package dev.microsandbox.camel.logs.examples.karaf;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Every entry of every sandbox to {@code <out>/<sandbox>.ndjson}, a line of JSON each. */
final class ForwardRoute extends RouteBuilder {
    private final Path out;

    ForwardRoute(Path out) {
        this.out = out;
    }

    @Override
    public void configure() {
        from("msblogs:*?sources=all&body=json&batchSize=100&batchTimeout=200&cursorName=forward")
                .routeId("forward")
                .process(exchange -> file(exchange.getMessage()))
                .to("file:" + out + "?fileExist=Append");
    }

    /** Names the file of the sandbox, fit to be appended to. */
    private void file(Message message) throws IOException {
        String name = message.getHeader(MsbLogsConstants.SANDBOX, String.class) + ".ndjson";
        TornLine.cut(out.resolve(name));
        message.setHeader(Exchange.FILE_NAME, name);
    }
}
