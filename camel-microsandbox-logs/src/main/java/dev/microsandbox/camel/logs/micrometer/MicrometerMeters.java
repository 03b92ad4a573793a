package dev.microsandbox.camel.logs.micrometer;

import dev.microsandbox.camel.logs.ConsumerMeters;
import dev.microsandbox.camel.logs.ConsumerStatus;
import dev.microsandbox.camel.logs.MsbLogsConsumer;
import dev.microsandbox.camel.logs.SandboxStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/**
 * A consumer's meters, {@code camel.msblogs.…} with the tags {@code camelContext}, {@code routeId} and {@code cursorName}, in the
 * registry that the Camel registry has.
 *
 * <p>Bound by one thread; refreshed, closed and read by any.
 */
public final class MicrometerMeters implements ConsumerMeters {
    private static final String PREFIX = "camel.msblogs.";
    /** The name under which camel-micrometer looks for a registry. */
    private static final String REGISTRY = "metricsRegistry";
    /** Meters of so many sandboxes at the most, those that are furthest behind first. */
    private static final int MOST_SANDBOXES = 1000;

    private static final long SAME_NANOS = 500_000_000;

    private final List<Meter> meters = new ArrayList<>();
    private final List<SandboxGauge> sandboxGauges = new ArrayList<>();
    private MeterRegistry registry;
    private MsbLogsConsumer consumer;
    private Tags tags;

    private record Moment(ConsumerStatus status, long atNanos) {}

    private record SandboxGauge(MultiGauge gauge, ToDoubleFunction<SandboxStatus> value) {}

    /** One look serves for all gauges of a scrape. */
    private volatile Moment moment;

    @Override
    public boolean bind(CamelContext context, MsbLogsConsumer bound, boolean perSandbox) {
        registry = registry(context);
        if (registry == null) {
            return false;
        }
        consumer = bound;
        String route = bound.getRouteId();
        tags = Tags.of(
                "camelContext", context.getName(), "routeId", route == null ? "" : route, "cursorName", name(bound));
        counters();
        gauges();
        if (perSandbox) {
            sandbox("lag.bytes", "bytes", "Bytes of its logs that are not done", SandboxStatus::lagBytes);
            sandbox(
                    "lag",
                    "seconds",
                    "Age of its oldest entry that is not done",
                    s -> s.lag().toMillis() / 1000.0);
            sandbox("rotations.left", null, "Rotations until it loses lines", s -> orNaN(s.rotationsLeft()));
            sandbox("entries", null, "Its entries that are done", SandboxStatus::entries);
        }
        return true;
    }

    private static MeterRegistry registry(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(REGISTRY, MeterRegistry.class);
        return named != null ? named : context.getRegistry().findSingleByType(MeterRegistry.class);
    }

    private static String name(MsbLogsConsumer consumer) {
        ConsumerStatus status = consumer.status();
        return status == null ? "" : status.cursorName();
    }

    private void counters() {
        counter("entries", null, "Entries that are done", ConsumerStatus.Counts::entries);
        counter("data", "bytes", "Data of the entries that are done", ConsumerStatus.Counts::bytes);
        counter("malformed", null, "Lines skipped since they are no entries", ConsumerStatus.Counts::malformed);
        counter("oversized", null, "Lines longer than maxLineBytes, skipped", ConsumerStatus.Counts::oversized);
        counter("torn", null, "Lines without an end, given up", ConsumerStatus.Counts::torn);
        counter("truncations", null, "Files truncated, read again", ConsumerStatus.Counts::truncations);
        counter("rotations", null, "Rotations followed", ConsumerStatus.Counts::rotations);
        counter("gaps", null, "Places where lines were lost, or may have been", ConsumerStatus.Counts::gaps);
        counter("lost", "bytes", "Bytes lost there, at the least", ConsumerStatus.Counts::bytesLost);
        counter("invalid.cursors", null, "Stored cursors that did not fit", ConsumerStatus.Counts::invalidCursors);
        counter("retries", null, "Failed exchanges sent again", ConsumerStatus.Counts::retries);
        counter("skipped", null, "Entries given up after a failure", ConsumerStatus.Counts::skipped);
        counter("late", null, "Exchanges that ended after the stop", ConsumerStatus.Counts::late);
        counter("refused", null, "Names that are no regular files", ConsumerStatus.Counts::refused);
        counter("commits", null, "Cursors stored", ConsumerStatus.Counts::commits);
        counter("forgotten", null, "Cursors of gone sandboxes dropped", ConsumerStatus.Counts::forgotten);
    }

    private void gauges() {
        gauge(
                "up",
                null,
                "1: fit; 0: in trouble, see the health check",
                s -> s.trouble().isEmpty() ? 1 : 0);
        gauge("sandboxes", null, "Sandboxes that are read", ConsumerStatus::sandboxes);
        gauge("unreadable", null, "Sandboxes that cannot be read", ConsumerStatus::unreadable);
        gauge("unwatched", null, "Sandboxes that cannot be watched", ConsumerStatus::unwatched);
        gauge("in.flight", null, "Exchanges under way", ConsumerStatus::inFlight);
        gauge("in.flight.memory", "bytes", "What they keep in memory", ConsumerStatus::inFlightBytes);
        gauge("open.files", null, "Log files that are open", ConsumerStatus::openFiles);
        gauge("held", "bytes", "Bytes of files that only we still have", ConsumerStatus::heldBytes);
        gauge("lag.bytes", "bytes", "Bytes of all logs that are not done", ConsumerStatus::lagBytes);
        gauge("lag", "seconds", "Age of the oldest entry not done", s -> s.lag().toMillis() / 1000.0);
        gauge("rotations.left", null, "Rotations until lines are lost", s -> orNaN(s.rotationsLeft()));
    }

    /** No number, where there is nothing to lose: no alert compares true with it. */
    private static double orNaN(int rotationsLeft) {
        return rotationsLeft < 0 ? Double.NaN : rotationsLeft;
    }

    private void counter(String name, String unit, String what, ToDoubleFunction<ConsumerStatus.Counts> value) {
        takeOver(name, Meter.Type.COUNTER);
        meters.add(FunctionCounter.builder(PREFIX + name, consumer, one -> value.applyAsDouble(one.counts()))
                .tags(tags)
                .baseUnit(unit)
                .description(what)
                .register(registry));
    }

    private void gauge(String name, String unit, String what, ToDoubleFunction<ConsumerStatus> value) {
        takeOver(name, Meter.Type.GAUGE);
        meters.add(Gauge.builder(PREFIX + name, this, one -> one.measured(value))
                .tags(tags)
                .baseUnit(unit)
                .description(what)
                .register(registry));
    }

    /**
     * A route that is started again has a new consumer. The meters of the one before, which tell that it was stopped, are still there, and
     * the registry would give us those.
     */
    private void takeOver(String name, Meter.Type type) {
        registry.removeByPreFilterId(new Meter.Id(PREFIX + name, tags, null, null, type));
    }

    private double measured(ToDoubleFunction<ConsumerStatus> value) {
        Moment last = moment;
        if (last == null || System.nanoTime() - last.atNanos >= SAME_NANOS) {
            last = new Moment(consumer.status(), System.nanoTime());
            moment = last;
        }
        return last.status == null ? Double.NaN : value.applyAsDouble(last.status);
    }

    private void sandbox(String name, String unit, String what, ToDoubleFunction<SandboxStatus> value) {
        MultiGauge gauge = MultiGauge.builder(PREFIX + "sandbox." + name)
                .tags(tags)
                .baseUnit(unit)
                .description(what)
                .register(registry);
        sandboxGauges.add(new SandboxGauge(gauge, value));
    }

    /** One at a time: a sweep that is still under way at the stop has its say before the stop has the last. */
    @Override
    public synchronized void refresh() {
        if (sandboxGauges.isEmpty()) {
            return;
        }
        List<SandboxStatus> all = consumer.sandboxStatus();
        List<SandboxStatus> some = all.subList(0, Math.min(all.size(), MOST_SANDBOXES));
        for (SandboxGauge one : sandboxGauges) {
            List<MultiGauge.Row<?>> rows = new ArrayList<>(some.size());
            for (SandboxStatus status : some) {
                double value = one.value.applyAsDouble(status);
                rows.add(MultiGauge.Row.of(Tags.of("sandbox", status.sandbox()), value));
            }
            one.gauge.register(rows, true);
        }
    }

    @Override
    public synchronized void close() {
        sandboxGauges.forEach(one -> one.gauge.register(List.of(), true));
        sandboxGauges.clear();
        Set<Meter> there = Collections.newSetFromMap(new IdentityHashMap<>());
        there.addAll(registry.getMeters());
        meters.stream().filter(there::contains).forEach(registry::remove); // those that no other has taken over
        meters.clear();
    }
}
