package dev.microsandbox.camel.logs.examples.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of expressions finds names, and does not let through what is mistyped. */
class ExpressionTest {
    @Test
    void findsMetricsMatchersAndGroupings() {
        Expression expression = Expression.of(
                "topk(20, max by (routeId, sandbox) (camel_msblogs_sandbox_lag_bytes{routeId=~\"$routeId\"}))"
                        + "\nor (rate(camel_msblogs_entries_total[5m]) > 0 unless camel_msblogs_up offset 15m)");
        assertEquals(List.of(), expression.errors());
        assertEquals(
                List.of(
                        new Expression.Use("camel_msblogs_sandbox_lag_bytes", Set.of("routeId"), false),
                        new Expression.Use("camel_msblogs_entries_total", Set.of(), true),
                        new Expression.Use("camel_msblogs_up", Set.of(), false)),
                expression.uses());
        assertEquals(Set.of("routeId", "sandbox"), expression.grouping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(camel_msblogs_entries_total[5m]",
                "rate(camel_msblogs_entries_total[5m])) > 0",
                "rate(camel_msblogs_entries_total) > 0",
                "rate(camel_msblogs_entries_total[5 minutes])",
                "camel_msblogs_entries_total[5m] > 0",
                "irate camel_msblogs_entries_total",
                "cammel_msblogs_up != 1",
                "camel_msblogs_up{routeId} != 1",
                "camel_msblogs_up{routeId=web} != 1",
                "camel_msblogs_up{routeId=\"web\"",
                "{routeId=\"web\"} != 1",
                "camel_msblogs_up != 1 and",
                "camel_msblogs_up ! 1",
                "max by routeId (camel_msblogs_up)"
            })
    void whatIsMistypedIsAnError(String text) {
        assertNotEquals(List.of(), Expression.of(text).errors());
    }
}
