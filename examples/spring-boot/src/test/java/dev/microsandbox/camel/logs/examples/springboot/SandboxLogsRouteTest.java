package dev.microsandbox.camel.logs.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.apache.camel.EndpointInject;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The route, within Spring's test context, with a mock in place of the sink. */
@CamelSpringBootTest
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "sink=mock:sink")
class SandboxLogsRouteTest {
    @TempDir
    static Path dir;

    @EndpointInject("mock:sink")
    private MockEndpoint sink;

    @Autowired
    private HealthEndpoint health;

    @Autowired
    private MeterRegistry meters;

    @DynamicPropertySource
    static void directories(DynamicPropertyRegistry properties) {
        properties.add("example.dir", () -> dir.toString());
        properties.add("camel.component.msblogs.home", () -> dir.resolve("home").toString());
    }

    @Test
    void entriesComeAsJsonAndAreSeenInHealthAndMeters() throws Exception {
        sink.expectedMessageCount(2);
        try (Producer web = new Producer(dir.resolve("home"), "web")) {
            web.print();
            web.print();
            sink.assertIsSatisfied();
            String body = sink.getExchanges().get(1).getMessage().getBody(String.class);
            assertTrue(body.startsWith(web.line(2).replace("}", ",\"sandbox\":\"web\",\"entryId\":")), body);
        }
        Awaitility.await().until(() -> health.health().getStatus().equals(Status.UP));
        Awaitility.await().until(() -> entriesDone() == 2);
    }

    private double entriesDone() {
        return meters.get("camel.msblogs.entries")
                .tag("routeId", "sandbox-logs")
                .functionCounter()
                .count();
    }
}
