package dev.microsandbox.camel.logs;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Whether a consumer is fit. DOWN before its first sweep; while sandboxes cannot be listed or watched, or cursors cannot be stored; while
 * no sandbox can be read; while one is about to lose lines; and from a lag of {@code healthDownAt} bytes on. Entries flow on meanwhile,
 * as far as they can.
 *
 * <p>Any thread.
 */
final class MsbLogsConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {
    private final MsbLogsConsumer consumer;

    MsbLogsConsumerHealthCheck(MsbLogsConsumer consumer, String id) {
        super(consumer, id);
        this.consumer = consumer;
    }

    /** For a consumer that camel-master has made: Camel finds the checks of its routes' own consumers, and that is another one. */
    static void register(HealthCheck check, CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(check);
        }
    }

    /** Harmless where it was not registered. */
    static void unregister(HealthCheck check, CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.unregister(check);
        }
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polling = super.call(options);
        ConsumerStatus status = consumer.status();
        String waitsFor = consumer.waitsFor();
        if (waitsFor != null && isEnabled()) {
            return inTrouble(
                    HealthCheckResultBuilder.on(this), "Nothing is read until the cursors are free: " + waitsFor);
        }
        if (status == null || !isEnabled()) {
            return polling; // it is not started
        }
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.details(polling.getDetails());
        result.detail("msblogs.sandboxes", status.sandboxes());
        result.detail("msblogs.unreadable", status.unreadable());
        result.detail("msblogs.unwatched", status.unwatched());
        result.detail("msblogs.lag.bytes", status.lagBytes());
        result.detail("msblogs.lag.seconds", status.lag().toSeconds());
        result.detail("msblogs.rotations.left", status.rotationsLeft());
        if (status.nextToLose() != null) {
            result.detail("msblogs.next.to.lose", status.nextToLose());
        }
        if (status.lastError() != null) {
            result.detail("msblogs.last.error", status.lastError());
        }
        if (polling.getState() == State.DOWN) {
            polling.getError().ifPresent(result::error);
            return inTrouble(result, polling.getMessage().orElse("It does not poll"));
        }
        if (status.trouble().isEmpty()) {
            return result.state(polling.getState()).build();
        }
        result.error(consumer.troubleCause());
        return inTrouble(result, String.join("; ", status.trouble()));
    }

    /** As a detail too: Spring Boot's page shows no message. */
    private static Result inTrouble(HealthCheckResultBuilder result, String trouble) {
        return result.detail("msblogs.trouble", trouble).message(trouble).down().build();
    }
}
