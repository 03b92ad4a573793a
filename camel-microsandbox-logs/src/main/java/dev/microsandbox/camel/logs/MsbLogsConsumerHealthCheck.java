package dev.microsandbox.camel.logs;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * Whether a consumer is fit: DOWN also while its cursors cannot be stored, or its sandboxes cannot be listed. Entries flow on meanwhile.
 *
 * <p>Any thread.
 */
final class MsbLogsConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {
    private final MsbLogsConsumer consumer;

    MsbLogsConsumerHealthCheck(MsbLogsConsumer consumer, String id) {
        super(consumer, id);
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polling = super.call(options);
        MsbLogsConsumer.Trouble trouble = consumer.trouble();
        if (trouble == null || !isEnabled() || polling.getState() == State.DOWN) {
            return polling;
        }
        HealthCheckResultBuilder result =
                HealthCheckResultBuilder.on(this).down().message(trouble.message());
        result.error(trouble.cause());
        result.details(polling.getDetails());
        return result.build();
    }
}
