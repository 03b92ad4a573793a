package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused at the start, with the option, the value, and what would be right. */
class OptionsTest {
    private static final String TOKEN = "AQEAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    Path directory;

    @RegisterExtension
    final Logged logged = new Logged();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            web?sorces=stdout                          | sorces        | stdout          | sources
            web?tial=3                                 | tial          | 3               | tail
            web?sources=stdin                          | sources       | 'stdin'         | stdout, stderr, output, system, or all
            web?sources=stdout,                        | sources       | stdout,         | stdout, stderr, output, system, or all
            web?since=yesterday                        | since         | yesterday       | 2026-04-30T20:32:59Z
            web?since=2026-04-30                       | since         | 2026-04-30      | 2026-04-30T20:32:59Z
            web?since=2026-04-30T20:32:59              | since         | 20:32:59        | 2026-04-30T20:32:59Z
            web?since=%2B1h                            | since         | 1h              | back from now
            web?since=-15m                             | since         | -15m            | back from now (15m
            web?since=15                               | since         | 15              | 15m
            web?since=15w                              | since         | 15w             | 15m
            web?until=tomorrow                         | until         | tomorrow        | forward (+1h)
            web?until=2026-13-01T00:00:00Z             | until         | 2026-13         | 2026-04-30T20:32:59Z
            web?exclude=../x                           | exclude       | ../x            | ASCII letters, digits
            web?maxLineBytes=1023                      | maxLineBytes  | 1023            | from 1024 to 1073741824
            web?maxLineBytes=1073741825                | maxLineBytes  | 1073741825      | from 1024 to 1073741824
            web?maxLineBytes=many                      | maxLineBytes  | many            | number
            web?maxLineBytes=99999999999               | maxLineBytes  | 99999999999     | number
            web?maxOpenFiles=4                         | maxOpenFiles  | 4               | at least 5
            web?tail=-1                                | tail          | -1              | 0 or more
            web?maxLineBytes=4294968320                | maxLineBytes  | 4294968320      | at most 2147483647
            web?tail=4294967297                        | tail          | 4294967297      | number
            web?tail=ten                               | tail          | ten             | number
            web?tail=1&tail=2                          | tail          | [1, 2]          | once
            web?sources=stdout&sources=stderr          | sources       | stdout, stderr  | once
            web?healthDownAt=1GiB                      | healthDownAt  | 1GiB            | whole number
            web?maxHeldBytes=64m                       | maxHeldBytes  | 64m             | whole number
            web?maxInFlightBytes=99999999999999999999  | maxInFlightBytes | 99999999999999999999 | whole number
            web?commitInterval=5x                      | commitInterval | 5x             | 30s
            web?retryDelay=10sec                       | retryDelay    | 10sec           | 30s
            web?batchTimeout=soon                      | batchTimeout  | soon            | 30s
            web?initialDelay=PT3S                      | initialDelay  | PT3S            | 30s
            web?delay=99999999999999999999             | delay         | 99999999999999999999 | milliseconds
            web?follow=maybe                           | follow        | maybe           | true or false
            web?stopWhenDone=true                      | stopWhenDone  | true            | follow=false or until
            web?fromCursor=!!                          | fromCursor    | !!              | base64
            web?fromCursor=AQ                          | fromCursor    | AQ              | 17 bytes
            web?fromCursor=msb9 x                      | fromCursor    | msb9            | msb1
            web?start=middle                           | start         | middle          | beginning, end
            web?body=xml                               | body          | xml             | entry, text, bytes, json
            web?onInvalidCursor=ignore                 | onInvalidCursor  | ignore       | beginning, end, fail
            web?onMissedRotation=ignore                | onMissedRotation | ignore       | skip, fail
            web?operation=write                        | operation     | write           | read, list
            web?cursorRepository=disk                  | cursorRepository | disk         | StateRepository
            web?cursorRepository=#notThere             | cursorRepository | notThere     | cursorRepository
            web?cursorRepository=#noRepository         | cursorRepository | a string     | StateRepository
            """)
    void refused(String uri, String option, String value, String right) {
        String message = refusal(uri);
        assertTrue(message.contains(option), () -> "does not name the option " + option + ": " + message);
        assertTrue(message.contains(value), () -> "does not name the value " + value + ": " + message);
        assertTrue(message.contains(right), () -> "does not say '" + right + "': " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            web?logDir=/tmp/x&home=/tmp/y              | logDir=/tmp/x | home=/tmp/y
            web?logDir=/tmp/x&sandboxesDir=/tmp/y      | logDir=/tmp/x | sandboxesDir=/tmp/y
            web?logDir=/tmp/x&exclude=db               | logDir=/tmp/x | exclude=db
            *?logDir=/tmp/x                            | logDir=/tmp/x | '*' can be several
            web,db?logDir=/tmp/x                       | logDir=/tmp/x | 'web,db' can be several
            web?since=1h&fromCursor=AQEAAAAAAAAAAAAAAAAAAAA= | fromCursor=AQEA | since=1h
            web?start=end&fromCursor=AQEAAAAAAAAAAAAAAAAAAAA= | fromCursor=AQEA | start=end
            web?start=end&since=1h                     | since=1h   | start=end
            web-*?fromCursor=AQEAAAAAAAAAAAAAAAAAAAA=  | fromCursor=AQEA | 'web-*' can be several
            """)
    void thoseThatExcludeEachOtherAreBothNamed(String uri, String one, String other) {
        String message = refusal(uri);
        assertTrue(message.contains(one) && message.contains(other), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", ".a", "-x", "a/b", "_x", "web,", "wéb", "web%20x", "a..%2Fb", "we[bx]"})
    void whatIsNoSandboxNameIsRefused(String name) {
        String message = refusal(name);
        assertTrue(message.contains("sandbox") && message.contains("ASCII letters, digits, '.', '-', '_'"), message);
    }

    @Test
    void aNameOf129CharactersIsRefused() {
        assertTrue(refusal("x".repeat(129)).contains("1 to 128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b-c_D9",
                "web-*?exclude=web-1,web-2?",
                "*?sources=stdout,system",
                "web?sources=all",
                "web?since=2026-04-30T20:32:59.123456789%2B02:00",
                "web?since=2026-04-30T20:32:59+02:00",
                "web?since=1h30m",
                "web?until=+1h&stopWhenDone=true",
                "web?follow=false&stopWhenDone=true&logDir=/nowhere",
                "web?maxLineBytes=1024&maxOpenFiles=5&tail=0",
                "web?fromCursor=" + TOKEN,
                "web?fromCursor=AQEAAAAAAAAAAAAAAAAAAAA",
                "web?delay=5s&backoffMultiplier=3&backoffIdleThreshold=2&greedy=true",
                "web?healthDownAt=1073741824&commitInterval=0&retryDelay=1m30s&maxRetryDelay=PT2M&batchTimeout=250ms",
                "web?cursorRepository=none&cursorName=a/b c"
            })
    void taken(String uri) {
        try (App app = new App(directory)) {
            app.context.getEndpoint("msblogs:" + uri, MsbLogsEndpoint.class);
        }
    }

    @Test
    void aPollingConsumerIsRefusedWithWhatToDoInstead() throws Exception {
        try (App app = new App(directory);
                ConsumerTemplate template = app.context.createConsumerTemplate()) {
            app.start();
            Exception refused = assertThrows(Exception.class, () -> template.receiveNoWait("msblogs:web"));
            assertTrue(messages(refused).contains("msblogs:web?operation=read"), messages(refused));
        }
    }

    @Test
    void pollEnrichIsRefusedWithWhatToDoInstead() throws Exception {
        try (App app = new App(directory);
                ProducerTemplate template = app.context.createProducerTemplate()) {
            app.routes(builder -> builder.from("direct:a").pollEnrich("msblogs:web", 0))
                    .start();
            Exception refused = assertThrows(Exception.class, () -> template.sendBody("direct:a", "x"));
            assertTrue(messages(refused).contains("msblogs:web?operation=read"), messages(refused));
        }
    }

    @Test
    void aBrokenConfigJsonIsNamed() throws Exception {
        java.nio.file.Files.createDirectories(App.home(directory));
        java.nio.file.Files.writeString(App.home(directory).resolve("config.json"), "{\"paths\": ");
        String message = refusal("web");
        assertTrue(message.contains("config.json"), message);
    }

    /** What the start of a route from there says. */
    private String refusal(String uri) {
        try (App app = new App(directory)) {
            app.context.getRegistry().bind("noRepository", "a string");
            Exception refused = assertThrows(Exception.class, () -> {
                app.routes(
                        builder -> builder.from("msblogs:" + uri).routeId("r").to("mock:nowhere"));
                app.start();
            });
            assertNotEquals(org.apache.camel.ServiceStatus.Started, app.status("r"));
            assertEquals(List.of(), logged.lines(ch.qos.logback.classic.Level.WARN));
            return messages(refused);
        }
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            all.append(one.getMessage()).append('\n');
        }
        return all.toString();
    }
}
