package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** The sink {@code direct:files}: {@code <forward.out>/<sandbox>/<day of the entry, UTC>.ndjson}, a line per entry. */
final class FilesSink extends RouteBuilder {
    private Path out;

    @Override
    public void configure() {
        out = Path.of(getContext().resolvePropertyPlaceholders("{{forward.out}}"));
        from("direct:files")
                .routeId("files")
                .process(exchange -> line(exchange.getMessage()))
                .to("file:{{forward.out}}?fileExist=Append");
    }

    /** Names the file, and ends the line: its body and its end are one array, so that they are one write. */
    private void line(Message message) throws IOException {
        Instant time = message.getHeader(MsbLogsConstants.TIMESTAMP, Instant.class);
        String name = message.getHeader(MsbLogsConstants.SANDBOX, String.class) + "/"
                + LocalDate.ofInstant(time, ZoneOffset.UTC) + ".ndjson";
        TornLine.cut(out.resolve(name));
        message.setHeader(Exchange.FILE_NAME, name);

        byte[] json = message.getBody(byte[].class);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        message.setBody(line);
    }
}
