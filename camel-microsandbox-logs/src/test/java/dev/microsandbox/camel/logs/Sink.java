package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.logs.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The end of a route: keeps what it is given.
 *
 * <p>Any thread.
 */
final class Sink implements Processor {
    private static final long LIMIT_SECONDS = 15;

    private final List<Given> given = new CopyOnWriteArrayList<>();

    /** What came: body and headers. */
    record Given(Object body, Map<String, Object> headers) {
        /** The text of its data, without the line end. */
        String text() {
            String text = body instanceof LogEntry entry
                    ? entry.text()
                    : body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
            return text.stripTrailing();
        }

        Object header(String name) {
            return headers.get(name);
        }
    }

    @Override
    public void process(Exchange exchange) {
        given.add(new Given(
                exchange.getMessage().getBody(),
                new HashMap<>(exchange.getMessage().getHeaders())));
    }

    /** Waits until exactly these texts have come, in this order. */
    Sink expect(String... texts) {
        try {
            await(() -> given.size() >= texts.length);
        } catch (ConditionTimeoutException e) {
            assertEquals(List.of(texts), texts()); // prints wanted and got
        }
        assertEquals(List.of(texts), texts());
        return this;
    }

    /** Waits until so many have come. */
    Sink expect(int count) {
        try {
            await(() -> given.size() >= count);
        } catch (ConditionTimeoutException e) {
            assertEquals(count, given.size(), () -> texts().toString());
        }
        return this;
    }

    List<String> texts() {
        return given.stream().map(Given::text).toList();
    }

    List<Given> all() {
        return given;
    }

    Given get(int index) {
        return given.get(index);
    }

    /** Waits for a condition, looking often. */
    static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(condition::getAsBoolean);
    }
}
