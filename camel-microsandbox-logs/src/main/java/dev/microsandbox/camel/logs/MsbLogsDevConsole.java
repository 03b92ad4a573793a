package dev.microsandbox.camel.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * The dev console {@code msblogs}: every consumer, and its sandboxes that are furthest behind ({@code limit}, 20 unless told otherwise).
 *
 * <p>Any thread.
 */
@DevConsole(name = "msblogs", description = "Consumers of sandbox logs, and how far they are behind")
public final class MsbLogsDevConsole extends AbstractDevConsole {
    /** How many sandboxes of each consumer are shown. */
    public static final String LIMIT = "limit";

    private static final int DEFAULT_LIMIT = 20;

    /** For Camel, which finds it by its name. */
    public MsbLogsDevConsole() {
        super("camel", "msblogs", "microsandbox logs", "Consumers of sandbox logs, and how far they are behind");
    }

    private List<MsbLogsConsumer> consumers() {
        return MsbLogsConsumer.running(getCamelContext()).stream()
                .filter(consumer -> consumer.status() != null)
                .toList();
    }

    private static int limit(Map<String, Object> options) {
        Object limit = options.get(LIMIT);
        return limit == null ? DEFAULT_LIMIT : OptionTexts.number("limit", limit.toString());
    }

    private static List<SandboxStatus> furthest(MsbLogsConsumer consumer, Map<String, Object> options) {
        List<SandboxStatus> all = consumer.sandboxStatus();
        return all.subList(0, Math.min(Math.max(0, limit(options)), all.size()));
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (MsbLogsConsumer consumer : consumers()) {
            ConsumerStatus status = consumer.status();
            if (status == null) {
                continue;
            }
            text.append(status.cursorName()).append('\n');
            all(status).forEach((name, value) -> line(text, "    ", name, value));
            for (SandboxStatus sandbox : furthest(consumer, options)) {
                text.append("    sandbox ").append(sandbox.sandbox()).append('\n');
                one(sandbox).forEach((name, value) -> line(text, "        ", name, value));
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, String name, Object value) {
        text.append(indent).append(name).append(": ").append(value).append('\n');
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        List<JsonObject> all = new ArrayList<>();
        for (MsbLogsConsumer consumer : consumers()) {
            ConsumerStatus status = consumer.status();
            if (status == null) {
                continue;
            }
            JsonObject one = all(status);
            one.put(
                    "furthestBehind",
                    furthest(consumer, options).stream()
                            .map(MsbLogsDevConsole::one)
                            .toList());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.put("consumers", all);
        return root;
    }

    private static JsonObject all(ConsumerStatus status) {
        ConsumerStatus.Counts counts = status.counts();
        JsonObject json = new JsonObject();
        json.put("cursorName", status.cursorName());
        json.put("routeId", status.routeId());
        json.put("ready", status.ready());
        json.put("trouble", status.trouble());
        json.put("lastError", status.lastError());
        json.put("sandboxes", status.sandboxes());
        json.put("unreadable", status.unreadable());
        json.put("unwatched", status.unwatched());
        json.put("inFlight", status.inFlight());
        json.put("inFlightBytes", status.inFlightBytes());
        json.put("openFiles", status.openFiles());
        json.put("heldBytes", status.heldBytes());
        json.put("lagBytes", status.lagBytes());
        json.put("lagSeconds", seconds(status.lag()));
        json.put("rotationsLeft", status.rotationsLeft());
        json.put("nextToLose", status.nextToLose());
        json.put("entries", counts.entries());
        json.put("bytes", counts.bytes());
        json.put("malformed", counts.malformed());
        json.put("oversized", counts.oversized());
        json.put("torn", counts.torn());
        json.put("truncations", counts.truncations());
        json.put("rotations", counts.rotations());
        json.put("gaps", counts.gaps());
        json.put("bytesLost", counts.bytesLost());
        json.put("invalidCursors", counts.invalidCursors());
        json.put("retries", counts.retries());
        json.put("skipped", counts.skipped());
        json.put("late", counts.late());
        json.put("refused", counts.refused());
        json.put("commits", counts.commits());
        json.put("forgotten", counts.forgotten());
        return json;
    }

    private static JsonObject one(SandboxStatus status) {
        JsonObject json = new JsonObject();
        json.put("sandbox", status.sandbox());
        json.put("entries", status.entries());
        json.put("bytes", status.bytes());
        json.put("inFlight", status.inFlight());
        json.put("lagBytes", status.lagBytes());
        json.put("lagSeconds", seconds(status.lag()));
        json.put("rotationsLeft", status.rotationsLeft());
        json.put("watched", status.watched());
        json.put("lastError", status.lastError());
        return json;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
