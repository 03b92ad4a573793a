package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogListener;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogOverview;
import dev.microsandbox.logs.LogReadException;
import dev.microsandbox.logs.LogSnapshot;
import dev.microsandbox.logs.SandboxNotFoundException;
import dev.microsandbox.logs.SandboxPattern;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Reads a snapshot of one or several sandboxes, merged by time, or lists them.
 *
 * <p>Any thread.
 */
public class MsbLogsProducer extends DefaultProducer {
    private final MsbLogsEndpoint endpoint;
    private final TailCounters counters = new TailCounters();
    private final TroubleLog trouble;

    /**
     * For an endpoint whose options were checked.
     *
     * @param endpoint where it belongs
     */
    public MsbLogsProducer(MsbLogsEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.trouble = new TroubleLog("operation=read of " + endpoint.getSandbox(), Clock.systemUTC());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message in = exchange.getMessage();
        String header = in.getHeader(MsbLogsConstants.SANDBOX, String.class);
        SandboxPattern pattern = header == null ? endpoint.pattern() : pattern(header);
        SandboxDirectories directories = endpoint.directories(pattern);
        if (endpoint.getConfiguration().getOperation() == MsbLogsConfiguration.Operation.list) {
            in.setBody(list(directories));
        } else {
            try {
                read(in, pattern, directories);
            } finally {
                trouble.tell(false);
            }
        }
    }

    private SandboxPattern pattern(String header) {
        String option = "Header " + MsbLogsConstants.SANDBOX + "=" + header + ": ";
        SandboxPattern pattern;
        try {
            pattern = SandboxPattern.parse(header);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + e.getMessage(), e);
        }
        String logDir = endpoint.getConfiguration().getLogDir();
        if (logDir != null && !endpoint.pattern().names().containsAll(pattern.names())) {
            throw new IllegalArgumentException(
                    option + "logDir=" + logDir + " has the logs of '" + endpoint.getSandbox() + "' and of no other");
        }
        return pattern;
    }

    private static Instant time(Message in, String header, Instant otherwise, Instant now, boolean forward) {
        Object value = in.getHeader(header);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Instant instant
                ? instant
                : TimeOption.parse("Header " + header, value.toString(), now, forward);
    }

    private int tail(Object header) {
        if (header == null) {
            Integer option = endpoint.getConfiguration().getTail();
            return option == null ? LogSnapshot.ALL : option;
        }
        int tail = OptionTexts.number("Header " + MsbLogsConstants.TAIL, header.toString());
        if (tail < 0) {
            throw new IllegalArgumentException("Header " + MsbLogsConstants.TAIL + "=" + tail + ": must be 0 or more");
        }
        return tail;
    }

    private List<SandboxInfo> list(SandboxDirectories directories) throws LogException {
        List<SandboxInfo> infos = new ArrayList<>();
        for (String name : directories.list()) {
            Path logs = directories.logDirectory(name);
            LogOverview seen = LogOverview.of(logs, options(name).build());
            infos.add(new SandboxInfo(
                    name, logs, seen.bytes(), seen.lastWritten(), seen.first(), seen.last(), consumers(name, logs)));
        }
        return infos;
    }

    private List<ConsumerLag> consumers(String sandbox, Path logs) {
        return MsbLogsConsumer.running(endpoint.getCamelContext()).stream()
                .map(consumer -> consumer.lag(sandbox, logs))
                .filter(Objects::nonNull)
                .toList();
    }

    private void read(Message in, SandboxPattern pattern, SandboxDirectories directories) throws LogException {
        Instant now = Instant.now();
        Instant since = time(in, MsbLogsConstants.SINCE, endpoint.since(now), now, false);
        Instant until = time(in, MsbLogsConstants.UNTIL, endpoint.until(now), now, true);
        int tail = tail(in.getHeader(MsbLogsConstants.TAIL));
        List<String> there = directories.list();
        List<String> named = endpoint.named(pattern);
        for (String name : named) {
            if (!there.contains(name)) {
                throw new SandboxNotFoundException(directories.logDirectory(name));
            }
        }
        MergedSnapshot merged = new MergedSnapshot(tail);
        LogCheckpoint end = null;
        for (String name : there) {
            LogListener skipped = new TailListener(
                    name, counters, trouble, gap -> trouble.note(TroubleLog.Kind.GAP, name + ": " + gap.reason()));
            LogOptions options =
                    options(name).since(since).until(until).listener(skipped).build();
            LogSnapshot snapshot = snapshot(directories.logDirectory(name), options, tail, named.contains(name));
            if (snapshot != null) {
                merged.add(snapshot.entries());
                end = there.size() == 1 ? snapshot.end() : null;
            }
        }
        in.setBody(merged.entries());
        if (end == null) {
            in.removeHeader(MsbLogsConstants.END_CURSOR); // that of another snapshot
        } else {
            in.setHeader(MsbLogsConstants.END_CURSOR, end.cursor().token());
        }
    }

    /** Null when the sandbox only matched a pattern and has no logs: none yet, or none any more. */
    private static LogSnapshot snapshot(Path logs, LogOptions options, int tail, boolean named) throws LogException {
        try {
            return LogSnapshot.read(logs, options, tail);
        } catch (SandboxNotFoundException e) {
            if (named) {
                throw e;
            }
            return null;
        } catch (LogReadException e) {
            if (named || !Files.notExists(logs, LinkOption.NOFOLLOW_LINKS)) {
                throw e; // a list that is short without saying so would be taken for all there is
            }
            return null; // it was removed while it was read
        }
    }

    private LogOptions.Builder options(String sandbox) {
        return endpoint.options().sandbox(sandbox);
    }
}
