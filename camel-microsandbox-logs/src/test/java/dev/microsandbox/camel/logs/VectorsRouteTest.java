package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.logs.LogCursor;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.Vectors;
import dev.microsandbox.logs.Vectors.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsRouteTest {
    @TempDir
    Path directory;

    static List<Case> cases() throws Exception {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void routeGivesWhatUpstreamGave(Case one) throws Exception {
        assumeTrue(one.compares("stream"));
        Path logs = one.copyTo(directory.resolve("logs"));
        Map<Long, String> names = Vectors.names(logs);
        List<String> given = Collections.synchronizedList(new ArrayList<>());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri(one, logs)).routeId("vectors").process(exchange -> {
                        LogEntry entry = exchange.getMessage().getBody(LogEntry.class);
                        assertEquals(
                                entry.cursor(),
                                LogCursor.fromToken(
                                        exchange.getMessage().getHeader(MsbLogsConstants.CURSOR, String.class)));
                        given.add(Vectors.render(entry, names));
                    });
                }
            });
            context.start();
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> context.getRouteController().getRouteStatus("vectors") == ServiceStatus.Stopped);
        }
        List<String> wanted = new ArrayList<>();
        for (JsonNode entry : one.answer("stream.jsonl")) {
            wanted.add(Vectors.render(entry, true));
        }
        assertEquals(String.join("\n", wanted), String.join("\n", given));
    }

    private static String uri(Case one, Path logs) {
        String sources = one.sources() == null
                ? ""
                : "&sources="
                        + one.sources().stream().map(source -> source.text()).collect(Collectors.joining(","));
        String since = one.time("since") == null ? "" : "&since=" + one.time("since");
        String until = one.time("until") == null ? "" : "&until=" + one.time("until");
        return "msblogs:web?logDir=" + logs + "&follow=false&stopWhenDone=true&cursorRepository=none&initialDelay=0"
                + sources + since + until;
    }
}
