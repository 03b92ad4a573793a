package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateCompletionTest {
    @TempDir
    Path directory;

    @Test
    void anExchangeThatEndsAfterTheStopHarmsNobody() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Files.writeString(
                logs.resolve("exec.log"), "{\"t\":\"2026-05-01T10:00:00.000Z\",\"s\":\"stdout\",\"d\":\"a\"}\n");
        CompletableFuture<AsyncCallback> underWay = new CompletableFuture<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(1);
            context.start();
            Consumer consumer = context.getEndpoint(
                            "msblogs:web?logDir=" + logs + "&cursorRepository=none&initialDelay=0")
                    .createConsumer(new AsyncProcessorSupport() {
                        @Override
                        public boolean process(Exchange exchange, AsyncCallback callback) {
                            underWay.complete(callback);
                            return false;
                        }
                    });
            consumer.start();
            AsyncCallback callback = underWay.get(30, TimeUnit.SECONDS);
            consumer.stop();
            assertDoesNotThrow(() -> callback.done(false));
        }
    }
}
