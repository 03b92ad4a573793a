package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.logs.LogEntry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One exchange with several entries of one sandbox. */
class BatchTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    private final Held held = new Held();

    @Test
    void aFullBatchIsSentAtOnceAndAHalfFullOneWhenTheFirstHasWaited() {
        try (App app = app("web?batchSize=3&batchTimeout=200")) {
            app.sandboxes.out("web", "a", "b", "c", "d");
            app.start();
            held.letThrough();
            held.expect(2);
            assertEquals(List.of(List.of("a", "b", "c"), List.of("d")), batches());
            app.sandboxes.out("web", "e", "f", "g");
            held.expect(3);
            assertEquals(List.of("e", "f", "g"), batches().get(2));
            logged.noWarning();
        }
    }

    @Test
    void aBatchIsOfOneSandbox() {
        try (App app = app("*?batchSize=10&batchTimeout=100")) {
            for (int i = 0; i < 25; i++) {
                app.sandboxes.out("x", "x" + i).out("y", "y" + i);
            }
            app.start();
            held.letThrough();
            held.expect(6);
            for (List<String> batch : batches()) {
                char sandbox = batch.get(0).charAt(0);
                assertTrue(batch.stream().allMatch(text -> text.charAt(0) == sandbox), batch::toString);
            }
        }
    }

    @Test
    void itsHeadersAreOfTheFirstAndItsCursorOfTheLast() {
        try (App app = app("web?batchSize=3")) {
            app.sandboxes.out("web", "a", "b", "c");
            app.start();
            LogBatch batch = assertInstanceOf(
                    LogBatch.class, held.get(0).exchange().getMessage().getBody());
            var headers = held.get(0).exchange().getMessage().getHeaders();
            assertEquals("web", headers.get(MsbLogsConstants.SANDBOX));
            assertEquals(3, headers.get(MsbLogsConstants.BATCH_SIZE));
            assertEquals(batch.get(0).id(), headers.get(MsbLogsConstants.ENTRY_ID));
            assertEquals(batch.get(0).timestamp(), headers.get(MsbLogsConstants.TIMESTAMP));
            assertEquals(batch.get(2).cursor().token(), headers.get(MsbLogsConstants.CURSOR));
            assertNull(headers.get(MsbLogsConstants.SOURCE));
            assertNull(headers.get(MsbLogsConstants.SESSION_ID));
            held.get(0).end();
        }
    }

    @Test
    void aBatchConvertsToLinesOfJson() throws Exception {
        try (App app = app("web?batchSize=2")) {
            app.sandboxes.out("web", "a", "ü");
            app.start();
            var message = held.get(0).exchange().getMessage();
            String text = message.getBody(String.class);
            String[] lines = text.split("\n", -1);
            assertEquals(3, lines.length);
            assertEquals("", lines[2]);
            assertEquals("ü\n", new ObjectMapper().readTree(lines[1]).get("d").asText());
            assertEquals(text, new String(message.getBody(byte[].class), StandardCharsets.UTF_8));
            try (InputStream stream = message.getBody(InputStream.class)) {
                assertEquals(text, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
            held.get(0).end();
        }
    }

    @Test
    void everyBodyHasItsBatch() {
        try (App app = app("web?batchSize=2&body=text")) {
            app.sandboxes.out("web", "a", "b");
            app.routes(builder -> builder.from(App.uri("web?batchSize=2&body=bytes"))
                    .routeId("bytes")
                    .to("mock:bytes"));
            app.routes(builder -> builder.from(App.uri("web?batchSize=2&body=json"))
                    .routeId("json")
                    .to("mock:json"));
            app.start();
            assertEquals(
                    List.of("a\n", "b\n"), held.get(0).exchange().getMessage().getBody());
            held.get(0).end();
            List<?> bytes = (List<?>) received(app, "mock:bytes");
            assertEquals("b\n", new String((byte[]) bytes.get(1), StandardCharsets.UTF_8));
            String json = (String) received(app, "mock:json");
            assertEquals(2, json.lines().count());
            assertTrue(json.endsWith("}\n"), json);
        }
    }

    private static Object received(App app, String uri) {
        var mock = app.context.getEndpoint(uri, org.apache.camel.component.mock.MockEndpoint.class);
        Sink.await(() -> mock.getReceivedCounter() > 0);
        return mock.getReceivedExchanges().get(0).getMessage().getBody();
    }

    @Test
    void aBatchThatFailedIsRepeatedAsItWasAndWhatCameBehindItToo() {
        try (App app = app("web?batchSize=3&batchTimeout=100&retryDelay=10")) {
            app.sandboxes.out("web", texts(8));
            app.start();
            held.expect(3);
            held.get(1).end();
            held.get(2).end();
            app.sandboxes.out("web", "late");
            held.letThrough();
            held.get(0).fail("no");
            held.expect(7);
            List<List<String>> all = batches();
            assertEquals(all.subList(0, 3), all.subList(3, 6));
            assertEquals(List.of("late"), all.get(6));
            assertEquals(2, held.get(3).header(MsbLogsConstants.TRY, Integer.class));
            assertEquals(
                    held.get(0).header(MsbLogsConstants.ENTRY_ID, String.class),
                    held.get(3).header(MsbLogsConstants.ENTRY_ID, String.class));
        }
    }

    @Test
    void aHalfFullBatchIsDroppedAtAStopAndReadAgain() {
        try (App app = app("web?batchSize=4&batchTimeout=3600000")) {
            app.sandboxes.out("web", texts(6));
            held.letThrough();
            app.start();
            held.expect(1);
            app.stop("r");
            app.sandboxes.out("web", "6", "7");
            app.start("r");
            held.expect(2);
            assertEquals(List.of(List.of("0", "1", "2", "3"), List.of("4", "5", "6", "7")), batches());
            logged.noWarning();
        }
    }

    @Test
    void aBatchIsCutWhereItsBytesAreAQuarterOfWhatMayBeInFlight() {
        try (App app = app("web?batchSize=1000&batchTimeout=100&maxInFlightBytes=8000")) {
            app.sandboxes.out("web", texts(100));
            held.letThrough();
            app.start();
            Sink.await(() -> batches().stream().mapToInt(List::size).sum() == 100);
            assertTrue(batches().get(0).size() < 12, () -> batches().toString());
        }
    }

    @Test
    void whatIsLeftIsSentWhenAllIsRead() {
        try (App app = app("web?batchSize=4&batchTimeout=3600000&follow=false&stopWhenDone=true")) {
            app.sandboxes.out("web", texts(6));
            held.letThrough();
            app.start();
            app.expectStopped("r");
            assertEquals(List.of(List.of("0", "1", "2", "3"), List.of("4", "5")), batches());
        }
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
    }

    private List<List<String>> batches() {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < held.count(); i++) {
            List<String> texts = new ArrayList<>();
            for (LogEntry entry : (LogBatch) held.get(i).exchange().getMessage().getBody()) {
                texts.add(entry.text().strip());
            }
            all.add(texts);
        }
        return all;
    }

    private App app(String uri) {
        return new App(directory)
                .routes(builder -> builder.from(App.uri(uri)).routeId("r").process(held));
    }
}
