package dev.microsandbox.camel.logs.examples.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two pages on 127.0.0.1: {@code /metrics} for Prometheus, and {@code /health}, Camel's readiness checks as JSON, with 200 when all are
 * UP and 503 when one is not.
 *
 * <p>Any thread.
 */
final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 2;

    private final CamelContext context;
    private final PrometheusMeterRegistry registry;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "metrics-server");
        thread.setDaemon(true);
        return thread;
    });

    private record Answer(int status, String type, String text) {}

    private interface Page {
        Answer answer() throws IOException;
    }

    private MetricsServer(HttpServer server, CamelContext context, PrometheusMeterRegistry registry) {
        this.server = server;
        this.context = context;
        this.registry = registry;
    }

    /**
     * Starts it.
     *
     * @param port 0: any that is free
     */
    static MetricsServer start(int port, CamelContext context, PrometheusMeterRegistry registry) throws IOException {
        // The literal, not getLoopbackAddress(), which may be ::1.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        MetricsServer server = new MetricsServer(http, context, registry);
        http.createContext("/metrics", exchange -> server.serve(exchange, "/metrics", server::metrics));
        http.createContext("/health", exchange -> server.serve(exchange, "/health", server::health));
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private Answer metrics() {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private Answer health() throws JsonProcessingException {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(context);
        boolean up = true;
        List<Map<String, Object>> checks = new ArrayList<>();
        for (HealthCheck.Result result : results) {
            up &= result.getState() == HealthCheck.State.UP;
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("id", result.getCheck().getId());
            check.put("state", result.getState().name());
            result.getMessage().ifPresent(message -> check.put("message", message));
            Map<String, String> details = new LinkedHashMap<>();
            result.getDetails().forEach((name, value) -> details.put(name, String.valueOf(value)));
            check.put("details", details);
            checks.add(check);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("state", up ? "UP" : "DOWN");
        all.put("checks", checks);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        return new Answer(up ? 200 : 503, "application/json", text);
    }

    /** The server takes a path for the beginning of paths, and would close the connection without a word on an exception. */
    private void serve(HttpExchange exchange, String path, Page page) throws IOException {
        try (exchange) {
            Answer answer;
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer = new Answer(404, "text/plain", "not found\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer = new Answer(405, "text/plain", "GET only\n");
            } else {
                answer = answered(path, page);
            }
            byte[] body = answer.text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Answer answered(String path, Page page) {
        try {
            return page.answer();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is answered with 500", path, e);
            return new Answer(500, "text/plain", e + "\n");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
