/**
 * Shows a following consumer to Prometheus and to whoever asks for its health: {@code Monitoring} is the main class,
 * {@code MonitoringRoute} follows all sandboxes, {@code MetricsServer} answers at {@code /metrics} and {@code /health}.
 *
 * <p>Beside it, not in Java: {@code grafana-dashboard.json} and {@code alerts.yml}, for the names that {@code /metrics} gives.
 */
package dev.microsandbox.camel.logs.examples.monitoring;
